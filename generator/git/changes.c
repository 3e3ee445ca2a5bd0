#include "generator/git/changes.h"

#include "generator/output/path.h"
#include "generator/output/scope.h"

static void note_tenant(struct tnf_git_changes *changes, struct tnf_strview tenant) {
    if (tenant.len == 0) return;
    changes->tenants = tnf_arena_grow(changes->arena, changes->tenants, changes->tenant_count,
                                      &changes->tenant_capacity, sizeof *changes->tenants);
    changes->tenants[changes->tenant_count++] = tnf_arena_sv(changes->arena, tenant);
}

void tnf_git_note_folder(struct tnf_git_changes *changes, struct tnf_strview path) {
    if (tnf_is_module_path(path))
        changes->modules++;
    else
        changes->stacks++;
    note_tenant(changes, tnf_place_of(path).tenant);
}

void tnf_git_note_inner_folder(struct tnf_git_changes *changes, struct tnf_strview path) {
    const struct tnf_place place = tnf_place_of(path);
    if (place.cell.len > 0 && tnf_sv_eq(tnf_path_name(path), place.tenant)) note_tenant(changes, place.tenant);
}

#include "generator/output/scope.h"

#include <string.h>

/* Whether `rest` begins with a folder; goes below it then. Inline: every line of an index is asked whose it is. */
static inline bool enter(struct tnf_strview *rest, struct tnf_strview folder) {
    if (rest->len < folder.len || memcmp(rest->ptr, folder.ptr, folder.len) != 0) return false;
    *rest = (struct tnf_strview){rest->ptr + folder.len, rest->len - folder.len};
    return true;
}

struct tnf_place tnf_place_of(struct tnf_strview path) {
    struct tnf_place place = {TNF_SV(""), TNF_SV(""), TNF_SV("")};
    if (enter(&path, TNF_SV("environments/"))) {
        place.environment = tnf_sv_next(&path, '/');
        if (enter(&path, TNF_SV("cells/"))) place.cell = tnf_sv_next(&path, '/');
    }
    if (enter(&path, TNF_SV("tenants/"))) place.tenant = tnf_sv_next(&path, '/');
    return place;
}

bool tnf_is_module_path(struct tnf_strview path) {
    return tnf_sv_starts_with(path, TNF_SV("modules/"));
}

bool tnf_is_top_folder(struct tnf_strview path) {
    return tnf_sv_eq_c(path, "environments") || tnf_sv_eq_c(path, "modules") || tnf_sv_eq_c(path, "archive") ||
           tnf_sv_eq_c(path, "bootstrap") || tnf_sv_eq_c(path, ".github");
}

bool tnf_is_platform_path(struct tnf_strview path) {
    return tnf_sv_starts_with(path, TNF_SV("bootstrap/")) || tnf_sv_eq_c(path, ".github");
}

static bool holds(const struct tnf_strview *names, size_t count, struct tnf_strview name) {
    if (names == NULL) return true;
    for (size_t i = 0; i < count; i++)
        if (names[i].len == name.len && tnf_sv_eq(names[i], name)) return true;
    return false;
}

/* archive/kubernetes/<environment>/tenants/<tenant> is produced with its tenant, though it is no stack of it. */
static struct tnf_place whose(struct tnf_strview path) {
    if (!enter(&path, TNF_SV("archive/kubernetes/"))) return tnf_place_of(path);
    struct tnf_place place = {TNF_SV(""), TNF_SV(""), TNF_SV("")};
    place.environment = tnf_sv_next(&path, '/');
    if (enter(&path, TNF_SV("tenants/"))) place.tenant = tnf_sv_next(&path, '/');
    return place;
}

bool tnf_scope_decides(const struct tnf_scope *scope, struct tnf_strview path) {
    if (tnf_scope_is_whole(scope)) return true;
    /* What is there once for the platform comes with every scope that names no environment. */
    if (tnf_is_platform_path(path)) return scope->environments == NULL;
    const struct tnf_place place = whose(path);
    /* A tenant in no environment belongs to none that a scope names. */
    if (place.environment.len == 0)
        return place.tenant.len > 0 && scope->environments == NULL &&
               holds(scope->tenants, scope->tenant_count, place.tenant);
    if (!holds(scope->environments, scope->environment_count, place.environment)) return false;
    if (place.cell.len > 0 && scope->tenants != NULL)
        return scope->cells != NULL && holds(scope->cells, scope->cell_count, place.cell);
    /* What an environment has of itself comes with every scope. */
    return place.tenant.len == 0 || holds(scope->tenants, scope->tenant_count, place.tenant);
}

bool tnf_scope_reaches(const struct tnf_scope *scope, struct tnf_strview folder) {
    const bool above = tnf_sv_eq_c(folder, "environments") || tnf_sv_eq_c(folder, "archive") ||
                       tnf_sv_eq_c(folder, "archive/kubernetes") || tnf_sv_eq_c(folder, "bootstrap");
    return above || tnf_scope_decides(scope, folder);
}

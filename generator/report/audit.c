#include "generator/report/audit.h"

#include "base/memory.h"
#include "base/path.h"

#include <stdlib.h>

static int by_state(const void *a, const void *b) {
    const struct tnf_audit_stack *one = a;
    const struct tnf_audit_stack *other = b;
    const int order = tnf_sv_cmp(one->state, other->state);
    /* What the catalog has comes first: it is who a renamed stack's state belongs to. */
    return order == 0 ? (int)other->in_catalog - (int)one->in_catalog : order;
}

static int by_tenant(const void *a, const void *b) {
    const struct tnf_audit_placement *one = a;
    const struct tnf_audit_placement *other = b;
    const int order = tnf_sv_cmp(one->tenant, other->tenant);
    return order == 0 ? tnf_sv_cmp(one->environment, other->environment) : order;
}

/* The first stack that has its state there, or NULL. */
static struct tnf_audit_stack *stack_at(const struct tnf_audit *audit, struct tnf_strview place) {
    size_t low = 0;
    size_t high = audit->stack_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (tnf_sv_cmp(audit->stacks[middle].state, place) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == audit->stack_count || !tnf_sv_eq(audit->stacks[low].state, place)) return NULL;
    return &audit->stacks[low];
}

/* The state that a lock is of: S3 has "<key>.tflock" beside it, a folder ".<name>.lock.info". False for no lock. */
static bool locked_state(struct tnf_strview place, struct tnf_arena *arena, struct tnf_strview *ret) {
    const struct tnf_strview object = TNF_SV(".tflock");
    const struct tnf_strview file = TNF_SV(".lock.info");
    const struct tnf_strview name = tnf_path_name(place);
    if (tnf_sv_ends_with(place, object)) {
        *ret = tnf_sv_n(place.ptr, place.len - object.len);
        return true;
    }
    if (!tnf_sv_ends_with(name, file) || !tnf_sv_starts_with(name, TNF_SV("."))) return false;
    *ret = tnf_arena_printf(arena, "%.*s%.*s", (int)(place.len - name.len), place.ptr, (int)(name.len - file.len - 1),
                            name.ptr + 1);
    return true;
}

static void sort_object(const struct tnf_audit *audit, struct tnf_audit_object *object, struct tnf_arena *arena) {
    struct tnf_strview state;
    object->stack = stack_at(audit, object->place);
    if (object->stack != NULL) {
        object->role = TNF_AUDIT_STATE;
        object->stack->object = object;
        object->wanted = !object->stack->in_catalog || object->size <= TNF_AUDIT_SURELY_FULL;
    } else if (locked_state(object->place, arena, &state)) {
        object->role = TNF_AUDIT_LOCK;
        object->stack = stack_at(audit, state);
        object->wanted = true;
    } else {
        object->role = tnf_sv_ends_with(object->place, TNF_SV(".tfstate")) ? TNF_AUDIT_UNKNOWN : TNF_AUDIT_STRANGER;
        object->wanted = object->role == TNF_AUDIT_UNKNOWN;
    }
}

static int by_path(const void *a, const void *b) {
    const struct tnf_audit_stack *const *one = a;
    const struct tnf_audit_stack *const *other = b;
    return tnf_sv_cmp((*one)->path, (*other)->path);
}

struct tnf_audit_stack *tnf_audit_stack_of(const struct tnf_audit *audit, struct tnf_strview path) {
    struct tnf_audit_stack named = {.path = path};
    struct tnf_audit_stack *key = &named;
    if (audit->stack_count == 0) return NULL;
    struct tnf_audit_stack **found = bsearch(&key, audit->by_path, audit->stack_count, sizeof *audit->by_path, by_path);
    return found == NULL ? NULL : *found;
}

static void sort_stacks(struct tnf_audit *audit, struct tnf_arena *arena) {
    audit->by_path = TNF_ARENA_ARRAY(arena, struct tnf_audit_stack *, audit->stack_count);
    if (audit->stack_count == 0) return;
    qsort(audit->stacks, audit->stack_count, sizeof *audit->stacks, by_state);
    for (size_t i = 0; i < audit->stack_count; i++) audit->by_path[i] = &audit->stacks[i];
    qsort(audit->by_path, audit->stack_count, sizeof *audit->by_path, by_path);
}

/* How much is left of who leaves is read from the state, whatever its size. */
static void mark_leavers(struct tnf_audit *audit) {
    for (size_t i = 0; i < audit->placement_count; i++) {
        const struct tnf_audit_placement *placement = &audit->placements[i];
        struct tnf_audit_stack *stack = placement->offboarded ? tnf_audit_stack_of(audit, placement->stack) : NULL;
        if (stack == NULL) continue;
        stack->leaving = placement->module.len == 0;
        if (stack->object != NULL) stack->object->wanted = true;
    }
}

void tnf_audit_sort(struct tnf_audit *audit, struct tnf_arena *arena) {
    sort_stacks(audit, arena);
    if (audit->placement_count > 0)
        qsort(audit->placements, audit->placement_count, sizeof *audit->placements, by_tenant);
    for (size_t i = 0; i < audit->object_count; i++) sort_object(audit, &audit->objects[i], arena);
    mark_leavers(audit);
}

void tnf_audit_fail(struct tnf_audit_object *object, const struct tnf_error *err, struct tnf_arena *arena) {
    object->read = true;
    object->failure = err->hint[0] == '\0' ? tnf_arena_sv(arena, tnf_sv(err->message))
                                           : tnf_arena_printf(arena, "%s; %s", err->message, err->hint);
}

void tnf_audit_read(struct tnf_audit_object *object, struct tnf_strview content, struct tnf_arena *arena) {
    struct tnf_error err = {0};
    object->read = true;
    if (object->role == TNF_AUDIT_LOCK) {
        tnf_lock_info_read(content, arena, &object->lock);
    } else if (tnf_tfstate_read(content, arena, &object->state, &err) < 0) {
        tnf_audit_fail(object, &err, arena);
    }
}

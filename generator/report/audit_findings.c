#include "base/memory.h"
#include "generator/report/audit.h"

#include <stdlib.h>

const struct tnf_audit_kind_text tnf_audit_kinds[TNF_AUDIT_KIND_COUNT] = {
    [TNF_AUDIT_ORPHAN] = {"orphan", "orphaned states: resources, and no stack in the catalog or the output",
                          "take the stack's files from git's history, and destroy it with them", false},
    [TNF_AUDIT_DESTROY_LEFT] = {"destroy_left", "destroy work left", "apply these stacks; their plans destroy", false},
    [TNF_AUDIT_REMOVABLE] = {"removable", "tenants that have nothing any more", "their rows may go", false},
    [TNF_AUDIT_NEVER_APPLIED] = {"never_applied", "stacks that were never applied", "apply them", false},
    [TNF_AUDIT_OUT_OF_STEP] = {"out_of_step", "output that is not what the catalog says",
                               "`tenantform diff` shows it, `tenantform generate` mends it", false},
    [TNF_AUDIT_STALE_LOCK] = {"stale_lock", "locks that were left behind",
                              "ask who has it; when nobody works there, `terraform force-unlock ID` in the stack",
                              false},
    [TNF_AUDIT_UNREADABLE] = {"unreadable", "states that cannot be read", "nothing is known of their resources", false},
    [TNF_AUDIT_FOREIGN] = {"stranger", "strangers: nothing in the catalog explains them",
                           "find out whose they are, and keep them elsewhere", false},
    [TNF_AUDIT_LOCKED] = {"locked", "stacks that somebody works on now", "", true},
    [TNF_AUDIT_EMPTY_STATE] = {"empty_state", "states without resources whose stack is gone", "they may be deleted",
                               true},
};

struct conclusion {
    const struct tnf_audit *audit;
    struct tnf_arena *arena;
    struct tnf_audit_findings *findings;
};

static struct tnf_audit_finding *add(struct conclusion *conclusion, enum tnf_audit_kind kind,
                                     struct tnf_strview subject, struct tnf_strview text) {
    struct tnf_audit_findings *findings = conclusion->findings;
    findings->items = tnf_arena_grow(conclusion->arena, findings->items, findings->count, &findings->capacity,
                                     sizeof *findings->items);
    struct tnf_audit_finding *finding = &findings->items[findings->count++];
    *finding = (struct tnf_audit_finding){.kind = kind, .subject = subject, .text = text};
    findings->notes += tnf_audit_kinds[kind].note;
    return finding;
}

/* "12 resources", then what the format says. */
static struct tnf_strview counted(struct conclusion *conclusion, size_t count, const char *rest) {
    return tnf_arena_printf(conclusion->arena, "%zu resource%s%s", count, count == 1 ? "" : "s", rest);
}

static void about_state(struct tnf_audit_finding *finding, struct tnf_strview place, size_t resources) {
    finding->state = place;
    finding->resources = resources;
}

static void conclude_unmanaged(struct conclusion *conclusion, const struct tnf_audit_stack *stack, size_t resources) {
    if (stack->in_output && resources > 0)
        about_state(add(conclusion, TNF_AUDIT_DESTROY_LEFT, stack->path,
                        counted(conclusion, resources,
                                ", and the catalog has the stack no more: destroy it before its files go")),
                    stack->state, resources);
    if (stack->in_output || !stack->has_files) return;
    struct tnf_strview text = TNF_SV("Terraform that was not generated");
    if (resources > 0) text = counted(conclusion, resources, ", and Terraform that was not generated");
    about_state(add(conclusion, TNF_AUDIT_FOREIGN, stack->path, text), stack->state, resources);
}

static void conclude_stack(struct conclusion *conclusion, const struct tnf_audit_stack *stack) {
    const struct tnf_audit_object *object = stack->object;
    if (object != NULL && object->failure.len > 0) {
        add(conclusion, TNF_AUDIT_UNREADABLE, stack->path, object->failure)->state = stack->state;
        return;
    }
    if (!stack->in_catalog) {
        conclude_unmanaged(conclusion, stack, object == NULL ? 0 : object->state.resources);
    } else if (!stack->leaving && (object == NULL || (object->read && object->state.resources == 0))) {
        const struct tnf_strview text = object == NULL ? TNF_SV("there is no state") : TNF_SV("its state is empty");
        add(conclusion, TNF_AUDIT_NEVER_APPLIED, stack->path, text)->state = stack->state;
    }
}

/* Whether nothing of the placement is left; what is, is told. */
static bool is_settled(struct conclusion *conclusion, const struct tnf_audit_placement *placement) {
    if (!placement->offboarded) return false;
    const struct tnf_audit_stack *stack = tnf_audit_stack_of(conclusion->audit, placement->stack);
    const struct tnf_audit_object *object = stack == NULL ? NULL : stack->object;
    if (object == NULL) return true;
    if (object->failure.len > 0) return false;
    const size_t left =
        placement->module.len == 0 ? object->state.resources : tnf_tfstate_in_module(&object->state, placement->module);
    if (left == 0) return true;
    const struct tnf_strview rest =
        placement->by_hand ? TNF_SV("; no apply empties this stack: destroy it by hand, or keep the account")
                           : tnf_arena_printf(conclusion->arena, " of tenant %.*s", TNF_SV_ARG(placement->tenant));
    struct tnf_audit_finding *finding =
        add(conclusion, TNF_AUDIT_DESTROY_LEFT, placement->stack, counted(conclusion, left, rest.ptr));
    about_state(finding, stack->state, left);
    finding->tenant = placement->tenant;
    finding->environment = placement->environment;
    return false;
}

/* Placements are by tenant. */
static void conclude_placements(struct conclusion *conclusion) {
    const struct tnf_audit *audit = conclusion->audit;
    for (size_t i = 0; i < audit->placement_count;) {
        const struct tnf_strview tenant = audit->placements[i].tenant;
        bool settled = true;
        for (; i < audit->placement_count && tnf_sv_eq(audit->placements[i].tenant, tenant); i++)
            settled &= is_settled(conclusion, &audit->placements[i]);
        if (!settled) continue;
        add(conclusion, TNF_AUDIT_REMOVABLE, tenant,
            tnf_arena_printf(conclusion->arena, "may be removed: tenantform tenant remove %.*s", TNF_SV_ARG(tenant)))
            ->tenant = tenant;
    }
}

/* "2 h 5 min", the two largest units. */
static struct tnf_strview age_text(struct tnf_arena *arena, int64_t seconds) {
    enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
    const long long age = seconds < 0 ? 0 : seconds;
    if (age >= DAY) return tnf_arena_printf(arena, "%lld d %lld h", age / DAY, age % DAY / HOUR);
    if (age >= HOUR) return tnf_arena_printf(arena, "%lld h %lld min", age / HOUR, age % HOUR / MINUTE);
    return tnf_arena_printf(arena, "%lld min", age / MINUTE);
}

static void conclude_lock(struct conclusion *conclusion, const struct tnf_audit_object *object) {
    const struct tnf_lock_info *lock = &object->lock;
    const int64_t age = conclusion->audit->now - (lock->created == 0 ? object->modified : lock->created);
    const struct tnf_strview text = tnf_arena_printf(
        conclusion->arena, "for %.*s by %.*s (%.*s), ID %.*s", TNF_SV_ARG(age_text(conclusion->arena, age)),
        TNF_SV_ARG(lock->who.len == 0 ? TNF_SV("somebody") : lock->who),
        TNF_SV_ARG(lock->operation.len == 0 ? TNF_SV("unknown operation") : lock->operation), TNF_SV_ARG(lock->id));
    const bool stale = age > conclusion->audit->stale_lock;
    add(conclusion, stale ? TNF_AUDIT_STALE_LOCK : TNF_AUDIT_LOCKED,
        object->stack == NULL ? object->place : object->stack->path, text)
        ->state = object->place;
}

static void conclude_object(struct conclusion *conclusion, const struct tnf_audit_object *object) {
    const size_t resources = object->state.resources;
    if (object->role == TNF_AUDIT_LOCK) {
        conclude_lock(conclusion, object);
    } else if (object->role == TNF_AUDIT_STRANGER) {
        add(conclusion, TNF_AUDIT_FOREIGN, object->place, TNF_SV("neither a state nor a lock"));
    } else if (object->role == TNF_AUDIT_UNKNOWN && object->failure.len > 0) {
        add(conclusion, TNF_AUDIT_UNREADABLE, object->place, object->failure)->state = object->place;
    } else if (object->role == TNF_AUDIT_UNKNOWN) {
        const enum tnf_audit_kind kind = resources > 0 ? TNF_AUDIT_ORPHAN : TNF_AUDIT_EMPTY_STATE;
        about_state(add(conclusion, kind, object->place, counted(conclusion, resources, "")), object->place, resources);
    }
}

static void conclude_drift(struct conclusion *conclusion, const struct tnf_audit_drift *drift) {
    struct tnf_strview text = drift->text;
    if (drift->more > 0)
        text = tnf_arena_printf(conclusion->arena, "%.*s, and %zu more", TNF_SV_ARG(text), drift->more);
    add(conclusion, TNF_AUDIT_OUT_OF_STEP, drift->path, text);
}

static int by_kind(const void *a, const void *b) {
    const struct tnf_audit_finding *one = a;
    const struct tnf_audit_finding *other = b;
    if (one->kind != other->kind) return one->kind < other->kind ? -1 : 1;
    const int order = tnf_sv_cmp(one->subject, other->subject);
    return order == 0 ? tnf_sv_cmp(one->text, other->text) : order;
}

void tnf_audit_conclude(const struct tnf_audit *audit, struct tnf_arena *arena, struct tnf_audit_findings *ret) {
    *ret = (struct tnf_audit_findings){0};
    struct conclusion conclusion = {audit, arena, ret};
    for (size_t i = 0; i < audit->stack_count; i++) conclude_stack(&conclusion, &audit->stacks[i]);
    conclude_placements(&conclusion);
    for (size_t i = 0; i < audit->object_count; i++) conclude_object(&conclusion, &audit->objects[i]);
    for (size_t i = 0; i < audit->drift_count; i++) conclude_drift(&conclusion, &audit->drifts[i]);
    if (ret->count > 0) qsort(ret->items, ret->count, sizeof *ret->items, by_kind);
}

#include "generator/report/plans.h"

#include "base/file.h"
#include "base/memory.h"
#include "generator/report/unpack.h"

struct planning {
    struct tnf_git_comparison *comparison;
    const struct tnf_plans_options *options;
    struct tnf_arena *arena;
    struct tnf_stack_plan *plans;
    const char *root;
};

/* The stack whose state this one goes on with, or "". */
static struct tnf_strview stack_before(const struct tnf_changed_stack *stack) {
    if (stack->action == TNF_CHANGED_DESTROY || stack->reasons[0].cause != TNF_CAUSE_NEW) return stack->path;
    return stack->reasons[0].name;
}

static struct tnf_version_pair pair_of(struct tnf_arena *arena, const struct tnf_changed_stack *stack) {
    const struct tnf_strview before = stack_before(stack);
    return (struct tnf_version_pair){
        .before = before.len == 0 ? NULL : tnf_arena_sv(arena, before).ptr,
        .after = stack->action == TNF_CHANGED_DESTROY ? NULL : tnf_arena_sv(arena, stack->path).ptr,
    };
}

static int unpack(const struct planning *planning, enum tnf_git_side side, const char *stack, const char *directory,
                  struct tnf_error *err) {
    return stack == NULL ? 0 : tnf_unpack_stack(planning->comparison, side, tnf_sv(stack), directory, err);
}

static int unpack_all(const struct planning *planning, const struct tnf_version_pair *pairs, size_t count,
                      struct tnf_error *err) {
    const char *before = tnf_arena_printf(planning->arena, "%s/" TNF_VERSION_BEFORE, planning->root).ptr;
    const char *after = tnf_arena_printf(planning->arena, "%s/" TNF_VERSION_AFTER, planning->root).ptr;
    TNF_TRY(tnf_unpack_modules(planning->comparison, TNF_GIT_BEFORE, before, err));
    TNF_TRY(tnf_unpack_modules(planning->comparison, TNF_GIT_AFTER, after, err));
    for (size_t i = 0; i < count; i++) {
        TNF_TRY(unpack(planning, TNF_GIT_BEFORE, pairs[i].before, before, err));
        TNF_TRY(unpack(planning, TNF_GIT_AFTER, pairs[i].after, after, err));
    }
    return 0;
}

static void keep_plan(const struct tnf_version_plan *plan, void *context) {
    struct planning *planning = context;
    struct tnf_arena *arena = planning->arena;
    struct tnf_plan_resource *resources = TNF_ARENA_ARRAY(arena, struct tnf_plan_resource, plan->resource_count);
    struct tnf_stack_plan *kept = &planning->plans[plan->index];
    kept->failed = plan->failed; /* a literal */
    kept->output = tnf_arena_str(arena, plan->output);
    for (size_t i = 0; i < plan->resource_count; i++) {
        resources[i].address = tnf_arena_str(arena, plan->resources[i].address);
        resources[i].action = plan->resources[i].action;
        kept->counts[resources[i].action]++;
    }
    kept->resources = resources;
    kept->resource_count = plan->resource_count;
    if (planning->options->progress != NULL) tnf_progress_advance(planning->options->progress, 1);
}

static int rehearse_in(struct planning *planning, const struct tnf_changed *changed, struct tnf_error *err) {
    struct tnf_version_pair *pairs = TNF_ARENA_ARRAY(planning->arena, struct tnf_version_pair, changed->count);
    for (size_t i = 0; i < changed->count; i++) pairs[i] = pair_of(planning->arena, &changed->stacks[i]);
    TNF_TRY(unpack_all(planning, pairs, changed->count, err));
    const struct tnf_rehearse_versions versions = {
        .root = planning->root,
        .pairs = pairs,
        .count = changed->count,
        .terraform = planning->options->terraform,
        .provider = planning->options->provider,
        .jobs = planning->options->jobs,
    };
    return tnf_rehearse_versions(&versions, keep_plan, planning, err);
}

int tnf_plans_rehearse(struct tnf_git_comparison *comparison, const struct tnf_changed *changed,
                       const struct tnf_plans_options *options, struct tnf_arena *arena, struct tnf_stack_plan **ret,
                       struct tnf_error *err) {
    struct planning planning = {
        .comparison = comparison,
        .options = options,
        .arena = arena,
        .plans = TNF_ARENA_ARRAY(arena, struct tnf_stack_plan, changed->count),
    };
    TNF_AUTO_FREE char *root = NULL;
    *ret = planning.plans;
    if (changed->count == 0) return 0;
    TNF_TRY(tnf_file_make_temporary("tenantform-rehearsal", &root, err));
    planning.root = root;
    const int code = rehearse_in(&planning, changed, err);
    /* What cannot be removed from the temporary directory is left to the system. */
    (void)tnf_file_remove_tree(root, NULL);
    return code;
}

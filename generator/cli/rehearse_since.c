#include "generator/cli/rehearse_since.h"

#include "base/memory.h"
#include "generator/cli/plans.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"
#include "generator/report/plans.h"

static bool is_wanted(const struct tnf_cli_args *args, const struct tnf_changed_stack *stack) {
    const char *environment = tnf_cli_value(args, "environment");
    const char *tenant = tnf_cli_value(args, "tenant");
    if (environment != NULL && !tnf_sv_eq_c(stack->place.environment, environment)) return false;
    return tenant == NULL || tnf_sv_eq_c(stack->place.tenant, tenant);
}

static void keep_wanted(const struct tnf_cli_args *args, struct tnf_changed *changed) {
    size_t kept = 0;
    for (size_t i = 0; i < changed->count; i++)
        if (is_wanted(args, &changed->stacks[i])) changed->stacks[kept++] = changed->stacks[i];
    changed->count = kept;
}

static void print_plan(const struct tnf_cli *cli, const struct tnf_changed_stack *stack,
                       const struct tnf_stack_plan *plan) {
    if (plan->failed != NULL) {
        tnf_cli_line(cli, "%.*s   %s failed", TNF_SV_ARG(stack->path), plan->failed);
        if (!cli->json) (void)fprintf(cli->err, "%s\n", plan->output);
        return;
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf counts = TNF_STRBUF_INIT;
    for (int i = 0; i < TNF_PLAN_ACTION_COUNT; i++)
        if (i <= TNF_PLAN_DESTROY || plan->counts[i] > 0)
            tnf_strbuf_addf(&counts, "%s%zu to %s", i == 0 ? "" : ", ", plan->counts[i],
                            tnf_plan_action_name((enum tnf_plan_action)i));
    tnf_cli_line(cli, "%.*s   %s", TNF_SV_ARG(stack->path), counts.ptr);
    for (size_t i = 0; i < plan->resource_count; i++)
        tnf_cli_line(cli, "    %-7s  %s", tnf_plan_action_name(plan->resources[i].action), plan->resources[i].address);
}

static json_t *json_plan(const struct tnf_changed_stack *stack, const struct tnf_stack_plan *plan) {
    json_t *object = json_object();
    (void)json_object_set_new(object, "stack", tnf_cli_json_text(stack->path));
    (void)json_object_set_new(object, "removed", json_boolean(stack->action == TNF_CHANGED_DESTROY));
    tnf_cli_plan_json(object, plan);
    return object;
}

static int report(struct tnf_cli *cli, struct tnf_git_comparison *comparison, const struct tnf_changed *changed,
                  const struct tnf_stack_plan *plans, struct tnf_error *err) {
    size_t failed = 0;
    json_t *stacks = json_array();
    for (size_t i = 0; i < changed->count; i++) {
        failed += plans[i].failed != NULL;
        print_plan(cli, &changed->stacks[i], &plans[i]);
        (void)json_array_append_new(stacks, json_plan(&changed->stacks[i], &plans[i]));
    }
    if (changed->count == 0) tnf_cli_say(cli, "no stack changed");
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "ok", json_boolean(failed == 0));
    (void)json_object_set_new(object, "since", json_string(tnf_git_comparison_commit(comparison, TNF_GIT_BEFORE)));
    (void)json_object_set_new(object, "until", json_string(tnf_git_comparison_commit(comparison, TNF_GIT_AFTER)));
    (void)json_object_set_new(object, "stacks", stacks);
    TNF_TRY(tnf_cli_json_write(cli, object, err));
    if (failed == 0) return TNF_CLI_EXIT_OK;
    if (cli->json) return TNF_CLI_EXIT_ERROR;
    return tnf_error_set(err, TNF_E_INVALID, "%zu of %zu stacks did not go through", failed, changed->count);
}

static int rehearse(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_rehearsal *how,
                    struct tnf_git_comparison *comparison, struct tnf_error *err) {
    struct tnf_changed changed;
    struct tnf_stack_plan *plans = NULL;
    TNF_TRY(tnf_changed_find(comparison, &cli->arena, &changed, err));
    keep_wanted(args, &changed);
    TNF_TRY(tnf_cli_plans(cli, how, comparison, &changed, &plans, err));
    return report(cli, comparison, &changed, plans, err);
}

int tnf_cli_rehearse_since(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_rehearsal *how,
                           struct tnf_error *err) {
    const struct tnf_git_compare_options options = {
        .repository = tnf_cli_repo(args),
        .since = tnf_cli_value(args, "since"),
        .until = tnf_cli_value(args, "until"),
        .directory = tnf_cli_value(args, "directory"),
    };
    struct tnf_git_comparison *comparison;
    TNF_TRY(tnf_git_compare(&options, &comparison, err));
    const int code = rehearse(cli, args, how, comparison, err);
    tnf_git_comparison_free(comparison);
    return code;
}

#include "generator/cli/plans.h"

#include "generator/cli/print.h"

int tnf_cli_plans(struct tnf_cli *cli, const struct tnf_cli_rehearsal *how, struct tnf_git_comparison *comparison,
                  const struct tnf_changed *changed, struct tnf_stack_plan **ret, struct tnf_error *err) {
    struct tnf_progress progress;
    const struct tnf_plans_options options = {
        .terraform = how->terraform, .provider = how->provider, .jobs = how->jobs, .progress = &progress};
    tnf_progress_start(&progress, "rehearsing", changed->count, !cli->quiet && !cli->json);
    const int code = tnf_plans_rehearse(comparison, changed, &options, &cli->arena, ret, err);
    tnf_progress_end(&progress);
    return code;
}

static json_t *json_resources(const struct tnf_stack_plan *plan) {
    json_t *resources = json_array();
    for (size_t i = 0; i < plan->resource_count; i++) {
        json_t *object = json_object();
        (void)json_object_set_new(object, "address", tnf_cli_json_text(tnf_sv(plan->resources[i].address)));
        (void)json_object_set_new(object, "action", json_string(tnf_plan_action_name(plan->resources[i].action)));
        (void)json_array_append_new(resources, object);
    }
    return resources;
}

void tnf_cli_plan_json(json_t *object, const struct tnf_stack_plan *plan) {
    (void)json_object_set_new(object, "ok", json_boolean(plan->failed == NULL));
    (void)json_object_set_new(object, "step", json_string(plan->failed == NULL ? "done" : plan->failed));
    (void)json_object_set_new(object, "output", tnf_cli_json_text(tnf_sv(plan->output)));
    for (int i = 0; i < TNF_PLAN_ACTION_COUNT; i++)
        (void)json_object_set_new(object, tnf_plan_action_name((enum tnf_plan_action)i),
                                  json_integer((json_int_t)plan->counts[i]));
    (void)json_object_set_new(object, "resources", json_resources(plan));
}

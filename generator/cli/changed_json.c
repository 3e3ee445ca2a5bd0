#include "generator/cli/changed_json.h"

#include "base/memory.h"
#include "generator/cli/print.h"

const char *tnf_cli_changed_action(enum tnf_changed_action action) {
    return action == TNF_CHANGED_DESTROY ? "destroy" : "apply";
}

json_t *tnf_cli_changed_json(const struct tnf_changed_stack *stack, const char *directory,
                             const struct tnf_git_comparison *comparison) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
    if (directory != NULL && directory[0] != '\0') tnf_strbuf_addf(&path, "%s/", directory);
    tnf_strbuf_add_sv(&path, stack->path);
    const enum tnf_git_side side = stack->action == TNF_CHANGED_DESTROY ? TNF_GIT_BEFORE : TNF_GIT_AFTER;
    json_t *object = json_object();
    (void)json_object_set_new(object, "stack", tnf_cli_json_text(tnf_strbuf_view(&path)));
    (void)json_object_set_new(object, "action", json_string(tnf_cli_changed_action(stack->action)));
    (void)json_object_set_new(object, "environment", tnf_cli_json_text(stack->place.environment));
    (void)json_object_set_new(object, "tenant", tnf_cli_json_text(stack->place.tenant));
    (void)json_object_set_new(object, "wave", json_integer((json_int_t)stack->wave));
    (void)json_object_set_new(object, "commit", json_string(tnf_git_comparison_commit(comparison, side)));
    return object;
}

json_t *tnf_cli_reasons_json(const struct tnf_changed_stack *stack) {
    json_t *reasons = json_array();
    for (size_t i = 0; i < stack->reason_count; i++) {
        const struct tnf_changed_reason *reason = &stack->reasons[i];
        json_t *object = json_object();
        (void)json_object_set_new(object, "cause", json_string(tnf_changed_cause_name(reason->cause)));
        (void)json_object_set_new(object, "name", tnf_cli_json_text(reason->name));
        (void)json_object_set_new(object, "detail", tnf_cli_json_text(reason->detail));
        (void)json_array_append_new(reasons, object);
    }
    return reasons;
}

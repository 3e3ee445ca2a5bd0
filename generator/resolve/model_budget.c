/* What a month may cost, and who is told of it. */
#include "generator/resolve/model.h"

static void add_email(struct tnf_arena *arena, struct tnf_value emails, const struct tnf_datum *email) {
    if (!email->set) return;
    for (size_t i = 0; i < tnf_list_count(emails); i++)
        if (tnf_sv_eq(tnf_list_at(emails, i).text, email->string)) return;
    tnf_list_add(arena, emails, tnf_value_string(email->string));
}

/* The rules see to it that there is somebody. */
static struct tnf_value who_is_told(struct tnf_arena *arena, const struct tnf_scene *scene,
                                    const struct tnf_record *environment, const struct tnf_bundle *bundle) {
    struct tnf_value emails = tnf_value_list(arena);
    if (bundle != NULL) add_email(arena, emails, &bundle->tenant.data[TNF_TENANT_OWNER]);
    add_email(arena, emails, &environment->data[TNF_ENVIRONMENT_ALARM_EMAIL]);
    if (tnf_list_count(emails) == 0) add_email(arena, emails, &scene->platform.data[TNF_PLATFORM_OWNER]);
    return emails;
}

void tnf_model_budget(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                      const struct tnf_bundle *bundle, struct tnf_value model) {
    const struct tnf_datum *budget =
        bundle == NULL ? &environment->data[TNF_ENVIRONMENT_BUDGET] : &bundle->placement.data[TNF_PLACEMENT_BUDGET];
    tnf_object_set_bool(arena, model, "has_budget", budget->set);
    if (!budget->set) return;
    tnf_object_set_int(arena, model, "budget", budget->integer);
    tnf_object_set_value(arena, model, "budget_emails", who_is_told(arena, scene, environment, bundle));
}

/* The stack that watches an account: an environment's, or a silo tenant's own. */
#include "catalog/names.h"
#include "generator/resolve/model.h"

struct tnf_strview tnf_model_account_part(struct tnf_arena *arena, const struct tnf_watched *watched) {
    if (watched->placement.entity == NULL) return TNF_SV("hardening");
    return tnf_arena_printf(arena, "accounts/%.*s", TNF_SV_ARG(watched->placement.data[TNF_PLACEMENT_TENANT].string));
}

static struct tnf_strview state_key(struct tnf_arena *arena, const struct tnf_watched *watched) {
    if (watched->placement.entity == NULL) return TNF_SV("hardening");
    return tnf_arena_printf(arena, "accounts/%.*s", TNF_SV_ARG(tnf_physical_name(&watched->tenant)));
}

struct tnf_value tnf_model_account(struct tnf_arena *arena, const struct tnf_scene *scene,
                                   const struct tnf_watched *watched) {
    const struct tnf_record *environment = &scene->environments.items[watched->environment];
    const struct tnf_bundle bundle = {.tenant = watched->tenant, .placement = watched->placement};
    struct tnf_value model =
        tnf_model_part(arena, scene, environment, watched->placement.entity == NULL ? NULL : &bundle,
                       tnf_model_account_part(arena, watched), state_key(arena, watched));
    tnf_object_set_bool(arena, model, "account_wide", watched->account_wide);
    const struct tnf_datum *email = &environment->data[TNF_ENVIRONMENT_ALARM_EMAIL];
    if (email->set) tnf_object_set_string(arena, model, "alarm_email", email->string);
    return model;
}

#include "catalog/defaults.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

int tnf_model_platform(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index, struct tnf_value *ret,
                       struct tnf_error *err) {
    const struct tnf_record *environment = &scene->environments.items[index];
    const struct tnf_datum *row = environment->data;
    struct tnf_value model = tnf_model_stack(arena, scene, environment, NULL);
    const struct tnf_value region = tnf_object_get(model, TNF_SV("region"), NULL);
    const int code = tnf_model_foundation(arena, environment, NULL, region.text, model, err);
    if (code < 0) return tnf_error_wrap(err, "environment %.*s", TNF_SV_ARG(row[TNF_ENVIRONMENT_NAME].string));
    tnf_model_pools(arena, scene, environment, NULL, model);
    tnf_model_moved_platform(arena, scene, environment, model);
    tnf_object_set_int(arena, model, "log_retention",
                       tnf_layer_int(TNF_DEFAULT_LOG_RETENTION_DAYS, TNF_LAYERS(&row[TNF_ENVIRONMENT_LOG_RETENTION])));
    if (row[TNF_ENVIRONMENT_ALARM_EMAIL].set)
        tnf_object_set_string(arena, model, "alarm_email", row[TNF_ENVIRONMENT_ALARM_EMAIL].string);
    tnf_model_budget(arena, scene, environment, NULL, model);
    tnf_model_more_balancers(arena, &scene->balancers[index], model);
    tnf_object_set_bool(arena, model, "pool", scene->has_pool[index]);
    if (scene->has_pool[index]) {
        tnf_object_set_value(arena, model, "shared_database", tnf_model_database(arena, environment, NULL));
        tnf_object_set_value(arena, model, "shared_cache", tnf_model_cache(arena, environment, NULL));
    }
    tnf_model_decision(arena, scene, index, model);
    *ret = model;
    return 0;
}

/* Schedules as the ecs-schedule module takes them. */
#include "catalog/defaults.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

static struct tnf_value schedule_value(struct tnf_arena *arena, const struct tnf_record *record) {
    const struct tnf_datum *row = record->data;
    struct tnf_value schedule = tnf_value_object(arena);
    tnf_model_set_name(arena, schedule, record);
    tnf_object_set_string(arena, schedule, "expression", row[TNF_SCHEDULE_EXPRESSION].string);
    tnf_object_set_string(arena, schedule, "timezone",
                          tnf_layer_string(TNF_SV("UTC"), TNF_LAYERS(&row[TNF_SCHEDULE_TIMEZONE])));
    tnf_object_set_bool(arena, schedule, "enabled", tnf_layer_bool(true, TNF_LAYERS(&row[TNF_SCHEDULE_ENABLED])));
    tnf_object_set_int(arena, schedule, "retries",
                       tnf_layer_int(TNF_DEFAULT_SCHEDULE_RETRIES, TNF_LAYERS(&row[TNF_SCHEDULE_RETRIES])));
    if (row[TNF_SCHEDULE_COMMAND].set)
        tnf_object_set_value(arena, schedule, "command", tnf_model_list(arena, &row[TNF_SCHEDULE_COMMAND].list));
    return schedule;
}

struct tnf_value tnf_model_schedules(struct tnf_arena *arena, const struct tnf_bundle *bundle) {
    struct tnf_value services = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->schedules.count; i++) {
        const struct tnf_datum *row = bundle->schedules.items[i].data;
        const struct tnf_strview service = row[TNF_SCHEDULE_SERVICE].string;
        bool found;
        struct tnf_value schedules = tnf_object_get(services, service, &found);
        if (!found) {
            schedules = tnf_value_object(arena);
            tnf_object_set(arena, services, service, schedules);
        }
        tnf_object_set(arena, schedules, row[TNF_SCHEDULE_NAME].string,
                       schedule_value(arena, &bundle->schedules.items[i]));
    }
    return services;
}

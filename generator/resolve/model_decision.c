/* The catalog's side of INFRASTRUCTURE_DECISION.md: what EKS is kept for, and how near the triggers are. */
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/record.h"
#include "generator/resolve/model.h"

enum { SERVICES_TRIGGER = TNF_SCENE_SERVICES_MAX - 1 };

/* In steps: a page that names each number would be changed by whoever adds a service, and by two at once. */
static struct tnf_strview step_of(int64_t count) {
    static const struct {
        int64_t most;
        const char *text;
    } steps[] = {{0, "none yet"}, {10, "1 to 10"}, {25, "11 to 25"}, {SERVICES_TRIGGER, "26 to 50"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(steps); i++)
        if (count <= steps[i].most) return tnf_sv(steps[i].text);
    return TNF_SV("more than 50");
}

static struct tnf_strview text_or(const struct tnf_record *record, size_t field, const char *usual) {
    const struct tnf_strview text = tnf_record_string(record, field);
    return text.len > 0 ? text : tnf_sv(usual);
}

static struct tnf_value describe(struct tnf_arena *arena, const struct tnf_record *cluster) {
    struct tnf_value value = tnf_value_object(arena);
    tnf_object_set_string(arena, value, "name", tnf_record_string(cluster, TNF_RUNNER_CLUSTER_NAME));
    tnf_object_set_int(arena, value, "system_count",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_SYSTEM_COUNT, TNF_DEFAULT_SYSTEM_COUNT));
    tnf_object_set_string(arena, value, "system_type",
                          text_or(cluster, TNF_RUNNER_CLUSTER_SYSTEM_INSTANCE_TYPE, TNF_DEFAULT_SYSTEM_INSTANCE_TYPE));
    tnf_object_set_int(arena, value, "runner_min",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_RUNNER_MIN, TNF_DEFAULT_RUNNER_MIN));
    tnf_object_set_int(arena, value, "runner_max",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_RUNNER_MAX, TNF_DEFAULT_RUNNER_MAX));
    tnf_object_set_string(arena, value, "runner_type",
                          text_or(cluster, TNF_RUNNER_CLUSTER_RUNNER_INSTANCE_TYPE, TNF_DEFAULT_RUNNER_INSTANCE_TYPE));
    tnf_object_set_int(arena, value, "idle_runners",
                       tnf_record_int(cluster, TNF_RUNNER_CLUSTER_IDLE_RUNNERS, TNF_DEFAULT_IDLE_RUNNERS));
    return value;
}

void tnf_model_decision(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                        struct tnf_value model) {
    const struct tnf_records clusters = tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER);
    struct tnf_value described = tnf_value_list(arena);
    for (size_t i = 0; i < clusters.count; i++) tnf_list_add(arena, described, describe(arena, &clusters.items[i]));
    tnf_object_set_value(arena, model, "clusters", described);
    tnf_object_set_int(arena, model, "cluster_count", (int64_t)clusters.count);
    tnf_object_set_bool(arena, model, "has_clusters", clusters.count > 0);
    tnf_object_set_int(arena, model, "pool_count",
                       (int64_t)tnf_scene_nested(scene, environment, TNF_ENTITY_GPU_POOL).count);
    tnf_object_set_string(arena, model, "services", step_of(scene->service_counts[environment]));
    tnf_object_set_bool(arena, model, "many_services", scene->service_counts[environment] > SERVICES_TRIGGER);
}

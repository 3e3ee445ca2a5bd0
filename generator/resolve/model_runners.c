/* What the two stacks of a runner cluster are made from: the cluster, and the charts that run in it. */
#include "catalog/defaults.h"
#include "catalog/names.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

static struct tnf_value nodes(struct tnf_arena *arena, const struct tnf_datum *instance_type, const char *usual) {
    struct tnf_value nodes = tnf_value_object(arena);
    tnf_object_set_string(arena, nodes, "instance_type", tnf_layer_string(tnf_sv(usual), TNF_LAYERS(instance_type)));
    return nodes;
}

static struct tnf_value list_of(struct tnf_arena *arena, const struct tnf_datum *datum, bool given) {
    return given && datum->set ? tnf_model_list(arena, &datum->list) : tnf_value_list(arena);
}

/* Who administers: the role that Terraform assumes, which has to install the charts, and those of the catalog. */
static struct tnf_value administrators(struct tnf_arena *arena, const struct tnf_datum *cluster,
                                       struct tnf_value model) {
    struct tnf_value roles = tnf_value_list(arena);
    const struct tnf_value own = tnf_object_get(model, TNF_SV("role_arn"), NULL);
    if (own.kind == TNF_VALUE_STRING) tnf_list_add(arena, roles, own);
    const struct tnf_datum *others = &cluster[TNF_RUNNER_CLUSTER_ADMIN_ROLES];
    for (size_t i = 0; others->set && i < others->list.count; i++)
        if (own.kind != TNF_VALUE_STRING || !tnf_sv_eq(own.text, others->list.items[i]))
            tnf_list_add(arena, roles, tnf_value_string(others->list.items[i]));
    return roles;
}

static struct tnf_value settings_of(struct tnf_arena *arena, const struct tnf_datum *cluster, struct tnf_value model) {
    struct tnf_value settings = tnf_value_object(arena);
    tnf_object_set_string(
        arena, settings, "version",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_KUBERNETES_VERSION), TNF_LAYERS(&cluster[TNF_RUNNER_CLUSTER_VERSION])));
    const bool public = tnf_layer_bool(false, TNF_LAYERS(&cluster[TNF_RUNNER_CLUSTER_PUBLIC_ENDPOINT]));
    tnf_object_set_value(arena, settings, "public_cidrs",
                         list_of(arena, &cluster[TNF_RUNNER_CLUSTER_PUBLIC_CIDRS], public));
    tnf_object_set_value(arena, settings, "private_cidrs",
                         list_of(arena, &cluster[TNF_RUNNER_CLUSTER_PRIVATE_CIDRS], true));
    tnf_object_set_value(arena, settings, "admin_role_arns", administrators(arena, cluster, model));
    struct tnf_value always =
        nodes(arena, &cluster[TNF_RUNNER_CLUSTER_SYSTEM_INSTANCE_TYPE], TNF_DEFAULT_SYSTEM_INSTANCE_TYPE);
    tnf_object_set_int(arena, always, "count",
                       tnf_layer_int(TNF_DEFAULT_SYSTEM_COUNT, TNF_LAYERS(&cluster[TNF_RUNNER_CLUSTER_SYSTEM_COUNT])));
    tnf_object_set_value(arena, settings, "system", always);
    struct tnf_value runners =
        nodes(arena, &cluster[TNF_RUNNER_CLUSTER_RUNNER_INSTANCE_TYPE], TNF_DEFAULT_RUNNER_INSTANCE_TYPE);
    tnf_object_set_int(arena, runners, "min",
                       tnf_layer_int(TNF_DEFAULT_RUNNER_MIN, TNF_LAYERS(&cluster[TNF_RUNNER_CLUSTER_RUNNER_MIN])));
    tnf_object_set_int(arena, runners, "max",
                       tnf_layer_int(TNF_DEFAULT_RUNNER_MAX, TNF_LAYERS(&cluster[TNF_RUNNER_CLUSTER_RUNNER_MAX])));
    tnf_object_set_value(arena, settings, "runners", runners);
    return settings;
}

/* What both have. `suffix` is where the stack stands below the cluster's folder. */
static struct tnf_value cluster_model(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                                      const struct tnf_record *cluster, const char *suffix) {
    const struct tnf_datum *row = cluster->data;
    const struct tnf_strview name = tnf_physical_name(cluster);
    const struct tnf_strview part =
        tnf_arena_printf(arena, "runners/%.*s%s", TNF_SV_ARG(row[TNF_RUNNER_CLUSTER_NAME].string), suffix);
    const struct tnf_strview key = tnf_arena_printf(arena, "runners/%.*s%s", TNF_SV_ARG(name), suffix);
    struct tnf_value model = tnf_model_part(arena, scene, &scene->environments.items[environment], NULL, part, key);
    tnf_object_set_string(arena, model, "cluster_name", name);
    if (row[TNF_RUNNER_CLUSTER_GITHUB_URL].set)
        tnf_object_set_string(arena, model, "github_url", row[TNF_RUNNER_CLUSTER_GITHUB_URL].string);
    return model;
}

struct tnf_value tnf_model_runners(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                                   size_t nth) {
    const struct tnf_datum *row = scene->environments.items[environment].data;
    const struct tnf_record *cluster = &tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER).items[nth];
    struct tnf_value model = cluster_model(arena, scene, environment, cluster, "");
    tnf_object_set_int(arena, model, "log_retention",
                       tnf_layer_int(TNF_DEFAULT_LOG_RETENTION_DAYS, TNF_LAYERS(&row[TNF_ENVIRONMENT_LOG_RETENTION])));
    tnf_object_set_value(arena, model, "cluster", settings_of(arena, cluster->data, model));
    return model;
}

struct tnf_value tnf_model_runner_charts(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                                         size_t nth) {
    const struct tnf_record *cluster = &tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER).items[nth];
    struct tnf_value model = cluster_model(arena, scene, environment, cluster, "/charts");
    tnf_object_set_bool(arena, model, "charts", true);
    tnf_object_set_int(
        arena, model, "idle_runners",
        tnf_layer_int(TNF_DEFAULT_IDLE_RUNNERS, TNF_LAYERS(&cluster->data[TNF_RUNNER_CLUSTER_IDLE_RUNNERS])));
    tnf_object_set_int(
        arena, model, "max_runners",
        tnf_layer_int(TNF_DEFAULT_RUNNER_MAX, TNF_LAYERS(&cluster->data[TNF_RUNNER_CLUSTER_RUNNER_MAX])));
    return model;
}

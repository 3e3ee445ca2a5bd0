#include "generator/resolve/kubernetes/parts.h"

#include "catalog/defaults.h"

/* How many pods there are is the autoscaler's, so the Deployment does not say it; nobody scales what is suspended. */
static bool is_scaled(const struct tnf_kube *kube, struct tnf_value scaling) {
    return !kube->suspended && tnf_kube_int(scaling, "max", 0) > 0;
}

static void add_deployment(const struct tnf_kube *kube, const struct tnf_kube_service *service, bool scaled,
                           struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(kube, "apps/v1", "Deployment", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    if (!scaled) tnf_object_set_int(kube->arena, spec, "replicas", 0);
    tnf_kube_select(kube, tnf_kube_child(kube, spec, "selector"), "matchLabels", service->name);
    /* As ECS does it: the new ones are there before the old ones go. */
    const struct tnf_value strategy = tnf_kube_child(kube, spec, "strategy");
    tnf_kube_set(kube, strategy, "type", "RollingUpdate");
    const struct tnf_value update = tnf_kube_child(kube, strategy, "rollingUpdate");
    tnf_object_set_int(kube->arena, update, "maxUnavailable", 0);
    tnf_object_set_int(kube->arena, update, "maxSurge", 1);
    const struct tnf_value pod = tnf_kube_pod(kube, service, spec, service->name, tnf_value_null(), false);
    const struct tnf_value spread = tnf_kube_item(kube, tnf_kube_list(kube, pod, "topologySpreadConstraints"));
    tnf_object_set_int(kube->arena, spread, "maxSkew", 1);
    tnf_kube_set(kube, spread, "topologyKey", "topology.kubernetes.io/zone");
    tnf_kube_set(kube, spread, "whenUnsatisfiable", "ScheduleAnyway");
    tnf_kube_select(kube, tnf_kube_child(kube, spread, "labelSelector"), "matchLabels", service->name);
    tnf_list_add(kube->arena, documents, object);
}

static void add_window(const struct tnf_kube *kube, struct tnf_value behavior, const char *direction, int64_t seconds) {
    tnf_object_set_int(kube->arena, tnf_kube_child(kube, behavior, direction), "stabilizationWindowSeconds", seconds);
}

static void add_autoscaler(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                           struct tnf_value scaling, struct tnf_value documents) {
    const struct tnf_value object =
        tnf_kube_object(kube, "autoscaling/v2", "HorizontalPodAutoscaler", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    const struct tnf_value target = tnf_kube_child(kube, spec, "scaleTargetRef");
    tnf_kube_set(kube, target, "apiVersion", "apps/v1");
    tnf_kube_set(kube, target, "kind", "Deployment");
    tnf_object_set_string(kube->arena, target, "name", service->name);
    /* It cannot come back from zero by what pods use. */
    const int64_t min = tnf_kube_int(scaling, "min", TNF_DEFAULT_SCALING_MIN);
    tnf_object_set_int(kube->arena, spec, "minReplicas", min < 1 ? 1 : min);
    tnf_object_set_int(kube->arena, spec, "maxReplicas", tnf_kube_int(scaling, "max", TNF_DEFAULT_SCALING_MAX));
    const struct tnf_value metric = tnf_kube_item(kube, tnf_kube_list(kube, spec, "metrics"));
    tnf_kube_set(kube, metric, "type", "Resource");
    const struct tnf_value resource = tnf_kube_child(kube, metric, "resource");
    tnf_kube_set(kube, resource, "name", "cpu");
    const struct tnf_value average = tnf_kube_child(kube, resource, "target");
    tnf_kube_set(kube, average, "type", "Utilization");
    tnf_object_set_int(kube->arena, average, "averageUtilization",
                       tnf_kube_int(scaling, "cpu", TNF_DEFAULT_SCALING_CPU));
    const struct tnf_value behavior = tnf_kube_child(kube, spec, "behavior");
    add_window(kube, behavior, "scaleDown", tnf_kube_int(scaling, "in_cooldown", TNF_DEFAULT_SCALING_IN_COOLDOWN));
    add_window(kube, behavior, "scaleUp", tnf_kube_int(scaling, "out_cooldown", TNF_DEFAULT_SCALING_OUT_COOLDOWN));
    tnf_list_add(kube->arena, documents, object);
}

/* Reached under its name and its own port, as in the namespace of Cloud Map. */
static void add_service(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                        struct tnf_value documents) {
    const struct tnf_value object = tnf_kube_object(kube, "v1", "Service", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_kube_select(kube, spec, "selector", service->name);
    const struct tnf_value port = tnf_kube_item(kube, tnf_kube_list(kube, spec, "ports"));
    tnf_kube_set(kube, port, "name", "http");
    tnf_object_set_int(kube->arena, port, "port", service->port);
    tnf_kube_set(kube, port, "targetPort", "http");
    tnf_list_add(kube->arena, documents, object);
}

static void add_monitor(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                        struct tnf_value documents) {
    const struct tnf_value object =
        tnf_kube_object(kube, "monitoring.coreos.com/v1", "ServiceMonitor", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_kube_select(kube, tnf_kube_child(kube, spec, "selector"), "matchLabels", service->name);
    const struct tnf_value endpoint = tnf_kube_item(kube, tnf_kube_list(kube, spec, "endpoints"));
    tnf_kube_set(kube, endpoint, "port", "http");
    tnf_kube_set(kube, endpoint, "path", "/metrics");
    tnf_kube_set(kube, endpoint, "interval", "30s");
    tnf_list_add(kube->arena, documents, object);
}

void tnf_kube_workload(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                       struct tnf_value documents) {
    const struct tnf_value scaling = tnf_kube_at(service->settings, "scaling");
    const bool scaled = is_scaled(kube, scaling);
    add_deployment(kube, service, scaled, documents);
    if (scaled) add_autoscaler(kube, service, scaling, documents);
    if (service->port == 0) return;
    add_service(kube, service, documents);
    add_monitor(kube, service, documents);
}

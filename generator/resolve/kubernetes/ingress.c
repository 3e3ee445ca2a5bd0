#include "generator/resolve/kubernetes/parts.h"

#include "base/json_text.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "catalog/defaults.h"

/* https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/ */
enum { GROUP_ORDER_MAX = 1000, HEALTHY_AFTER = 2 };

#define ALB "alb.ingress.kubernetes.io/"

static void annotate(const struct tnf_kube *kube, struct tnf_value object, const char *key, struct tnf_strview text) {
    tnf_kube_annotate(kube, object, tnf_sv(key), text);
}

static struct tnf_strview number(const struct tnf_kube *kube, int64_t value) {
    return tnf_arena_printf(kube->arena, "%lld", (long long)value);
}

/* A group is a load balancer, so a tenant on the environment's second ("load_balancers/2") is in a group of its own. */
static struct tnf_strview group_name(const struct tnf_kube *kube) {
    const struct tnf_strview prefix = TNF_SV("load_balancers/");
    const struct tnf_strview balancer = tnf_kube_string(kube->model, "balancer");
    if (!tnf_sv_starts_with(balancer, prefix)) return kube->cluster;
    return tnf_arena_printf(kube->arena, "%.*s-%.*s", TNF_SV_ARG(kube->cluster),
                            TNF_SV_ARG(tnf_sv_from(balancer, prefix.len)));
}

/* A certificate that is not named is found by the host. */
static void annotate_balancer(const struct tnf_kube *kube, struct tnf_value object) {
    annotate(kube, object, ALB "group.name", group_name(kube));
    annotate(kube, object, ALB "scheme", TNF_SV("internet-facing"));
    annotate(kube, object, ALB "target-type", TNF_SV("ip"));
    annotate(kube, object, ALB "listen-ports", TNF_SV("[{\"HTTP\": 80}, {\"HTTPS\": 443}]"));
    annotate(kube, object, ALB "ssl-redirect", TNF_SV("443"));
    annotate(kube, object, ALB "ssl-policy", TNF_SV("ELBSecurityPolicy-TLS13-1-2-2021-06"));
    const struct tnf_value balancer = tnf_kube_at(kube->model, "load_balancer");
    const struct tnf_strview certificate = tnf_kube_string(balancer, "certificate_arn");
    if (certificate.len > 0) annotate(kube, object, ALB "certificate-arn", certificate);
    const struct tnf_value ranges = tnf_kube_at(balancer, "ingress");
    if (ranges.kind != TNF_VALUE_LIST || tnf_list_count(ranges) == 0) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < tnf_list_count(ranges); i++) {
        if (i > 0) tnf_strbuf_add_c(&text, ',');
        tnf_strbuf_add_sv(&text, tnf_list_at(ranges, i).text);
    }
    annotate(kube, object, ALB "inbound-cidrs", tnf_arena_sv(kube->arena, tnf_strbuf_view(&text)));
}

static void annotate_health(const struct tnf_kube *kube, struct tnf_value object, struct tnf_value health) {
    const int64_t retries = tnf_kube_int(health, "retries", TNF_DEFAULT_HEALTH_RETRIES);
    annotate(kube, object, ALB "healthcheck-path", tnf_kube_string(health, "path"));
    annotate(kube, object, ALB "healthcheck-interval-seconds",
             number(kube, tnf_kube_int(health, "interval", TNF_DEFAULT_HEALTH_INTERVAL)));
    annotate(kube, object, ALB "healthcheck-timeout-seconds",
             number(kube, tnf_kube_int(health, "timeout", TNF_DEFAULT_HEALTH_TIMEOUT)));
    annotate(kube, object, ALB "healthy-threshold-count", number(kube, HEALTHY_AFTER));
    annotate(kube, object, ALB "unhealthy-threshold-count",
             number(kube, retries < HEALTHY_AFTER ? HEALTHY_AFTER : retries));
}

/* [{"field": "http-header", "httpHeaderConfig": {"httpHeaderName": …, "values": […]}}] */
static struct tnf_strview header_conditions(const struct tnf_kube *kube, struct tnf_value headers) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < tnf_object_count(headers); i++) {
        tnf_strbuf_add_str(&text, i == 0 ? "[" : ", ");
        tnf_strbuf_add_str(&text, "{\"field\": \"http-header\", \"httpHeaderConfig\": {\"httpHeaderName\": ");
        tnf_json_add_string(&text, tnf_object_key_at(headers, i));
        tnf_strbuf_add_str(&text, ", \"values\": [");
        tnf_json_add_string(&text, tnf_object_at(headers, i).text);
        tnf_strbuf_add_str(&text, "]}}");
    }
    tnf_strbuf_add_c(&text, ']');
    return tnf_arena_sv(kube->arena, tnf_strbuf_view(&text));
}

static void add_rule(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value object,
                     struct tnf_value route) {
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_kube_set(kube, spec, "ingressClassName", "alb");
    const struct tnf_value rule = tnf_kube_item(kube, tnf_kube_list(kube, spec, "rules"));
    const struct tnf_value hosts = tnf_kube_at(route, "hosts");
    if (hosts.kind == TNF_VALUE_LIST) tnf_object_set_string(kube->arena, rule, "host", tnf_list_at(hosts, 0).text);
    const struct tnf_value http = tnf_kube_child(kube, rule, "http");
    const struct tnf_value path = tnf_kube_item(kube, tnf_kube_list(kube, http, "paths"));
    const struct tnf_value paths = tnf_kube_at(route, "paths");
    tnf_object_set_string(kube->arena, path, "path",
                          paths.kind == TNF_VALUE_LIST ? tnf_list_at(paths, 0).text : TNF_SV("/*"));
    /* The pattern goes to the listener rule as it is, with its * and ?. */
    tnf_kube_set(kube, path, "pathType", "ImplementationSpecific");
    const struct tnf_value backend = tnf_kube_child(kube, tnf_kube_child(kube, path, "backend"), "service");
    tnf_object_set_string(kube->arena, backend, "name", service->name);
    tnf_kube_set(kube, tnf_kube_child(kube, backend, "port"), "name", "http");
}

static int add_ingress(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_strview name,
                       struct tnf_value route, struct tnf_value documents, struct tnf_error *err) {
    const int64_t priority = tnf_kube_int(route, "priority", 0);
    if (priority > GROUP_ORDER_MAX) {
        tnf_error_set(
            err, TNF_E_INVALID,
            "route %.*s of service %.*s: priority %lld is above %d, the last place of an Ingress in its group",
            TNF_SV_ARG(name), TNF_SV_ARG(service->name), (long long)priority, GROUP_ORDER_MAX);
        tnf_error_hint(err, "give it a lower priority, or take kubernetes_option off the environment");
        return TNF_E_INVALID;
    }
    const struct tnf_value object = tnf_kube_object(
        kube, "networking.k8s.io/v1", "Ingress",
        tnf_arena_printf(kube->arena, "%.*s--%.*s", TNF_SV_ARG(service->name), TNF_SV_ARG(name)), service->name);
    annotate_balancer(kube, object);
    annotate(kube, object, ALB "group.order", number(kube, priority));
    annotate_health(kube, object, tnf_kube_at(service->settings, "health"));
    const struct tnf_value headers = tnf_kube_at(route, "headers");
    if (headers.kind == TNF_VALUE_OBJECT)
        tnf_kube_annotate(kube, object, tnf_arena_printf(kube->arena, ALB "conditions.%.*s", TNF_SV_ARG(service->name)),
                          header_conditions(kube, headers));
    add_rule(kube, service, object, route);
    tnf_list_add(kube->arena, documents, object);
    return 0;
}

int tnf_kube_ingress(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents,
                     struct tnf_error *err) {
    const struct tnf_value routes = tnf_kube_at(service->settings, "routes");
    if (routes.kind != TNF_VALUE_OBJECT || !tnf_kube_at(kube->model, "has_load_balancer").boolean) return 0;
    for (size_t i = 0; i < tnf_object_count(routes); i++)
        TNF_TRY(add_ingress(kube, service, tnf_object_key_at(routes, i), tnf_object_at(routes, i), documents, err));
    return 0;
}

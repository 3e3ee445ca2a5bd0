#include "generator/resolve/kubernetes/parts.h"

#include "base/memory.h"

enum { PORT_HTTPS = 443, PORT_POSTGRESQL = 5432, PORT_REDIS = 6379, PORT_TRAINING = 23456 };

static void set_port(const struct tnf_kube *kube, struct tnf_value rule, int64_t number) {
    const struct tnf_value port = tnf_kube_item(kube, tnf_kube_list(kube, rule, "ports"));
    tnf_kube_set(kube, port, "protocol", "TCP");
    tnf_object_set_int(kube->arena, port, "port", number);
}

static void add_block(const struct tnf_kube *kube, struct tnf_value peers, struct tnf_strview cidr) {
    tnf_object_set_string(kube->arena, tnf_kube_child(kube, tnf_kube_item(kube, peers), "ipBlock"), "cidr", cidr);
}

/* The subnets of one tier ("public", "database"), in each zone. */
static void add_subnets(const struct tnf_kube *kube, struct tnf_value peers, const char *tier) {
    const struct tnf_value zones = tnf_kube_at(tnf_kube_at(kube->model, "network"), "zones");
    for (size_t i = 0; i < tnf_object_count(zones); i++)
        add_block(kube, peers, tnf_kube_string(tnf_object_at(zones, i), tier));
}

static void add_pods(const struct tnf_kube *kube, struct tnf_value rule, const char *direction,
                     struct tnf_strview service) {
    const struct tnf_value peer = tnf_kube_item(kube, tnf_kube_list(kube, rule, direction));
    tnf_kube_select(kube, tnf_kube_child(kube, peer, "podSelector"), "matchLabels", service);
}

/* "service/frontend" → "frontend"; empty for anything but a service. */
static struct tnf_strview service_of(struct tnf_strview end) {
    const struct tnf_strview prefix = TNF_SV("service/");
    return tnf_sv_starts_with(end, prefix) ? tnf_sv_from(end, prefix.len) : (struct tnf_strview){0};
}

/* Who of the tenant's own may connect to it, and to whom of them it may. */
static void add_connections(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                            struct tnf_value ingress, struct tnf_value egress) {
    const struct tnf_value connections = tnf_kube_at(kube->model, "connections");
    for (size_t i = 0; i < tnf_object_count(connections); i++) {
        const struct tnf_value connection = tnf_object_at(connections, i);
        const struct tnf_strview from = service_of(tnf_kube_string(connection, "from"));
        const struct tnf_strview to = service_of(tnf_kube_string(connection, "to"));
        if (to.len == 0) continue;
        const bool in = tnf_sv_eq(to, service->name);
        if (!in && !tnf_sv_eq(from, service->name)) continue;
        const struct tnf_value rule = tnf_kube_item(kube, in ? ingress : egress);
        add_pods(kube, rule, in ? "from" : "to", in ? from : to);
        set_port(kube, rule, tnf_kube_int(connection, "port", 0));
    }
}

/* The load balancer stands in the public subnets and talks to pods directly. */
static void add_load_balancer(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                              struct tnf_value ingress) {
    if (tnf_kube_at(service->settings, "routes").kind != TNF_VALUE_OBJECT) return;
    const struct tnf_value rule = tnf_kube_item(kube, ingress);
    add_subnets(kube, tnf_kube_list(kube, rule, "from"), "public");
    set_port(kube, rule, service->port);
}

static void add_monitoring(const struct tnf_kube *kube, const struct tnf_kube_service *service,
                           struct tnf_value ingress) {
    const struct tnf_value rule = tnf_kube_item(kube, ingress);
    const struct tnf_value peer = tnf_kube_item(kube, tnf_kube_list(kube, rule, "from"));
    const struct tnf_value labels =
        tnf_kube_child(kube, tnf_kube_child(kube, peer, "namespaceSelector"), "matchLabels");
    tnf_kube_set(kube, labels, "kubernetes.io/metadata.name", "monitoring");
    set_port(kube, rule, service->port);
}

static void add_data(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value egress) {
    static const struct {
        const char *kind;
        int64_t port;
    } stores[] = {{"database", PORT_POSTGRESQL}, {"cache", PORT_REDIS}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(stores); i++) {
        if (tnf_kube_string(service->settings, stores[i].kind).len == 0) continue;
        const struct tnf_value rule = tnf_kube_item(kube, egress);
        add_subnets(kube, tnf_kube_list(kube, rule, "to"), "database");
        set_port(kube, rule, stores[i].port);
    }
}

/* AWS and the APIs of others, as the tasks' security groups have it. */
static void add_https(const struct tnf_kube *kube, struct tnf_value egress) {
    const struct tnf_value rule = tnf_kube_item(kube, egress);
    add_block(kube, tnf_kube_list(kube, rule, "to"), TNF_SV("0.0.0.0/0"));
    set_port(kube, rule, PORT_HTTPS);
}

/* The nodes of one training find each other at the master. */
static void add_training(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value ingress,
                         struct tnf_value egress) {
    const struct tnf_value in = tnf_kube_item(kube, ingress);
    add_pods(kube, in, "from", service->name);
    set_port(kube, in, PORT_TRAINING);
    const struct tnf_value out = tnf_kube_item(kube, egress);
    add_pods(kube, out, "to", service->name);
    set_port(kube, out, PORT_TRAINING);
}

void tnf_kube_policy(const struct tnf_kube *kube, const struct tnf_kube_service *service, struct tnf_value documents) {
    const struct tnf_value object =
        tnf_kube_object(kube, "networking.k8s.io/v1", "NetworkPolicy", service->name, service->name);
    const struct tnf_value spec = tnf_kube_child(kube, object, "spec");
    tnf_kube_select(kube, tnf_kube_child(kube, spec, "podSelector"), "matchLabels", service->name);
    const struct tnf_value types = tnf_kube_list(kube, spec, "policyTypes");
    tnf_kube_add(kube, types, TNF_SV("Ingress"));
    tnf_kube_add(kube, types, TNF_SV("Egress"));
    const struct tnf_value ingress = tnf_kube_list(kube, spec, "ingress");
    const struct tnf_value egress = tnf_kube_list(kube, spec, "egress");
    if (service->continuous && service->port != 0) {
        add_load_balancer(kube, service, ingress);
        add_monitoring(kube, service, ingress);
    }
    add_connections(kube, service, ingress, egress);
    add_data(kube, service, egress);
    if (service->training) add_training(kube, service, ingress, egress);
    add_https(kube, egress);
    tnf_list_add(kube->arena, documents, object);
}

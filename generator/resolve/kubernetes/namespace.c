#include "generator/resolve/kubernetes/parts.h"

#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/record.h"

/* What a tenant gets that has no quota: 2 CPUs, 4 GiB, 10 claims. */
enum { QUOTA_CPU = 2048, QUOTA_MEMORY = 4096, QUOTA_VOLUMES = 10 };

static struct tnf_strview count(const struct tnf_kube *kube, int64_t number) {
    return tnf_arena_printf(kube->arena, "%lld", (long long)number);
}

static struct tnf_value namespace_object(const struct tnf_kube *kube) {
    const struct tnf_value object = tnf_kube_cluster_object(kube, "v1", "Namespace", kube->tenant);
    const struct tnf_value labels = tnf_kube_at(tnf_kube_at(object, "metadata"), "labels");
    if (kube->mesh) tnf_kube_set(kube, labels, "istio-injection", "enabled");
    tnf_kube_set(kube, labels, "pod-security.kubernetes.io/enforce", "restricted");
    tnf_kube_set(kube, labels, "pod-security.kubernetes.io/warn", "restricted");
    return object;
}

static struct tnf_value quota(const struct tnf_kube *kube) {
    const struct tnf_record *tenant = &kube->bundle->tenant;
    const struct tnf_value object =
        tnf_kube_object(kube, "v1", "ResourceQuota", TNF_SV("quota"), (struct tnf_strview){0});
    const struct tnf_value hard = tnf_kube_child(kube, tnf_kube_child(kube, object, "spec"), "hard");
    tnf_object_set_string(kube->arena, hard, "requests.cpu",
                          tnf_kube_cpu(kube->arena, tnf_record_int(tenant, TNF_TENANT_QUOTA_CPU, QUOTA_CPU)));
    tnf_object_set_string(kube->arena, hard, "requests.memory",
                          tnf_kube_memory(kube->arena, tnf_record_int(tenant, TNF_TENANT_QUOTA_MEMORY, QUOTA_MEMORY)));
    tnf_object_set_string(kube->arena, hard, "persistentvolumeclaims",
                          count(kube, tnf_record_int(tenant, TNF_TENANT_QUOTA_VOLUMES, QUOTA_VOLUMES)));
    if (tenant->data[TNF_TENANT_QUOTA_GPUS].set)
        tnf_object_set_string(kube->arena, hard, "requests.nvidia.com/gpu",
                              count(kube, tenant->data[TNF_TENANT_QUOTA_GPUS].integer));
    return object;
}

/* A container that asks for nothing would be refused under the quota: it gets what the smallest task has. */
static struct tnf_value limits(const struct tnf_kube *kube) {
    const struct tnf_value object =
        tnf_kube_object(kube, "v1", "LimitRange", TNF_SV("defaults"), (struct tnf_strview){0});
    const struct tnf_value limit =
        tnf_kube_item(kube, tnf_kube_list(kube, tnf_kube_child(kube, object, "spec"), "limits"));
    tnf_kube_set(kube, limit, "type", "Container");
    static const char *const kinds[] = {"default", "defaultRequest"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(kinds); i++) {
        const struct tnf_value values = tnf_kube_child(kube, limit, kinds[i]);
        tnf_object_set_string(kube->arena, values, "cpu", tnf_kube_cpu(kube->arena, TNF_DEFAULT_SERVICE_CPU));
        tnf_object_set_string(kube->arena, values, "memory", tnf_kube_memory(kube->arena, TNF_DEFAULT_SERVICE_MEMORY));
    }
    return object;
}

/* Every pod of the namespace; what else it may do is in the policy of its service. */
static struct tnf_value policy(const struct tnf_kube *kube, const char *name) {
    const struct tnf_value object =
        tnf_kube_object(kube, "networking.k8s.io/v1", "NetworkPolicy", tnf_sv(name), (struct tnf_strview){0});
    (void)tnf_kube_child(kube, tnf_kube_child(kube, object, "spec"), "podSelector");
    return object;
}

static struct tnf_value deny_all(const struct tnf_kube *kube) {
    const struct tnf_value object = policy(kube, "default-deny");
    const struct tnf_value types = tnf_kube_list(kube, tnf_kube_at(object, "spec"), "policyTypes");
    tnf_kube_add(kube, types, TNF_SV("Ingress"));
    tnf_kube_add(kube, types, TNF_SV("Egress"));
    return object;
}

static void add_port(const struct tnf_kube *kube, struct tnf_value ports, const char *protocol, int64_t number) {
    const struct tnf_value port = tnf_kube_item(kube, ports);
    tnf_kube_set(kube, port, "protocol", protocol);
    tnf_object_set_int(kube->arena, port, "port", number);
}

static struct tnf_value peer_in(const struct tnf_kube *kube, struct tnf_value rule, const char *namespace_name) {
    const struct tnf_value peer = tnf_kube_item(kube, tnf_kube_list(kube, rule, "to"));
    const struct tnf_value labels =
        tnf_kube_child(kube, tnf_kube_child(kube, peer, "namespaceSelector"), "matchLabels");
    tnf_kube_set(kube, labels, "kubernetes.io/metadata.name", namespace_name);
    return peer;
}

/* Names of the cluster, and the control plane of the mesh where there is one. */
static struct tnf_value allow_cluster(const struct tnf_kube *kube) {
    const struct tnf_value object = policy(kube, "cluster-services");
    const struct tnf_value spec = tnf_kube_at(object, "spec");
    tnf_kube_add(kube, tnf_kube_list(kube, spec, "policyTypes"), TNF_SV("Egress"));
    const struct tnf_value egress = tnf_kube_list(kube, spec, "egress");

    const struct tnf_value dns = tnf_kube_item(kube, egress);
    const struct tnf_value server = peer_in(kube, dns, "kube-system");
    tnf_kube_set(kube, tnf_kube_child(kube, tnf_kube_child(kube, server, "podSelector"), "matchLabels"), "k8s-app",
                 "kube-dns");
    const struct tnf_value ports = tnf_kube_list(kube, dns, "ports");
    add_port(kube, ports, "UDP", 53);
    add_port(kube, ports, "TCP", 53);
    if (!kube->mesh) return object;

    const struct tnf_value mesh = tnf_kube_item(kube, egress);
    (void)peer_in(kube, mesh, "istio-system");
    add_port(kube, tnf_kube_list(kube, mesh, "ports"), "TCP", 15012);
    return object;
}

void tnf_kube_namespace(const struct tnf_kube *kube, struct tnf_value documents) {
    tnf_list_add(kube->arena, documents, namespace_object(kube));
    tnf_list_add(kube->arena, documents, quota(kube));
    tnf_list_add(kube->arena, documents, limits(kube));
    tnf_list_add(kube->arena, documents, deny_all(kube));
    tnf_list_add(kube->arena, documents, allow_cluster(kube));
}

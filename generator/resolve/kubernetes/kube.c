#include "generator/resolve/kubernetes/kube.h"

#include <inttypes.h>

enum { CPU_UNITS = 1024, THOUSANDTHS = 1000, MEBIBYTES = 1024 };

struct tnf_value tnf_kube_child(const struct tnf_kube *kube, struct tnf_value object, const char *key) {
    const struct tnf_value child = tnf_value_object(kube->arena);
    tnf_object_set_value(kube->arena, object, key, child);
    return child;
}

struct tnf_value tnf_kube_list(const struct tnf_kube *kube, struct tnf_value object, const char *key) {
    const struct tnf_value list = tnf_value_list(kube->arena);
    tnf_object_set_value(kube->arena, object, key, list);
    return list;
}

struct tnf_value tnf_kube_item(const struct tnf_kube *kube, struct tnf_value list) {
    const struct tnf_value item = tnf_value_object(kube->arena);
    tnf_list_add(kube->arena, list, item);
    return item;
}

void tnf_kube_set(const struct tnf_kube *kube, struct tnf_value object, const char *key, const char *text) {
    tnf_object_set_string(kube->arena, object, key, tnf_sv(text));
}

void tnf_kube_add(const struct tnf_kube *kube, struct tnf_value list, struct tnf_strview text) {
    tnf_list_add(kube->arena, list, tnf_value_string(text));
}

struct tnf_value tnf_kube_labels(const struct tnf_kube *kube, struct tnf_strview service) {
    const struct tnf_value labels = tnf_value_object(kube->arena);
    tnf_kube_set(kube, labels, "app.kubernetes.io/managed-by", "tenantform");
    if (service.len > 0) tnf_object_set_string(kube->arena, labels, "app.kubernetes.io/name", service);
    tnf_object_set_string(kube->arena, labels, "app.kubernetes.io/part-of", kube->platform);
    tnf_object_set_string(kube->arena, labels, "tenant", kube->tenant);
    return labels;
}

static struct tnf_value named(const struct tnf_kube *kube, const char *api_version, const char *kind,
                              struct tnf_strview name, struct tnf_strview service, bool namespaced) {
    const struct tnf_value object = tnf_value_object(kube->arena);
    tnf_kube_set(kube, object, "apiVersion", api_version);
    tnf_kube_set(kube, object, "kind", kind);
    const struct tnf_value metadata = tnf_kube_child(kube, object, "metadata");
    tnf_object_set_string(kube->arena, metadata, "name", name);
    if (namespaced) tnf_object_set_string(kube->arena, metadata, "namespace", kube->tenant);
    tnf_object_set_value(kube->arena, metadata, "labels", tnf_kube_labels(kube, service));
    return object;
}

struct tnf_value tnf_kube_object(const struct tnf_kube *kube, const char *api_version, const char *kind,
                                 struct tnf_strview name, struct tnf_strview service) {
    return named(kube, api_version, kind, name, service, true);
}

struct tnf_value tnf_kube_cluster_object(const struct tnf_kube *kube, const char *api_version, const char *kind,
                                         struct tnf_strview name) {
    return named(kube, api_version, kind, name, (struct tnf_strview){0}, false);
}

void tnf_kube_select(const struct tnf_kube *kube, struct tnf_value object, const char *key,
                     struct tnf_strview service) {
    tnf_object_set_string(kube->arena, tnf_kube_child(kube, object, key), "app.kubernetes.io/name", service);
}

void tnf_kube_annotate(const struct tnf_kube *kube, struct tnf_value object, struct tnf_strview key,
                       struct tnf_strview text) {
    const struct tnf_value metadata = tnf_kube_at(object, "metadata");
    struct tnf_value annotations = tnf_kube_at(metadata, "annotations");
    if (annotations.kind != TNF_VALUE_OBJECT) annotations = tnf_kube_child(kube, metadata, "annotations");
    tnf_object_set(kube->arena, annotations, key, tnf_value_string(text));
}

struct tnf_value tnf_kube_at(struct tnf_value object, const char *key) {
    return tnf_object_get(object, tnf_sv(key), NULL);
}

int64_t tnf_kube_int(struct tnf_value object, const char *key, int64_t fallback) {
    const struct tnf_value value = tnf_kube_at(object, key);
    return value.kind == TNF_VALUE_INT ? value.integer : fallback;
}

struct tnf_strview tnf_kube_string(struct tnf_value object, const char *key) {
    const struct tnf_value value = tnf_kube_at(object, key);
    return value.kind == TNF_VALUE_STRING ? value.text : (struct tnf_strview){0};
}

struct tnf_strview tnf_kube_cpu(struct tnf_arena *arena, int64_t units) {
    if (units % CPU_UNITS == 0) return tnf_arena_printf(arena, "%" PRId64, units / CPU_UNITS);
    return tnf_arena_printf(arena, "%" PRId64 "m", (units * THOUSANDTHS + CPU_UNITS - 1) / CPU_UNITS);
}

struct tnf_strview tnf_kube_memory(struct tnf_arena *arena, int64_t mebibytes) {
    if (mebibytes % MEBIBYTES == 0) return tnf_arena_printf(arena, "%" PRId64 "Gi", mebibytes / MEBIBYTES);
    return tnf_arena_printf(arena, "%" PRId64 "Mi", mebibytes);
}

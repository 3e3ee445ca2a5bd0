/*
 * What the makers of Kubernetes objects share: the tenant that they are for, and short forms for building objects.
 * Everything lives in the arena. Private to this folder.
 */
#pragma once

#include "catalog/catalog.h"
#include "generator/hcl/value.h"

struct tnf_kube {
    struct tnf_arena *arena;
    const struct tnf_bundle *bundle;
    struct tnf_value model;    /* of the tenant's stack, with the network that it runs in */
    struct tnf_strview tenant; /* also the namespace */
    struct tnf_strview platform;
    struct tnf_strview environment;
    struct tnf_strview account_id;
    struct tnf_strview cluster; /* that it runs on: the environment's, or a silo tenant's own */
    bool mesh;                  /* requests are routed by headers, so the namespace is in the service mesh */
    bool suspended;             /* nothing runs */
};

/* One of the tenant's services. */
struct tnf_kube_service {
    const struct tnf_record *row;
    struct tnf_value settings; /* as the ecs-service module takes them */
    struct tnf_strview name;
    int64_t port;    /* 0 for none */
    bool continuous; /* runs all the time */
    bool training;
};

/* An object with apiVersion, kind and metadata: name, the tenant's namespace, labels. `service` is empty for what is
 * the tenant's. */
struct tnf_value tnf_kube_object(const struct tnf_kube *kube, const char *api_version, const char *kind,
                                 struct tnf_strview name, struct tnf_strview service);
/* The same without a namespace: for what belongs to the whole cluster. */
struct tnf_value tnf_kube_cluster_object(const struct tnf_kube *kube, const char *api_version, const char *kind,
                                         struct tnf_strview name);
/* Labels by which an object's owner is seen; of pods also what selectors look for. */
struct tnf_value tnf_kube_labels(const struct tnf_kube *kube, struct tnf_strview service);
/* Adds {<key>: {app.kubernetes.io/name: <service>}}, which selects the pods of a service. */
void tnf_kube_select(const struct tnf_kube *kube, struct tnf_value object, const char *key, struct tnf_strview service);
/* Adds an annotation to an object of the two functions above. */
void tnf_kube_annotate(const struct tnf_kube *kube, struct tnf_value object, struct tnf_strview key,
                       struct tnf_strview text);

/* A new object (list) under a key, or as the next item of a list. */
struct tnf_value tnf_kube_child(const struct tnf_kube *kube, struct tnf_value object, const char *key);
struct tnf_value tnf_kube_list(const struct tnf_kube *kube, struct tnf_value object, const char *key);
struct tnf_value tnf_kube_item(const struct tnf_kube *kube, struct tnf_value list);
/* Adds a literal string. */
void tnf_kube_set(const struct tnf_kube *kube, struct tnf_value object, const char *key, const char *text);
void tnf_kube_add(const struct tnf_kube *kube, struct tnf_value list, struct tnf_strview text);

/* The value under a key, null when there is none; the int or the fallback; the string or an empty one. */
struct tnf_value tnf_kube_at(struct tnf_value object, const char *key);
int64_t tnf_kube_int(struct tnf_value object, const char *key, int64_t fallback);
struct tnf_strview tnf_kube_string(struct tnf_value object, const char *key);

/* CPU units of ECS as Kubernetes has CPU, rounded up to thousandths: 1024 is "1", 256 is "250m". */
struct tnf_strview tnf_kube_cpu(struct tnf_arena *arena, int64_t units);
/* MiB: "512Mi", "4Gi". */
struct tnf_strview tnf_kube_memory(struct tnf_arena *arena, int64_t mebibytes);

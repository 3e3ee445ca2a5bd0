#include "catalog/entity.h"

#include <string.h>

#define ROW(id, column, ...) {.name = column, __VA_ARGS__},

static const struct tnf_field platform_fields[] = {TNF_PLATFORM_FIELDS(ROW)};
static const struct tnf_field environment_fields[] = {TNF_ENVIRONMENT_FIELDS(ROW)};
static const struct tnf_field tenant_fields[] = {TNF_TENANT_FIELDS(ROW)};
static const struct tnf_field placement_fields[] = {TNF_PLACEMENT_FIELDS(ROW)};
static const struct tnf_field service_fields[] = {TNF_SERVICE_FIELDS(ROW)};
static const struct tnf_field database_fields[] = {TNF_DATABASE_FIELDS(ROW)};
static const struct tnf_field cache_fields[] = {TNF_CACHE_FIELDS(ROW)};
static const struct tnf_field secret_fields[] = {TNF_SECRET_FIELDS(ROW)};
static const struct tnf_field route_fields[] = {TNF_ROUTE_FIELDS(ROW)};
static const struct tnf_field schedule_fields[] = {TNF_SCHEDULE_FIELDS(ROW)};
static const struct tnf_field volume_fields[] = {TNF_VOLUME_FIELDS(ROW)};
static const struct tnf_field gpu_pool_fields[] = {TNF_GPU_POOL_FIELDS(ROW)};
static const struct tnf_field runner_cluster_fields[] = {TNF_RUNNER_CLUSTER_FIELDS(ROW)};

#define ENTITY(entity_id, entity_name, entity_plural, entity_title, entity_parent, entity_summary)                     \
    [TNF_ENTITY_##entity_id] = {.id = TNF_ENTITY_##entity_id,                                                          \
                                .name = #entity_name,                                                                  \
                                .plural = entity_plural,                                                               \
                                .title = entity_title,                                                                 \
                                .summary = entity_summary,                                                             \
                                .parent = TNF_ENTITY_##entity_parent,                                                  \
                                .fields = entity_name##_fields,                                                        \
                                .field_count = sizeof entity_name##_fields / sizeof entity_name##_fields[0]}

static const struct tnf_entity entities[TNF_ENTITY_COUNT] = {
    ENTITY(PLATFORM, platform, "platforms", "platform", NONE, "the product that all tenants share"),
    ENTITY(ENVIRONMENT, environment, "environments", "environment", NONE,
           "a copy of the platform: staging, production"),
    ENTITY(TENANT, tenant, "tenants", "tenant", NONE, "a customer that the platform is run for"),
    ENTITY(PLACEMENT, placement, "environments", "placement", TENANT, "a tenant in an environment"),
    ENTITY(SERVICE, service, "services", "service", TENANT, "containers that a tenant runs"),
    ENTITY(DATABASE, database, "databases", "database", PLACEMENT, "a PostgreSQL database of a tenant"),
    ENTITY(CACHE, cache, "caches", "cache", PLACEMENT, "a Redis cache of a tenant"),
    ENTITY(SECRET, secret, "secrets", "secret", TENANT, "the name of a credential in Secrets Manager"),
    ENTITY(ROUTE, route, "routes", "route", SERVICE, "what the load balancer sends to a service"),
    ENTITY(SCHEDULE, schedule, "schedules", "schedule", SERVICE, "when a scheduled service runs"),
    ENTITY(VOLUME, volume, "volumes", "volume", SERVICE, "a directory on EFS that a service mounts"),
    ENTITY(GPU_POOL, gpu_pool, "gpu_pools", "GPU pool", ENVIRONMENT, "EC2 instances with GPUs"),
    ENTITY(RUNNER_CLUSTER, runner_cluster, "runner_clusters", "runner cluster", ENVIRONMENT,
           "the EKS cluster that runs CI and nothing else"),
};

const struct tnf_entity *tnf_entity(enum tnf_entity_id id) {
    return &entities[id];
}

static bool same_name(struct tnf_strview given, const char *name) {
    if (given.len != strlen(name)) return false;
    for (size_t i = 0; i < given.len; i++) {
        const char c = given.ptr[i] == '-' ? '_' : given.ptr[i];
        if (c != name[i]) return false;
    }
    return true;
}

const struct tnf_entity *tnf_entity_by_name(struct tnf_strview name) {
    for (int i = 0; i < TNF_ENTITY_COUNT; i++)
        if (same_name(name, entities[i].name)) return &entities[i];
    return NULL;
}

int tnf_entity_field(const struct tnf_entity *entity, struct tnf_strview name) {
    for (size_t i = 0; i < entity->field_count; i++)
        if (same_name(name, entity->fields[i].name)) return (int)i;
    return -1;
}

const char *tnf_field_local_name(const struct tnf_field *field) {
    return field->group == NULL ? field->name : field->name + strlen(field->group) + 1;
}

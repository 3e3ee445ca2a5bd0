#include "catalog/effective.h"

#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/entities/all.h"
#include "catalog/instance_type.h"
#include "catalog/record.h"

static int64_t layered(const struct tnf_record *environment, size_t environment_field,
                       const struct tnf_record *placement, size_t placement_field, const struct tnf_record *service,
                       size_t service_field, int64_t fallback) {
    int64_t value = tnf_record_int(environment, environment_field, fallback);
    if (placement != NULL) value = tnf_record_int(placement, placement_field, value);
    return tnf_record_int(service, service_field, value);
}

#define LAYERED(field, fallback)                                                                                       \
    layered(environment, TNF_ENVIRONMENT_##field, placement, TNF_PLACEMENT_##field, service, TNF_SERVICE_##field,      \
            fallback)

struct tnf_scaling tnf_effective_scaling(const struct tnf_record *environment, const struct tnf_record *placement,
                                         const struct tnf_record *service) {
    return (struct tnf_scaling){
        .min = LAYERED(SCALING_MIN, TNF_DEFAULT_SCALING_MIN),
        .max = LAYERED(SCALING_MAX, TNF_DEFAULT_SCALING_MAX),
        .cpu = LAYERED(SCALING_CPU, TNF_DEFAULT_SCALING_CPU),
    };
}

/* The nearest that says something; records may be NULL. */
static struct tnf_strview nearest(const struct tnf_record *placement, size_t placement_field,
                                  const struct tnf_record *environment, size_t environment_field,
                                  const struct tnf_record *platform, size_t platform_field) {
    if (placement != NULL && placement->data[placement_field].set) return placement->data[placement_field].string;
    if (environment->data[environment_field].set) return environment->data[environment_field].string;
    return platform == NULL ? (struct tnf_strview){0} : tnf_record_string(platform, platform_field);
}

struct tnf_site tnf_effective_site(const struct tnf_record *platform, const struct tnf_record *environment,
                                   const struct tnf_record *placement) {
    return (struct tnf_site){
        .account = nearest(placement, TNF_PLACEMENT_ACCOUNT_ID, environment, TNF_ENVIRONMENT_ACCOUNT_ID, platform,
                           TNF_PLATFORM_ACCOUNT_ID),
        .region = nearest(placement, TNF_PLACEMENT_REGION, environment, TNF_ENVIRONMENT_REGION, platform,
                          TNF_PLATFORM_REGION),
    };
}

struct tnf_strview tnf_effective_role(const struct tnf_record *environment, const struct tnf_record *placement) {
    return nearest(placement, TNF_PLACEMENT_ROLE_ARN, environment, TNF_ENVIRONMENT_ROLE_ARN, NULL, 0);
}

bool tnf_site_eq(const struct tnf_site *a, const struct tnf_site *b) {
    return tnf_sv_eq(a->account, b->account) && tnf_sv_eq(a->region, b->region);
}

enum tnf_state tnf_tenant_state(const struct tnf_record *tenant, const struct tnf_record *placement) {
    static const char *const names[] = {"active", "suspended", "offboarding", "offboarded"};
    const struct tnf_strview own = tnf_record_string(placement, TNF_PLACEMENT_STATE);
    const struct tnf_strview state = own.len > 0 ? own : tnf_record_string(tenant, TNF_TENANT_STATE);
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++)
        if (tnf_sv_eq_c(state, names[i])) return (enum tnf_state)i;
    return TNF_STATE_ACTIVE;
}

struct tnf_strview tnf_service_kind(const struct tnf_record *service) {
    const struct tnf_strview kind = tnf_record_string(service, TNF_SERVICE_KIND);
    return kind.len == 0 ? TNF_SV("web") : kind;
}

bool tnf_service_runs_once(const struct tnf_record *service) {
    const struct tnf_strview kind = tnf_service_kind(service);
    return tnf_sv_eq_c(kind, "scheduled") || tnf_sv_eq_c(kind, "training");
}

int64_t tnf_service_port(const struct tnf_record *service) {
    const bool web = tnf_sv_eq_c(tnf_service_kind(service), "web");
    return tnf_record_int(service, TNF_SERVICE_PORT, web ? TNF_DEFAULT_SERVICE_PORT : 0);
}

bool tnf_service_is_fargate(const struct tnf_record *service) {
    const struct tnf_strview capacity = tnf_record_string(service, TNF_SERVICE_CAPACITY);
    if (tnf_sv_eq_c(capacity, "ec2") || tnf_sv_eq_c(capacity, "gpu")) return false;
    return tnf_service_gpus(service) == 0;
}

bool tnf_pool_is_open_to(const struct tnf_record *pool, const struct tnf_record *tenant) {
    const struct tnf_strview only = tnf_record_string(pool, TNF_GPU_POOL_TENANT);
    if (only.len > 0) return tnf_sv_eq(only, tenant->data[TNF_TENANT_NAME].string);
    return !tnf_sv_eq_c(tnf_record_string(tenant, TNF_TENANT_ISOLATION), "silo");
}

int64_t tnf_service_gpus(const struct tnf_record *service) {
    return tnf_record_int(service, TNF_SERVICE_GPUS, tnf_sv_eq_c(tnf_service_kind(service), "training") ? 1 : 0);
}

bool tnf_pool_suits(const struct tnf_record *pool, const struct tnf_record *service) {
    const struct tnf_strview type = tnf_record_string(pool, TNF_GPU_POOL_INSTANCE_TYPE);
    const bool arm64 = tnf_sv_eq_c(tnf_record_string(service, TNF_SERVICE_ARCHITECTURE), "arm64");
    const int64_t has = tnf_instance_gpus(type);
    const int64_t takes = tnf_service_gpus(service);
    const bool enough = takes == 0 ? has == 0 : has == TNF_GPUS_UNKNOWN || has >= takes;
    return enough && tnf_instance_is_arm64(type) == arm64;
}

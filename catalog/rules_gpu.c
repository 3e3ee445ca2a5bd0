/* Rules of services with GPUs. */
#include "base/excerpt.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/instance_type.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

/* A pool that the service's tenant may use; name may be empty, then any that suits will do. NULL without one. */
static const struct tnf_record *find_pool(const struct tnf_rules_context *context, struct tnf_strview environment,
                                          const struct tnf_record *tenant, const struct tnf_record *service) {
    const struct tnf_strview name = tnf_record_string(service, TNF_SERVICE_GPU_POOL);
    for (size_t i = 0; i < context->gpu_pools.count; i++) {
        const struct tnf_record *pool = &context->gpu_pools.items[i];
        if (!tnf_sv_eq(pool->data[TNF_GPU_POOL_ENVIRONMENT].string, environment)) continue;
        if (name.len > 0 && !tnf_sv_eq(pool->data[TNF_GPU_POOL_NAME].string, name)) continue;
        if (name.len == 0 && !tnf_pool_suits(pool, service)) continue;
        if (tnf_pool_is_open_to(pool, tenant)) return pool;
    }
    return NULL;
}

/* EC2 instances without a thought of GPUs: a pool too, of whatever instances. */
static bool on_ec2(const struct tnf_record *service) {
    return tnf_sv_eq_c(tnf_record_string(service, TNF_SERVICE_CAPACITY), "ec2");
}

static const char *architecture(const struct tnf_record *service) {
    return tnf_sv_eq_c(tnf_record_string(service, TNF_SERVICE_ARCHITECTURE), "arm64") ? "arm64" : "x86_64";
}

static void report_no_pool(const struct tnf_rules_context *context, const struct tnf_record *service,
                           struct tnf_strview environment, struct tnf_strview tenant) {
    const struct tnf_strview name = tnf_record_string(service, TNF_SERVICE_GPU_POOL);
    if (name.len > 0)
        tnf_findings_add(context->findings, TNF_RULE_GPU_POOL, service, TNF_SERVICE_GPU_POOL, -1,
                         "gpu_pool: %s is not a pool of environment %.*s that tenant %.*s may use",
                         tnf_excerpt(name).text, TNF_SV_ARG(environment), TNF_SV_ARG(tenant));
    else if (tnf_service_gpus(service) == 0)
        tnf_findings_add(context->findings, TNF_RULE_GPU_POOL, service, TNF_SERVICE_CAPACITY, -1,
                         "capacity: environment %.*s has no %s pool without GPUs that tenant %.*s may use",
                         TNF_SV_ARG(environment), architecture(service), TNF_SV_ARG(tenant));
    else
        tnf_findings_add(context->findings, TNF_RULE_GPU_POOL, service, TNF_SERVICE_GPUS, -1,
                         "gpus: environment %.*s has no %s pool with enough GPUs for a task (%" PRId64
                         ") that tenant %.*s may use",
                         TNF_SV_ARG(environment), architecture(service), tnf_service_gpus(service), TNF_SV_ARG(tenant));
}

/* The pool that the service names is of another kind. */
static void report_unsuited(const struct tnf_rules_context *context, const struct tnf_record *service,
                            const struct tnf_record *pool) {
    const struct tnf_strview type = pool->data[TNF_GPU_POOL_INSTANCE_TYPE].string;
    const struct tnf_strview environment = pool->data[TNF_GPU_POOL_ENVIRONMENT].string;
    const int64_t has = tnf_instance_gpus(type);
    const int64_t takes = tnf_service_gpus(service);
    if (takes == 0 && has != 0)
        tnf_findings_add(context->findings, TNF_RULE_GPU_POOL, service, TNF_SERVICE_GPU_POOL, -1,
                         "gpu_pool: instances of type %s in environment %.*s have GPUs, and its tasks take none",
                         tnf_excerpt(type).text, TNF_SV_ARG(environment));
    else if (has != TNF_GPUS_UNKNOWN && has < takes)
        tnf_findings_add(context->findings, TNF_RULE_GPU_POOL, service, TNF_SERVICE_GPU_POOL, -1,
                         "gpu_pool: instances of type %s in environment %.*s have fewer GPUs (%" PRId64
                         ") than a task takes (%" PRId64 ")",
                         tnf_excerpt(type).text, TNF_SV_ARG(environment), has, takes);
    else
        tnf_findings_add(context->findings, TNF_RULE_GPU_POOL, service, TNF_SERVICE_GPU_POOL, -1,
                         "gpu_pool: instances of type %s in environment %.*s are not %s", tnf_excerpt(type).text,
                         TNF_SV_ARG(environment), architecture(service));
    tnf_findings_hint(context->findings, "name a pool with enough GPUs for gpus, without GPUs for none, and of the "
                                         "service's architecture");
}

static void check_pools(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                        const struct tnf_record *service) {
    const struct tnf_records *placements = &rows->of[TNF_ENTITY_PLACEMENT];
    for (size_t i = 0; i < placements->count; i++) {
        const struct tnf_strview environment = placements->items[i].data[TNF_PLACEMENT_ENVIRONMENT].string;
        const struct tnf_record *pool = find_pool(context, environment, &rows->tenant, service);
        if (pool == NULL) {
            report_no_pool(context, service, environment, rows->tenant.data[TNF_TENANT_NAME].string);
        } else if (!tnf_pool_suits(pool, service)) {
            report_unsuited(context, service, pool);
        }
    }
}

static void check_missing_gpus(const struct tnf_rules_context *context, const struct tnf_record *service,
                               bool on_gpus) {
    if (!on_gpus && (!service->data[TNF_SERVICE_GPU_POOL].set || on_ec2(service))) return;
    tnf_findings_add(context->findings, TNF_RULE_GPU_CAPACITY, service,
                     on_gpus ? TNF_SERVICE_CAPACITY : TNF_SERVICE_GPU_POOL, -1,
                     "%s: is for services with GPUs, and gpus is not given", on_gpus ? "capacity" : "gpu_pool");
    tnf_findings_hint(context->findings, "say how many gpus a task has");
}

void tnf_rules_service_gpu(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                           const struct tnf_record *service) {
    const bool has_gpus = tnf_service_gpus(service) > 0;
    const struct tnf_strview capacity = tnf_record_string(service, TNF_SERVICE_CAPACITY);
    const bool on_gpus = tnf_sv_eq_c(capacity, "gpu");
    if (has_gpus && capacity.len > 0 && !on_gpus)
        tnf_findings_add(context->findings, TNF_RULE_GPU_CAPACITY, service, TNF_SERVICE_CAPACITY, -1,
                         "capacity: %.*s has no GPUs", TNF_SV_ARG(capacity));
    if (!has_gpus) check_missing_gpus(context, service, on_gpus);
    if (has_gpus || on_ec2(service) || service->data[TNF_SERVICE_GPU_POOL].set) check_pools(context, rows, service);
}

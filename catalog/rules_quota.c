/* Quotas: in each environment, what a task has times the most tasks, summed over the tenant's services. */
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

static const struct {
    enum tnf_rule_id rule;
    int quota_field;
    int service_field;
    int64_t fallback;
} quotas[] = {
    {TNF_RULE_QUOTA_CPU, TNF_TENANT_QUOTA_CPU, TNF_SERVICE_CPU, TNF_DEFAULT_SERVICE_CPU},
    {TNF_RULE_QUOTA_MEMORY, TNF_TENANT_QUOTA_MEMORY, TNF_SERVICE_MEMORY, TNF_DEFAULT_SERVICE_MEMORY},
    {TNF_RULE_QUOTA_GPUS, TNF_TENANT_QUOTA_GPUS, TNF_SERVICE_GPUS, 0},
};

/* Fields are limited to 122880 and 5000 tasks, services of a tenant are far fewer than 2^30: no overflow. */
static int64_t sum(const struct tnf_tenant_rows *rows, const struct tnf_record *environment,
                   const struct tnf_record *placement, int field, int64_t fallback) {
    int64_t total = 0;
    const struct tnf_records *services = &rows->of[TNF_ENTITY_SERVICE];
    for (size_t i = 0; i < services->count; i++) {
        const struct tnf_record *service = &services->items[i];
        const struct tnf_scaling scaling = tnf_effective_scaling(environment, placement, service);
        const int64_t tasks = tnf_service_runs_once(service) ? 1 : scaling.max;
        total += tasks * (field == TNF_SERVICE_GPUS ? tnf_service_gpus(service)
                                                    : tnf_record_int(service, (size_t)field, fallback));
    }
    return total;
}

void tnf_rules_quota(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                     const struct tnf_record *placement) {
    const struct tnf_strview name = placement->data[TNF_PLACEMENT_ENVIRONMENT].string;
    const struct tnf_record *environment = tnf_rules_environment(context, name);
    for (size_t i = 0; i < TNF_ARRAY_LEN(quotas); i++) {
        const struct tnf_datum *quota = &rows->tenant.data[quotas[i].quota_field];
        if (!quota->set || environment == NULL) continue;
        const int64_t used = sum(rows, environment, placement, quotas[i].service_field, quotas[i].fallback);
        if (used <= quota->integer) continue;
        const struct tnf_field *field = &rows->tenant.entity->fields[quotas[i].quota_field];
        tnf_findings_add(context->findings, quotas[i].rule, &rows->tenant, quotas[i].quota_field, -1,
                         "%s: services take up to %" PRId64 " %s in environment %.*s, the quota is %" PRId64,
                         field->name, used, field->unit, TNF_SV_ARG(name), quota->integer);
    }
}

/* Rules of a tenant in an environment: isolation, scaling, quotas, domain. */
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

static bool is_silo(const struct tnf_tenant_rows *rows) {
    return tnf_sv_eq_c(rows->tenant.data[TNF_TENANT_ISOLATION].string, "silo");
}

static void check_silo_fields(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                              const struct tnf_record *placement) {
    static const int fields[] = {TNF_PLACEMENT_REGION,         TNF_PLACEMENT_ACCOUNT_ID, TNF_PLACEMENT_ROLE_ARN,
                                 TNF_PLACEMENT_CIDR,           TNF_PLACEMENT_DOMAIN,     TNF_PLACEMENT_ZONE_ID,
                                 TNF_PLACEMENT_CERTIFICATE_ARN};
    if (is_silo(rows)) return;
    for (size_t i = 0; i < TNF_ARRAY_LEN(fields); i++)
        if (placement->data[fields[i]].set)
            tnf_findings_add(context->findings, TNF_RULE_SILO_ONLY, placement, fields[i], -1,
                             "%s: is for silo tenants only, and %.*s is a %.*s tenant",
                             placement->entity->fields[fields[i]].name,
                             TNF_SV_ARG(rows->tenant.data[TNF_TENANT_NAME].string),
                             TNF_SV_ARG(rows->tenant.data[TNF_TENANT_ISOLATION].string));
}

static void check_domain(const struct tnf_rules_context *context, const struct tnf_record *placement) {
    static const int fields[] = {TNF_PLACEMENT_ZONE_ID, TNF_PLACEMENT_CERTIFICATE_ARN};
    for (size_t i = 0; i < TNF_ARRAY_LEN(fields); i++)
        if (!placement->data[TNF_PLACEMENT_DOMAIN].set && placement->data[fields[i]].set)
            tnf_findings_add(context->findings, TNF_RULE_DOMAIN, placement, fields[i], -1,
                             "%s: is given without a domain", placement->entity->fields[fields[i]].name);
}

/* A row that can be published: it has a domain, and something to make or take a certificate from. */
static const char *why_unpublished(const struct tnf_record *row, size_t domain, size_t zone_id, size_t certificate) {
    if (!row->data[domain].set) return "is not given, and services with routes run here";
    if (!row->data[zone_id].set && !row->data[certificate].set)
        return "has neither zone_id nor certificate_arn, and services with routes run here";
    return NULL;
}

static void check_environment_published(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    const size_t index = (size_t)(environment - context->environments.items);
    const char *why =
        why_unpublished(environment, TNF_ENVIRONMENT_DOMAIN, TNF_ENVIRONMENT_ZONE_ID, TNF_ENVIRONMENT_CERTIFICATE_ARN);
    if (why == NULL || context->unpublished[index]) return;
    context->unpublished[index] = true;
    tnf_findings_add(context->findings, TNF_RULE_PUBLISHED, environment, TNF_ENVIRONMENT_DOMAIN, -1, "domain: %s", why);
}

/* A silo tenant has a load balancer of its own, under its own domain or the environment's. */
static void check_published(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                            const struct tnf_record *placement, const struct tnf_record *environment) {
    if (rows->of[TNF_ENTITY_ROUTE].count == 0) return;
    if (!is_silo(rows) || !placement->data[TNF_PLACEMENT_DOMAIN].set) {
        check_environment_published(context, environment);
        return;
    }
    const char *why =
        why_unpublished(placement, TNF_PLACEMENT_DOMAIN, TNF_PLACEMENT_ZONE_ID, TNF_PLACEMENT_CERTIFICATE_ARN);
    if (why != NULL)
        tnf_findings_add(context->findings, TNF_RULE_PUBLISHED, placement, TNF_PLACEMENT_DOMAIN, -1, "domain: %s", why);
}

/* Only what comes about by layers: a row that contradicts itself is reported once, without them. */
static void check_scaling(const struct tnf_rules_context *context, const struct tnf_record *environment,
                          const struct tnf_record *placement, const struct tnf_record *service) {
    const bool own_min = service->data[TNF_SERVICE_SCALING_MIN].set;
    const bool own_max = service->data[TNF_SERVICE_SCALING_MAX].set;
    const struct tnf_scaling scaling = tnf_effective_scaling(environment, placement, service);
    if (scaling.min <= scaling.max || own_min == own_max || tnf_service_runs_once(service)) return;
    tnf_findings_add(context->findings, TNF_RULE_MIN_MAX, service,
                     own_min ? TNF_SERVICE_SCALING_MIN : TNF_SERVICE_SCALING_MAX, -1,
                     "scaling_min: %" PRId64 " is more than scaling_max %" PRId64 " in environment %.*s", scaling.min,
                     scaling.max, TNF_SV_ARG(placement->data[TNF_PLACEMENT_ENVIRONMENT].string));
    tnf_findings_hint(context->findings, "give both to the service, or change the environment's");
}

/* The placement over its environment, for services that say nothing themselves. */
static void check_own_scaling(const struct tnf_rules_context *context, const struct tnf_record *environment,
                              const struct tnf_record *placement) {
    if (!placement->data[TNF_PLACEMENT_SCALING_MIN].set && !placement->data[TNF_PLACEMENT_SCALING_MAX].set) return;
    const int64_t min =
        tnf_record_int(placement, TNF_PLACEMENT_SCALING_MIN,
                       tnf_record_int(environment, TNF_ENVIRONMENT_SCALING_MIN, TNF_DEFAULT_SCALING_MIN));
    const int64_t max =
        tnf_record_int(placement, TNF_PLACEMENT_SCALING_MAX,
                       tnf_record_int(environment, TNF_ENVIRONMENT_SCALING_MAX, TNF_DEFAULT_SCALING_MAX));
    tnf_rules_min_max(context, placement, TNF_PLACEMENT_SCALING_MIN, min, TNF_PLACEMENT_SCALING_MAX, max);
}

void tnf_rules_placement(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                         const struct tnf_record *placement) {
    const struct tnf_record *environment =
        tnf_rules_environment(context, placement->data[TNF_PLACEMENT_ENVIRONMENT].string);
    check_silo_fields(context, rows, placement);
    check_domain(context, placement);
    tnf_rules_cidr_size(context, placement, TNF_PLACEMENT_CIDR);
    if (environment == NULL) return; /* reported as a missing parent */
    check_published(context, rows, placement, environment);
    check_own_scaling(context, environment, placement);
    if (placement->data[TNF_PLACEMENT_ACCOUNT_ID].set || placement->data[TNF_PLACEMENT_ROLE_ARN].set)
        tnf_rules_role(context, environment, placement);
    if (placement->data[TNF_PLACEMENT_BUDGET].set && !rows->tenant.data[TNF_TENANT_OWNER].set)
        tnf_rules_told(context, placement, TNF_PLACEMENT_BUDGET, environment);
    const struct tnf_records *services = &rows->of[TNF_ENTITY_SERVICE];
    for (size_t i = 0; i < services->count; i++) check_scaling(context, environment, placement, &services->items[i]);
    tnf_rules_quota(context, rows, placement);
}

/* Rules of what tenants share: platform, environments, GPU pools; runner clusters have a file of their own. */
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

const struct tnf_record *tnf_records_find(const struct tnf_records *records, const struct tnf_record *scope,
                                          size_t count, struct tnf_strview name) {
    for (size_t i = 0; i < records->count; i++) {
        const struct tnf_record *record = &records->items[i];
        bool same = tnf_sv_eq(tnf_record_name(record), name);
        for (size_t key = 0; key < count && same; key++)
            same = tnf_sv_eq(record->data[key].string, scope->data[key].string);
        if (same) return record;
    }
    return NULL;
}

const struct tnf_record *tnf_rules_environment(const struct tnf_rules_context *context, struct tnf_strview name) {
    return tnf_records_find(&context->environments, NULL, 0, name);
}

void tnf_rules_min_max(const struct tnf_rules_context *context, const struct tnf_record *record, size_t min_field,
                       int64_t min, size_t max_field, int64_t max) {
    if (min <= max) return;
    tnf_findings_add(context->findings, TNF_RULE_MIN_MAX, record, (int)min_field, -1,
                     "%s: %" PRId64 " is more than %s %" PRId64, record->entity->fields[min_field].name, min,
                     record->entity->fields[max_field].name, max);
    tnf_findings_hint(context->findings, "lower the one or raise the other");
}

static void check_min_max(const struct tnf_rules_context *context, const struct tnf_record *record, size_t min_field,
                          int64_t default_min, size_t max_field, int64_t default_max) {
    tnf_rules_min_max(context, record, min_field, tnf_record_int(record, min_field, default_min), max_field,
                      tnf_record_int(record, max_field, default_max));
}

static void check_zones(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    const struct tnf_datum *zones = &environment->data[TNF_ENVIRONMENT_ZONES];
    if (!zones->set) return;
    /* Empty when there is no platform to take it from. */
    const struct tnf_strview region = tnf_effective_site(context->platform, environment, NULL).region;
    for (size_t i = 0; i < zones->list.count; i++) {
        const struct tnf_strview zone = zones->list.items[i];
        if (region.len == 0 || (zone.len == region.len + 1 && tnf_sv_starts_with(zone, region))) continue;
        tnf_findings_add(context->findings, TNF_RULE_ZONES, environment, TNF_ENVIRONMENT_ZONES, (int)i,
                         "zones: %.*s is not in region %.*s", TNF_SV_ARG(zone), TNF_SV_ARG(region));
        tnf_findings_hint(context->findings, "name zones such as %.*sa, or change the region", TNF_SV_ARG(region));
    }
    const int64_t count = tnf_record_int(environment, TNF_ENVIRONMENT_ZONE_COUNT, (int64_t)zones->list.count);
    if (count == (int64_t)zones->list.count && count >= 2 && count <= 3) return;
    tnf_findings_add(context->findings, TNF_RULE_ZONES, environment, TNF_ENVIRONMENT_ZONES, -1,
                     "zones: %zu are named where %s", zones->list.count,
                     environment->data[TNF_ENVIRONMENT_ZONE_COUNT].set ? "zone_count says another number"
                                                                       : "2 or 3 are used");
    tnf_findings_hint(context->findings, "name 2 or 3 zones, as many as zone_count says");
}

static void check_domain(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    static const int fields[] = {TNF_ENVIRONMENT_ZONE_ID, TNF_ENVIRONMENT_CERTIFICATE_ARN};
    if (environment->data[TNF_ENVIRONMENT_DOMAIN].set) return;
    for (size_t i = 0; i < TNF_ARRAY_LEN(fields); i++)
        if (environment->data[fields[i]].set)
            tnf_findings_add(context->findings, TNF_RULE_DOMAIN, environment, fields[i], -1,
                             "%s: is given without a domain", environment->entity->fields[fields[i]].name);
}

/* Against those before it, so that two are reported once. */
static void check_hardening(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    if (!tnf_record_bool(environment, TNF_ENVIRONMENT_HARDENING, false)) return;
    const struct tnf_site site = tnf_effective_site(context->platform, environment, NULL);
    for (const struct tnf_record *other = context->environments.items; other < environment; other++) {
        const struct tnf_site taken = tnf_effective_site(context->platform, other, NULL);
        if (!tnf_record_bool(other, TNF_ENVIRONMENT_HARDENING, false) || !tnf_site_eq(&site, &taken)) continue;
        tnf_findings_add(context->findings, TNF_RULE_HARDENING, environment, TNF_ENVIRONMENT_HARDENING, -1,
                         "hardening: environment %.*s has it already in the same account and region",
                         TNF_SV_ARG(other->data[TNF_ENVIRONMENT_NAME].string));
        return;
    }
}

static void check_budget(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    if (!environment->data[TNF_ENVIRONMENT_BUDGET].set) return;
    tnf_rules_told(context, environment, TNF_ENVIRONMENT_BUDGET, environment);
}

void tnf_rules_told(const struct tnf_rules_context *context, const struct tnf_record *record, size_t field,
                    const struct tnf_record *environment) {
    if (environment->data[TNF_ENVIRONMENT_ALARM_EMAIL].set) return;
    if (context->platform == NULL || context->platform->data[TNF_PLATFORM_OWNER].set) return;
    tnf_findings_add(context->findings, TNF_RULE_BUDGET, record, (int)field, -1, "%s: nobody would be told of it",
                     record->entity->fields[field].name);
}

/* arn:partition:service:region:account:resource */
static struct tnf_strview account_of_arn(struct tnf_strview arn) {
    for (int part = 0; part < 4; part++) (void)tnf_sv_next(&arn, ':');
    return tnf_sv_next(&arn, ':');
}

static bool has_workflows(const struct tnf_rules_context *context) {
    return context->platform != NULL && context->platform->data[TNF_PLATFORM_GITHUB_REPOSITORY].set;
}

static void check_platform(const struct tnf_rules_context *context) {
    if (!has_workflows(context) || context->platform->data[TNF_PLATFORM_ACCOUNT_ID].set) return;
    tnf_findings_add(context->findings, TNF_RULE_WORKFLOW_ACCOUNT, context->platform, TNF_PLATFORM_GITHUB_REPOSITORY,
                     -1, "github_repository: is given without account_id");
}

/* `role` is that of the stack in `account`, or empty. */
static void check_workflow_role(const struct tnf_rules_context *context, const struct tnf_record *record,
                                struct tnf_strview account, struct tnf_strview role) {
    if (role.len > 0 || account.len == 0 || !has_workflows(context)) return;
    const struct tnf_strview home = tnf_record_string(context->platform, TNF_PLATFORM_ACCOUNT_ID);
    if (home.len == 0 || tnf_sv_eq(account, home)) return;
    const bool placement = record->entity->id == TNF_ENTITY_PLACEMENT;
    tnf_findings_add(context->findings, TNF_RULE_WORKFLOW_ROLE, record,
                     placement ? (int)TNF_PLACEMENT_ACCOUNT_ID : (int)TNF_ENVIRONMENT_ACCOUNT_ID, -1,
                     "account_id: %.*s is not the platform's, and there is no role_arn", TNF_SV_ARG(account));
}

void tnf_rules_role(const struct tnf_rules_context *context, const struct tnf_record *environment,
                    const struct tnf_record *placement) {
    const bool own = placement != NULL && placement->data[TNF_PLACEMENT_ROLE_ARN].set;
    const struct tnf_strview role = tnf_effective_role(environment, placement);
    const struct tnf_strview account = tnf_effective_site(context->platform, environment, placement).account;
    const struct tnf_record *record = placement != NULL ? placement : environment;
    check_workflow_role(context, record, account, role);
    if (role.len == 0 || account.len == 0 || tnf_sv_eq(account_of_arn(role), account)) return;
    tnf_findings_add(context->findings, TNF_RULE_ROLE_ACCOUNT, record,
                     placement != NULL ? (int)TNF_PLACEMENT_ROLE_ARN : (int)TNF_ENVIRONMENT_ROLE_ARN, -1,
                     "role_arn: %s in account %.*s, and the stack is in %.*s",
                     placement != NULL && !own ? "the environment's is" : "is", TNF_SV_ARG(account_of_arn(role)),
                     TNF_SV_ARG(account));
}

static void check_environment(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    check_zones(context, environment);
    check_domain(context, environment);
    check_hardening(context, environment);
    check_budget(context, environment);
    tnf_rules_role(context, environment, NULL);
    tnf_rules_cidr_size(context, environment, TNF_ENVIRONMENT_CIDR);
    check_min_max(context, environment, TNF_ENVIRONMENT_SCALING_MIN, TNF_DEFAULT_SCALING_MIN,
                  TNF_ENVIRONMENT_SCALING_MAX, TNF_DEFAULT_SCALING_MAX);
}

void tnf_rules_shared(const struct tnf_rules_context *context) {
    check_platform(context);
    tnf_rules_names(context, &context->environments);
    tnf_rules_names(context, &context->gpu_pools);
    tnf_rules_names(context, &context->runner_clusters);
    for (size_t i = 0; i < context->environments.count; i++)
        check_environment(context, &context->environments.items[i]);
    for (size_t i = 0; i < context->gpu_pools.count; i++)
        check_min_max(context, &context->gpu_pools.items[i], TNF_GPU_POOL_MIN, 0, TNF_GPU_POOL_MAX, 1);
    tnf_rules_runner_clusters(context);
}

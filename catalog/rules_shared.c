/* Rules of what tenants share: platform, environments, GPU pools; runner clusters have a file of their own. */
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

const struct tnf_record *tnf_records_find(const struct tnf_records *records, const struct tnf_record *scope,
                                          size_t count, struct tnf_strview name) {
    for (size_t i = 0; i < records->count; i++) {
        const struct tnf_record *record = &records->items[i];
        bool same = tnf_sv_eq(record->data[tnf_entity_key_count(record->entity) - 1].string, name);
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

/* Empty when there is no platform to take it from. */
static struct tnf_strview region_of(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    const struct tnf_strview own = tnf_record_string(environment, TNF_ENVIRONMENT_REGION);
    return own.len > 0 || context->platform == NULL ? own : tnf_record_string(context->platform, TNF_PLATFORM_REGION);
}

static void check_zones(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    const struct tnf_datum *zones = &environment->data[TNF_ENVIRONMENT_ZONES];
    if (!zones->set) return;
    const struct tnf_strview region = region_of(context, environment);
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

static void check_environment(const struct tnf_rules_context *context, const struct tnf_record *environment) {
    check_zones(context, environment);
    check_domain(context, environment);
    tnf_rules_cidr_size(context, environment, TNF_ENVIRONMENT_CIDR);
    check_min_max(context, environment, TNF_ENVIRONMENT_SCALING_MIN, TNF_DEFAULT_SCALING_MIN,
                  TNF_ENVIRONMENT_SCALING_MAX, TNF_DEFAULT_SCALING_MAX);
}

void tnf_rules_shared(const struct tnf_rules_context *context) {
    for (size_t i = 0; i < context->environments.count; i++)
        check_environment(context, &context->environments.items[i]);
    for (size_t i = 0; i < context->gpu_pools.count; i++)
        check_min_max(context, &context->gpu_pools.items[i], TNF_GPU_POOL_MIN, 0, TNF_GPU_POOL_MAX, 1);
    tnf_rules_runner_clusters(context);
}

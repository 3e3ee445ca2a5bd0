/* All rules of one tenant. */
#include "catalog/complete.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

static bool is_pool(const struct tnf_tenant_rows *rows) {
    return tnf_sv_eq_c(rows->tenant.data[TNF_TENANT_ISOLATION].string, "pool");
}

static void check_pool_store(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                             enum tnf_entity_id entity) {
    for (size_t i = 0; is_pool(rows) && i < rows->of[entity].count; i++)
        tnf_findings_add(context->findings, TNF_RULE_POOL_STORES, &rows->of[entity].items[i], -1, -1,
                         "tenant %.*s is a pool tenant and shares the environment's",
                         TNF_SV_ARG(rows->tenant.data[TNF_TENANT_NAME].string));
}

static void check_cell(const struct tnf_rules_context *context, const struct tnf_record *tenant, bool pool) {
    if (pool || !tenant->data[TNF_TENANT_CELL].set) return;
    tnf_findings_add(context->findings, TNF_RULE_CELL_POOL, tenant, TNF_TENANT_CELL, -1,
                     "cell: is for pool tenants only, and this is a %.*s tenant",
                     TNF_SV_ARG(tenant->data[TNF_TENANT_ISOLATION].string));
}

static void check_volume_quota(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows) {
    const struct tnf_datum *quota = &rows->tenant.data[TNF_TENANT_QUOTA_VOLUMES];
    const size_t count = rows->of[TNF_ENTITY_VOLUME].count;
    if (!quota->set || (int64_t)count <= quota->integer) return;
    tnf_findings_add(context->findings, TNF_RULE_QUOTA_VOLUMES, &rows->tenant, TNF_TENANT_QUOTA_VOLUMES, -1,
                     "quota_volumes: there are %zu volumes, the quota is %" PRId64, count, quota->integer);
}

static void check_given(const struct tnf_rules_context *context, const struct tnf_record *record, size_t min_field,
                        size_t max_field) {
    if (record->data[min_field].set && record->data[max_field].set)
        tnf_rules_min_max(context, record, min_field, record->data[min_field].integer, max_field,
                          record->data[max_field].integer);
}

static void check_complete(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows) {
    const struct tnf_records *of = rows->of;
    if (!context->complete) return;
    for (size_t i = 0; i < of[TNF_ENTITY_PLACEMENT].count; i++)
        tnf_complete_stores(&rows->tenant, &of[TNF_ENTITY_PLACEMENT].items[i], &of[TNF_ENTITY_SERVICE],
                            &of[TNF_ENTITY_DATABASE], &of[TNF_ENTITY_CACHE], context->findings);
    tnf_complete_schedules(&of[TNF_ENTITY_SERVICE], &of[TNF_ENTITY_SCHEDULE], context->findings);
}

void tnf_rules_tenant(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows) {
    const struct tnf_records *of = rows->of;
    check_pool_store(context, rows, TNF_ENTITY_DATABASE);
    check_pool_store(context, rows, TNF_ENTITY_CACHE);
    check_cell(context, &rows->tenant, is_pool(rows));
    check_volume_quota(context, rows);
    for (size_t i = 0; i < TNF_ENTITY_COUNT; i++) tnf_rules_names(context, &of[i]);
    for (size_t i = 0; i < of[TNF_ENTITY_DATABASE].count; i++)
        check_given(context, &of[TNF_ENTITY_DATABASE].items[i], TNF_DATABASE_STORAGE, TNF_DATABASE_MAX_STORAGE);
    for (size_t i = 0; i < of[TNF_ENTITY_SERVICE].count; i++) {
        check_given(context, &of[TNF_ENTITY_SERVICE].items[i], TNF_SERVICE_SCALING_MIN, TNF_SERVICE_SCALING_MAX);
        tnf_rules_service(context, rows, &of[TNF_ENTITY_SERVICE].items[i]);
    }
    for (size_t i = 0; i < of[TNF_ENTITY_ROUTE].count; i++)
        tnf_rules_route(context, rows, &of[TNF_ENTITY_ROUTE].items[i]);
    for (size_t i = 0; i < of[TNF_ENTITY_PLACEMENT].count; i++)
        tnf_rules_placement(context, rows, &of[TNF_ENTITY_PLACEMENT].items[i]);
    check_complete(context, rows);
}

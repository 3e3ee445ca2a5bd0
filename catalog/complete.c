#include "catalog/complete.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/rules_span.h"

static void check_store(const struct tnf_record *placement, const struct tnf_record *service, size_t field,
                        const struct tnf_records *stores, enum tnf_rule_id rule, struct tnf_findings *findings) {
    const struct tnf_strview name = tnf_record_string(service, field);
    if (name.len == 0 || tnf_records_find(stores, placement, tnf_entity_key_count(placement->entity), name) != NULL)
        return;
    tnf_findings_add(findings, rule, service, (int)field, -1, "%s: %s does not exist in environment %.*s",
                     service->entity->fields[field].name, tnf_excerpt(name).text,
                     TNF_SV_ARG(placement->data[TNF_PLACEMENT_ENVIRONMENT].string));
}

void tnf_complete_stores(const struct tnf_record *tenant, const struct tnf_record *placement,
                         const struct tnf_records *services, const struct tnf_records *databases,
                         const struct tnf_records *caches, struct tnf_findings *findings) {
    if (tnf_sv_eq_c(tenant->data[TNF_TENANT_ISOLATION].string, "pool")) return;
    for (size_t i = 0; i < services->count; i++) {
        check_store(placement, &services->items[i], TNF_SERVICE_DATABASE, databases, TNF_RULE_DATABASE, findings);
        check_store(placement, &services->items[i], TNF_SERVICE_CACHE, caches, TNF_RULE_CACHE, findings);
    }
}

static bool has_schedule(const struct tnf_record *service, const struct tnf_records *schedules) {
    for (size_t i = 0; i < schedules->count; i++)
        if (tnf_sv_eq(schedules->items[i].data[TNF_SCHEDULE_SERVICE].string, service->data[TNF_SERVICE_NAME].string))
            return true;
    return false;
}

void tnf_complete_schedules(const struct tnf_records *services, const struct tnf_records *schedules,
                            struct tnf_findings *findings) {
    for (size_t i = 0; i < services->count; i++) {
        const struct tnf_record *service = &services->items[i];
        if (!tnf_sv_eq_c(tnf_service_kind(service), "scheduled") || has_schedule(service, schedules)) continue;
        tnf_findings_add(findings, TNF_RULE_SCHEDULE, service, TNF_SERVICE_KIND, -1,
                         "kind: scheduled, and there is no schedule");
    }
}

int tnf_bundle_complete(const struct tnf_bundle *bundle, struct tnf_error *err) {
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    tnf_complete_stores(&bundle->tenant, &bundle->placement, &bundle->services, &bundle->databases, &bundle->caches,
                        &findings);
    tnf_complete_schedules(&bundle->services, &bundle->schedules, &findings);
    return tnf_findings_error(&findings, err);
}

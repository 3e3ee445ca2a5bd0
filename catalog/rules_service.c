/* Rules of a service and of what nests under it. */
#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/entities/all.h"
#include "catalog/fargate.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

#include <inttypes.h>

static void check_size(const struct tnf_rules_context *context, const struct tnf_record *service) {
    if (!tnf_service_is_fargate(service)) return;
    const int64_t cpu = tnf_record_int(service, TNF_SERVICE_CPU, TNF_DEFAULT_SERVICE_CPU);
    const int64_t memory = tnf_record_int(service, TNF_SERVICE_MEMORY, TNF_DEFAULT_SERVICE_MEMORY);
    if (tnf_fargate_size_ok(cpu, memory)) return;
    if (!tnf_fargate_cpu_ok(cpu)) {
        tnf_findings_add(context->findings, TNF_RULE_FARGATE_SIZE, service, TNF_SERVICE_CPU, -1,
                         "cpu: %" PRId64 " is not a Fargate size", cpu);
        tnf_findings_hint(context->findings, "use 256, 512, 1024, 2048, 4096, 8192 or 16384 (AWS Fargate task sizes)");
        return;
    }
    const bool given = service->data[TNF_SERVICE_MEMORY].set;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf choices = TNF_STRBUF_INIT;
    tnf_fargate_add_memory_choices(&choices, cpu);
    tnf_findings_add(context->findings, TNF_RULE_FARGATE_SIZE, service, given ? TNF_SERVICE_MEMORY : TNF_SERVICE_CPU,
                     -1, "memory: %" PRId64 "%s is not a Fargate size for cpu %" PRId64, memory,
                     given ? "" : ", the default,", cpu);
    tnf_findings_hint(context->findings, "use %s (AWS Fargate task sizes)", choices.ptr);
}

static void check_secrets(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                          const struct tnf_record *service) {
    const struct tnf_datum *secrets = &service->data[TNF_SERVICE_SECRETS];
    for (size_t i = 0; secrets->set && i < secrets->list.count; i++) {
        if (tnf_records_find(&rows->of[TNF_ENTITY_SECRET], NULL, 0, secrets->list.items[i]) != NULL) continue;
        tnf_findings_add(context->findings, TNF_RULE_SECRET, service, TNF_SERVICE_SECRETS, (int)i,
                         "secrets: %s is not a secret of tenant %.*s", tnf_excerpt(secrets->list.items[i]).text,
                         TNF_SV_ARG(rows->tenant.data[TNF_TENANT_NAME].string));
    }
}

static const char *why_not_called(const struct tnf_tenant_rows *rows, const struct tnf_record *service,
                                  struct tnf_strview name) {
    const struct tnf_record *called = tnf_records_find(&rows->of[TNF_ENTITY_SERVICE], NULL, 0, name);
    if (called == NULL) return "is not a service of this tenant";
    if (called == service) return "is the service itself";
    return tnf_service_port(called) == 0 ? "has no port" : NULL;
}

static void check_calls(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                        const struct tnf_record *service) {
    const struct tnf_datum *calls = &service->data[TNF_SERVICE_CALLS];
    for (size_t i = 0; calls->set && i < calls->list.count; i++) {
        const char *why = why_not_called(rows, service, calls->list.items[i]);
        if (why != NULL)
            tnf_findings_add(context->findings, TNF_RULE_CALLS, service, TNF_SERVICE_CALLS, (int)i, "calls: %s %s",
                             tnf_excerpt(calls->list.items[i]).text, why);
    }
}

/* A store that the service names must be there wherever the tenant is placed. */
static void check_store(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                        const struct tnf_record *service, enum tnf_entity_id entity, int field, enum tnf_rule_id rule) {
    const struct tnf_strview name = tnf_record_string(service, (size_t)field);
    if (name.len == 0 || tnf_sv_eq_c(rows->tenant.data[TNF_TENANT_ISOLATION].string, "pool")) return;
    const struct tnf_records *placements = &rows->of[TNF_ENTITY_PLACEMENT];
    for (size_t i = 0; i < placements->count; i++) {
        if (tnf_records_find(&rows->of[entity], &placements->items[i], 2, name) != NULL) continue;
        tnf_findings_add(context->findings, rule, service, field, -1, "%s: %s does not exist in environment %.*s",
                         service->entity->fields[field].name, tnf_excerpt(name).text,
                         TNF_SV_ARG(placements->items[i].data[TNF_PLACEMENT_ENVIRONMENT].string));
    }
}

static void check_cluster(const struct tnf_rules_context *context, const struct tnf_record *service) {
    const struct tnf_strview name = tnf_record_string(service, TNF_SERVICE_CLUSTER);
    if (name.len == 0 || tnf_records_find(&context->runner_clusters, NULL, 0, name) == NULL) return;
    tnf_findings_add(context->findings, TNF_RULE_RUNNERS_ONLY, service, TNF_SERVICE_CLUSTER, -1,
                     "cluster: %.*s is a runner cluster, which runs CI and no application (policy %s)",
                     TNF_SV_ARG(name), tnf_rule(TNF_RULE_RUNNERS_ONLY)->id);
}

static void check_health(const struct tnf_rules_context *context, const struct tnf_record *service) {
    const int64_t interval = tnf_record_int(service, TNF_SERVICE_HEALTH_INTERVAL, TNF_DEFAULT_HEALTH_INTERVAL);
    const int64_t timeout = tnf_record_int(service, TNF_SERVICE_HEALTH_TIMEOUT, TNF_DEFAULT_HEALTH_TIMEOUT);
    if (timeout < interval) return;
    const bool given = service->data[TNF_SERVICE_HEALTH_TIMEOUT].set;
    tnf_findings_add(
        context->findings, TNF_RULE_HEALTH, service, given ? TNF_SERVICE_HEALTH_TIMEOUT : TNF_SERVICE_HEALTH_INTERVAL,
        -1, "health_timeout: %" PRId64 " s is not shorter than health_interval %" PRId64 " s", timeout, interval);
}

static bool is_of(const struct tnf_record *row, const struct tnf_record *service) {
    return tnf_sv_eq(row->data[1].string, service->data[TNF_SERVICE_NAME].string);
}

static void check_schedules(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                            const struct tnf_record *service) {
    const bool scheduled = tnf_sv_eq_c(tnf_service_kind(service), "scheduled");
    const struct tnf_records *schedules = &rows->of[TNF_ENTITY_SCHEDULE];
    size_t count = 0;
    for (size_t i = 0; i < schedules->count; i++) {
        if (!is_of(&schedules->items[i], service)) continue;
        count++;
        if (scheduled) continue;
        tnf_findings_add(context->findings, TNF_RULE_SCHEDULE, &schedules->items[i], -1, -1,
                         "service %.*s is not a scheduled one", TNF_SV_ARG(service->data[TNF_SERVICE_NAME].string));
        tnf_findings_hint(context->findings, "set the service's kind to scheduled, or remove the schedule");
    }
    if (!scheduled || count > 0) return;
    tnf_findings_add(context->findings, TNF_RULE_SCHEDULE, service, TNF_SERVICE_KIND, -1,
                     "kind: scheduled, and there is no schedule");
    tnf_findings_hint(context->findings, "add a schedule to the service");
}

static void check_volumes(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                          const struct tnf_record *service) {
    const struct tnf_records *volumes = &rows->of[TNF_ENTITY_VOLUME];
    for (size_t i = 0; i < volumes->count; i++) {
        if (!is_of(&volumes->items[i], service)) continue;
        for (size_t j = 0; j < i; j++) {
            if (!is_of(&volumes->items[j], service)) continue;
            if (!tnf_sv_eq(volumes->items[i].data[TNF_VOLUME_PATH].string,
                           volumes->items[j].data[TNF_VOLUME_PATH].string))
                continue;
            tnf_findings_add(context->findings, TNF_RULE_VOLUME_PATH, &volumes->items[i], TNF_VOLUME_PATH, -1,
                             "path: volume %.*s is mounted there too",
                             TNF_SV_ARG(volumes->items[j].data[TNF_VOLUME_NAME].string));
        }
    }
}

void tnf_rules_service(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                       const struct tnf_record *service) {
    check_size(context, service);
    check_secrets(context, rows, service);
    check_calls(context, rows, service);
    check_store(context, rows, service, TNF_ENTITY_DATABASE, TNF_SERVICE_DATABASE, TNF_RULE_DATABASE);
    check_store(context, rows, service, TNF_ENTITY_CACHE, TNF_SERVICE_CACHE, TNF_RULE_CACHE);
    check_cluster(context, service);
    check_health(context, service);
    check_schedules(context, rows, service);
    check_volumes(context, rows, service);
    tnf_rules_service_gpu(context, rows, service);
    tnf_rules_service_policy(context, service);
}

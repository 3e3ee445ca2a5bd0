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
    if (tnf_service_runs_once(service)) return;
    const struct tnf_records *schedules = &rows->of[TNF_ENTITY_SCHEDULE];
    for (size_t i = 0; i < schedules->count; i++) {
        if (!is_of(&schedules->items[i], service)) continue;
        tnf_findings_add(context->findings, TNF_RULE_SCHEDULE_KIND, &schedules->items[i], -1, -1,
                         "service %.*s is not a scheduled one", TNF_SV_ARG(service->data[TNF_SERVICE_NAME].string));
    }
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
    check_cluster(context, service);
    check_health(context, service);
    check_schedules(context, rows, service);
    check_volumes(context, rows, service);
    tnf_rules_service_gpu(context, rows, service);
    tnf_rules_service_policy(context, service);
}

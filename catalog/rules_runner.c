/* Rules of runner clusters. */
#include "catalog/defaults.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "catalog/rules_span.h"

static void check_numbers(const struct tnf_rules_context *context, const struct tnf_record *cluster) {
    const int64_t most = tnf_record_int(cluster, TNF_RUNNER_CLUSTER_RUNNER_MAX, TNF_DEFAULT_RUNNER_MAX);
    tnf_rules_min_max(context, cluster, TNF_RUNNER_CLUSTER_RUNNER_MIN,
                      tnf_record_int(cluster, TNF_RUNNER_CLUSTER_RUNNER_MIN, TNF_DEFAULT_RUNNER_MIN),
                      TNF_RUNNER_CLUSTER_RUNNER_MAX, most);
    tnf_rules_min_max(context, cluster, TNF_RUNNER_CLUSTER_IDLE_RUNNERS,
                      tnf_record_int(cluster, TNF_RUNNER_CLUSTER_IDLE_RUNNERS, TNF_DEFAULT_IDLE_RUNNERS),
                      TNF_RUNNER_CLUSTER_RUNNER_MAX, most);
}

/* An environment's clusters are in its account and region, where environments may share both. */
static void check_name(const struct tnf_rules_context *context, size_t index) {
    const struct tnf_record *cluster = &context->runner_clusters.items[index];
    const struct tnf_strview name = tnf_record_string(cluster, TNF_RUNNER_CLUSTER_NAME);
    for (size_t i = 0; i < index; i++) {
        const struct tnf_record *other = &context->runner_clusters.items[i];
        if (!tnf_sv_eq(tnf_record_string(other, TNF_RUNNER_CLUSTER_NAME), name)) continue;
        const struct tnf_strview environment = tnf_record_string(other, TNF_RUNNER_CLUSTER_ENVIRONMENT);
        tnf_findings_add(context->findings, TNF_RULE_RUNNER_NAME, cluster, TNF_RUNNER_CLUSTER_NAME, -1,
                         "name: environment %.*s has a runner cluster of that name too", TNF_SV_ARG(environment));
        return;
    }
}

static void check_endpoint(const struct tnf_rules_context *context, const struct tnf_record *cluster) {
    const struct tnf_datum *ranges = &cluster->data[TNF_RUNNER_CLUSTER_PUBLIC_CIDRS];
    const struct tnf_datum *public = &cluster->data[TNF_RUNNER_CLUSTER_PUBLIC_ENDPOINT];
    if (!public->set || !public->boolean) return;
    if (!ranges->set || ranges->list.count == 0)
        tnf_findings_add(context->findings, TNF_RULE_RUNNER_ENDPOINT, cluster, TNF_RUNNER_CLUSTER_PUBLIC_ENDPOINT, -1,
                         "public_endpoint: is true, and public_cidrs names nobody");
    for (size_t i = 0; ranges->set && i < ranges->list.count; i++)
        if (tnf_sv_ends_with(ranges->list.items[i], TNF_SV("/0")))
            tnf_findings_add(context->findings, TNF_RULE_RUNNER_ENDPOINT, cluster, TNF_RUNNER_CLUSTER_PUBLIC_CIDRS,
                             (int)i, "public_cidrs: %.*s is everybody", TNF_SV_ARG(ranges->list.items[i]));
}

static void check_github(const struct tnf_rules_context *context, const struct tnf_record *cluster) {
    const struct tnf_strview scheme = TNF_SV("https://");
    const struct tnf_datum *url = &cluster->data[TNF_RUNNER_CLUSTER_GITHUB_URL];
    if (!url->set) return;
    struct tnf_strview rest = tnf_sv_from(url->string, tnf_sv_starts_with(url->string, scheme) ? scheme.len : 0);
    const struct tnf_strview host = tnf_sv_next(&rest, '/');
    if (tnf_sv_starts_with(url->string, scheme) && host.len > 0 && rest.len > 0) return;
    tnf_findings_add(context->findings, TNF_RULE_RUNNER_GITHUB, cluster, TNF_RUNNER_CLUSTER_GITHUB_URL, -1,
                     "github_url: must be https, a host and the path of a repository, organisation or enterprise");
}

void tnf_rules_runner_clusters(const struct tnf_rules_context *context) {
    for (size_t i = 0; i < context->runner_clusters.count; i++) {
        const struct tnf_record *cluster = &context->runner_clusters.items[i];
        check_numbers(context, cluster);
        check_name(context, i);
        check_endpoint(context, cluster);
        check_github(context, cluster);
    }
}

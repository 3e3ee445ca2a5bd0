/* What an environment has of itself, and its runner clusters. */
#include "generator/report/graph/builder.h"

#include <inttypes.h>

static void add_shared(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    const size_t subnets = tnf_graph_at(builder, model->environment, "database");
    const size_t database =
        tnf_graph_place(builder, model, subnets, TNF_GRAPH_DATABASE,
                        tnf_graph_id(builder, model->environment, "shared_database"), TNF_SV("Shared RDS instance"));
    tnf_graph_describe_database(builder->graph, database, tnf_graph_value(model->value, "shared_database"));
    tnf_graph_detail(builder->graph, database, "a database and a role for each pool tenant");
    const size_t cache =
        tnf_graph_place(builder, model, subnets, TNF_GRAPH_CACHE,
                        tnf_graph_id(builder, model->environment, "shared_cache"), TNF_SV("Shared ElastiCache"));
    tnf_graph_describe_cache(builder->graph, cache, tnf_graph_value(model->value, "shared_cache"));
    tnf_graph_detail(builder->graph, cache, "a user for each pool tenant");
}

/* What bridge tenants have of their own, when each of them is one box. */
static void add_own(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                    const struct tnf_graph_tally *tally) {
    if (tally->databases > 0) {
        const size_t box = tnf_graph_place(
            builder, model, tnf_graph_at(builder, model->environment, "database"), TNF_GRAPH_DATABASE,
            tnf_graph_id(builder, model->environment, "own_databases"), TNF_SV("RDS instances of bridge tenants"));
        tnf_graph_detail(builder->graph, box, "%zu, each of one tenant alone", tally->databases);
    }
    if (tally->caches == 0) return;
    const size_t box = tnf_graph_place(builder, model, tnf_graph_at(builder, model->environment, "database"),
                                       TNF_GRAPH_CACHE, tnf_graph_id(builder, model->environment, "own_caches"),
                                       TNF_SV("ElastiCache of bridge tenants"));
    tnf_graph_detail(builder->graph, box, "%zu, each of one tenant alone", tally->caches);
}

void tnf_graph_platform(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    const struct tnf_graph_view *view = builder->view;
    const struct tnf_graph_tally *tally = tnf_graph_tally_of(builder, model->environment);
    if (view->runners && tally->runners == 0) return;
    if (view->tenant.len > 0 && tally->pool + tally->bridge == 0) return;
    tnf_graph_foundation(builder, model, model->environment, !view->runners);
    if (view->runners) return;
    if (tally->pool > 0) add_shared(builder, model);
    if (view->tenant.len == 0 && tally->pool + tally->bridge + tally->silo > 1) add_own(builder, model, tally);
}

/* "staging/runners/ci", below which everything of a runner cluster is. */
static struct tnf_strview runners_prefix(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    return tnf_arena_printf(builder->arena, "%.*s/runners/%.*s", TNF_SV_ARG(model->environment),
                            TNF_SV_ARG(tnf_graph_text(model->value, "cluster_name")));
}

static void add_node_group(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t cluster,
                           struct tnf_strview id, struct tnf_strview label, struct tnf_value nodes, int64_t min,
                           int64_t max) {
    const size_t box = tnf_graph_place(builder, model, cluster, TNF_GRAPH_NODES, id, label);
    const struct tnf_strview range = tnf_graph_range(builder->arena, min, max, "node");
    tnf_graph_detail(builder->graph, box, "%.*s · %.*s%s", TNF_SV_ARG(range),
                     TNF_SV_ARG(tnf_graph_text(nodes, "instance_type")), min == 0 ? " · scales to zero" : "");
}

static void add_control_plane(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t cluster,
                              struct tnf_strview prefix, struct tnf_value settings) {
    const size_t box = tnf_graph_place(builder, model, cluster, TNF_GRAPH_CONTROLLER,
                                       tnf_graph_id(builder, prefix, "control_plane"), TNF_SV("EKS control plane"));
    const size_t ranges = tnf_graph_count(settings, "public_cidrs");
    tnf_graph_detail(builder->graph, box, "Kubernetes %.*s", TNF_SV_ARG(tnf_graph_text(settings, "version")));
    if (ranges == 0)
        tnf_graph_detail(builder->graph, box, "private endpoint");
    else
        tnf_graph_detail(builder->graph, box, "public endpoint for %zu range%s", ranges, ranges == 1 ? "" : "s");
}

void tnf_graph_runners(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    if (builder->view->tenant.len > 0) return;
    const struct tnf_strview prefix = runners_prefix(builder, model);
    const struct tnf_strview name = tnf_graph_text(model->value, "cluster_name");
    const struct tnf_value settings = tnf_graph_value(model->value, "cluster");
    const struct tnf_value always = tnf_graph_value(settings, "system");
    const struct tnf_value runners = tnf_graph_value(settings, "runners");
    const int64_t count = tnf_graph_int(always, "count");
    struct tnf_graph *graph = builder->graph;
    const size_t cluster =
        tnf_graph_place(builder, model, tnf_graph_at(builder, model->environment, "app"), TNF_GRAPH_RUNNERS, prefix,
                        tnf_arena_printf(builder->arena, "EKS cluster %.*s", TNF_SV_ARG(name)));
    tnf_graph_detail(graph, cluster, "GitHub Actions runners, no applications");
    add_control_plane(builder, model, cluster, prefix, settings);
    add_node_group(builder, model, cluster, tnf_graph_id(builder, prefix, "system"), TNF_SV("System nodes"), always,
                   count, count);
    add_node_group(builder, model, cluster, tnf_graph_id(builder, prefix, "runner_nodes"), TNF_SV("Runner nodes"),
                   runners, tnf_graph_int(runners, "min"), tnf_graph_int(runners, "max"));
    const size_t always_on = tnf_graph_at(builder, prefix, "system");
    const size_t dns = tnf_graph_place(builder, model, always_on, TNF_GRAPH_CONTROLLER,
                                       tnf_graph_id(builder, prefix, "coredns"), TNF_SV("CoreDNS"));
    tnf_graph_detail(graph, dns, "names in the cluster");
    tnf_graph_connect(graph, tnf_graph_at(builder, prefix, "control_plane"), always_on, TNF_GRAPH_STARTS, TNF_SV(""));
    tnf_graph_connect(graph, cluster, tnf_graph_at(builder, model->environment, "nat"), TNF_GRAPH_EGRESS, TNF_SV(""));
    tnf_graph_connect(graph, cluster, tnf_graph_at(builder, model->environment, "endpoints"), TNF_GRAPH_EGRESS,
                      TNF_SV("443"));
}

static size_t add_github(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    const struct tnf_strview url = tnf_graph_text(model->value, "github_url");
    const struct tnf_strview id = tnf_arena_printf(builder->arena, "github/%.*s", TNF_SV_ARG(url));
    const size_t known = tnf_graph_find(builder->graph, id);
    if (known != TNF_GRAPH_NONE) return known;
    const size_t box = tnf_graph_place(builder, NULL, 0, TNF_GRAPH_GITHUB, id, TNF_SV("GitHub Actions"));
    if (url.len > 0) tnf_graph_detail(builder->graph, box, "%.*s", TNF_SV_ARG(url));
    return box;
}

void tnf_graph_charts(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    if (builder->view->tenant.len > 0) return;
    struct tnf_graph *graph = builder->graph;
    const struct tnf_strview prefix = runners_prefix(builder, model);
    const size_t always_on = tnf_graph_at(builder, prefix, "system");
    const size_t nodes = tnf_graph_at(builder, prefix, "runner_nodes");
    if (always_on == TNF_GRAPH_NONE || nodes == TNF_GRAPH_NONE) return;
    const size_t controller =
        tnf_graph_place(builder, model, always_on, TNF_GRAPH_CONTROLLER, tnf_graph_id(builder, prefix, "controller"),
                        TNF_SV("Actions Runner Controller"));
    const size_t autoscaler =
        tnf_graph_place(builder, model, always_on, TNF_GRAPH_CONTROLLER, tnf_graph_id(builder, prefix, "autoscaler"),
                        TNF_SV("Cluster Autoscaler"));
    const size_t pods = tnf_graph_place(builder, model, nodes, TNF_GRAPH_TASK, tnf_graph_id(builder, prefix, "pods"),
                                        TNF_SV("Runner pods"));
    tnf_graph_detail(graph, controller, "a pod for each job");
    tnf_graph_detail(graph, autoscaler, "nodes for pods that wait");
    tnf_graph_detail(graph, pods, "%" PRId64 " kept idle, %" PRId64 " at most",
                     tnf_graph_int(model->value, "idle_runners"), tnf_graph_int(model->value, "max_runners"));
    tnf_graph_connect(graph, add_github(builder, model), controller, TNF_GRAPH_STARTS, TNF_SV("jobs"));
    tnf_graph_connect(graph, controller, pods, TNF_GRAPH_STARTS, TNF_SV("pods"));
    tnf_graph_connect(graph, autoscaler, nodes, TNF_GRAPH_STARTS, TNF_SV("nodes"));
}

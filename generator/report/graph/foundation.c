/* Accounts, networks and what is once in them. */
#include "generator/report/graph/builder.h"

#include <inttypes.h>

size_t tnf_graph_region(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    const struct tnf_strview number = tnf_graph_text(model->value, "account_id");
    const struct tnf_strview name = tnf_graph_text(model->value, "region");
    const struct tnf_strview account_id = tnf_arena_printf(builder->arena, "account/%.*s", TNF_SV_ARG(number));
    const struct tnf_strview region_id =
        tnf_arena_printf(builder->arena, "%.*s/%.*s", TNF_SV_ARG(account_id), TNF_SV_ARG(name));
    size_t account = tnf_graph_find(builder->graph, account_id);
    if (account == TNF_GRAPH_NONE)
        account = tnf_graph_place(builder, NULL, 0, TNF_GRAPH_ACCOUNT, account_id,
                                  tnf_arena_printf(builder->arena, "AWS account %.*s", TNF_SV_ARG(number)));
    const size_t region = tnf_graph_find(builder->graph, region_id);
    if (region != TNF_GRAPH_NONE) return region;
    return tnf_graph_place(builder, NULL, account, TNF_GRAPH_REGION, region_id,
                           tnf_arena_printf(builder->arena, "Region %.*s", TNF_SV_ARG(name)));
}

/* A box for one tier of subnets: a line for each zone. */
static void add_subnets(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                        struct tnf_strview prefix, const char *tier, const char *label) {
    const size_t vpc = tnf_graph_at(builder, prefix, "vpc");
    const size_t subnets =
        tnf_graph_place(builder, model, vpc, TNF_GRAPH_SUBNETS, tnf_graph_id(builder, prefix, tier), tnf_sv(label));
    const struct tnf_value zones = tnf_graph_value(tnf_graph_value(model->value, "network"), "zones");
    if (zones.kind != TNF_VALUE_OBJECT) return;
    for (size_t i = 0; i < tnf_object_count(zones); i++) {
        const struct tnf_strview zone = tnf_object_key_at(zones, i);
        const struct tnf_strview cidr = tnf_graph_text(tnf_object_at(zones, i), tier);
        tnf_graph_detail(builder->graph, subnets, "%.*s %.*s", TNF_SV_ARG(zone), TNF_SV_ARG(cidr));
    }
}

static void add_nat(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, struct tnf_strview prefix) {
    const struct tnf_value network = tnf_graph_value(model->value, "network");
    const struct tnf_strview mode = tnf_graph_text(network, "nat");
    if (mode.len == 0 || tnf_sv_eq_c(mode, "none")) return;
    const size_t zones = tnf_graph_count(network, "zones");
    const size_t nat = tnf_graph_place(builder, model, tnf_graph_at(builder, prefix, "public"), TNF_GRAPH_NAT,
                                       tnf_graph_id(builder, prefix, "nat"), TNF_SV("NAT gateway"));
    if (tnf_sv_eq_c(mode, "per_zone"))
        tnf_graph_detail(builder->graph, nat, "%zu, one in each zone", zones);
    else
        tnf_graph_detail(builder->graph, nat, "one for all zones");
    tnf_graph_connect(builder->graph, nat, tnf_graph_internet(builder), TNF_GRAPH_EGRESS, TNF_SV(""));
}

static void add_endpoints(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                          struct tnf_strview prefix) {
    enum { SHOWN_MAX = 6 };
    const struct tnf_value list = tnf_graph_value(tnf_graph_value(model->value, "network"), "endpoints");
    const size_t count = list.kind == TNF_VALUE_LIST ? tnf_list_count(list) : 0;
    if (count == 0) return;
    const size_t box = tnf_graph_place(builder, model, tnf_graph_at(builder, prefix, "app"), TNF_GRAPH_ENDPOINTS,
                                       tnf_graph_id(builder, prefix, "endpoints"), TNF_SV("VPC endpoints"));
    for (size_t i = 0; i < count && i < SHOWN_MAX; i++)
        tnf_graph_detail(builder->graph, box, "%.*s", TNF_SV_ARG(tnf_list_at(list, i).text));
    if (count > SHOWN_MAX) tnf_graph_detail(builder->graph, box, "and %zu more", count - SHOWN_MAX);
}

static void add_balancer(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                         struct tnf_strview prefix, size_t before, const char *name, struct tnf_strview label) {
    const size_t box = tnf_graph_place(builder, model, tnf_graph_at(builder, prefix, "public"), TNF_GRAPH_BALANCER,
                                       tnf_graph_id(builder, prefix, name), label);
    tnf_graph_detail(builder->graph, box, "HTTPS 443, HTTP redirects");
    tnf_graph_connect(builder->graph, before, box, TNF_GRAPH_ROUTES, TNF_SV("443"));
}

static void add_balancers(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                          struct tnf_strview prefix) {
    if (!tnf_graph_bool(model->value, "has_load_balancer")) return;
    struct tnf_graph *graph = builder->graph;
    const struct tnf_value settings = tnf_graph_value(model->value, "load_balancer");
    const struct tnf_strview domain = tnf_graph_text(settings, "domain");
    size_t before = tnf_graph_place(builder, model, 0, TNF_GRAPH_DNS, tnf_graph_id(builder, prefix, "dns"), domain);
    tnf_graph_detail(graph, before,
                     tnf_graph_text(settings, "zone_id").len > 0 ? "Route 53" : "DNS that is kept elsewhere");
    tnf_graph_connect(graph, tnf_graph_internet(builder), before, TNF_GRAPH_ROUTES, TNF_SV(""));
    if (tnf_graph_bool(settings, "waf")) {
        const size_t region = graph->boxes[tnf_graph_at(builder, prefix, "vpc")].parent;
        const size_t waf = tnf_graph_place(builder, model, region, TNF_GRAPH_WAF, tnf_graph_id(builder, prefix, "waf"),
                                           TNF_SV("AWS WAF"));
        tnf_graph_connect(graph, before, waf, TNF_GRAPH_ROUTES, TNF_SV("443"));
        before = waf;
    }
    add_balancer(builder, model, prefix, before, "load_balancer", TNF_SV("Application Load Balancer"));
    const struct tnf_value more = tnf_graph_value(model->value, "more_load_balancers");
    for (size_t i = 0; i < tnf_graph_count(model->value, "more_load_balancers"); i++) {
        const struct tnf_strview number = tnf_list_at(more, i).text;
        const struct tnf_strview name = tnf_arena_printf(builder->arena, "load_balancers/%.*s", TNF_SV_ARG(number));
        add_balancer(builder, model, prefix, before, name.ptr,
                     tnf_arena_printf(builder->arena, "Load balancer %.*s", TNF_SV_ARG(number)));
    }
}

static void add_pool(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t cluster,
                     struct tnf_strview key, struct tnf_value pool) {
    const struct tnf_strview owner = tnf_graph_text(pool, "tenant");
    if (builder->physical.len > 0 && owner.len > 0 && !tnf_sv_eq(owner, builder->physical)) return;
    const struct tnf_strview own = tnf_graph_text(pool, "name");
    const struct tnf_strview name = own.len > 0 ? own : key;
    /* Services know their pool by the name of its capacity provider. */
    const struct tnf_strview id = tnf_arena_printf(builder->arena, "capacity/%.*s-%.*s",
                                                   TNF_SV_ARG(tnf_graph_text(model->value, "name")), TNF_SV_ARG(name));
    const struct tnf_strview label = tnf_arena_printf(builder->arena, "EC2 pool %.*s", TNF_SV_ARG(key));
    const size_t box = tnf_graph_place(builder, model, cluster, TNF_GRAPH_POOL, id, label);
    const struct tnf_strview range =
        tnf_graph_range(builder->arena, tnf_graph_int(pool, "min"), tnf_graph_int(pool, "max"), "instance");
    tnf_graph_detail(builder->graph, box, "%.*s%s", TNF_SV_ARG(tnf_graph_text(pool, "instance_type")),
                     tnf_graph_bool(pool, "spot") ? " Spot" : "");
    tnf_graph_detail(builder->graph, box, "%.*s", TNF_SV_ARG(range));
    if (owner.len > 0) tnf_graph_detail(builder->graph, box, "only for %.*s", TNF_SV_ARG(owner));
}

static void add_cluster(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                        struct tnf_strview prefix) {
    const struct tnf_strview name = tnf_graph_text(model->value, "name");
    const size_t cluster = tnf_graph_place(builder, model, tnf_graph_at(builder, prefix, "app"), TNF_GRAPH_CLUSTER,
                                           tnf_graph_id(builder, prefix, "cluster"),
                                           tnf_arena_printf(builder->arena, "ECS cluster %.*s", TNF_SV_ARG(name)));
    const struct tnf_value pools = tnf_graph_value(model->value, "pools");
    for (size_t i = 0; i < tnf_graph_count(model->value, "pools"); i++)
        add_pool(builder, model, cluster, tnf_object_key_at(pools, i), tnf_object_at(pools, i));
    tnf_graph_connect(builder->graph, cluster, tnf_graph_at(builder, prefix, "nat"), TNF_GRAPH_EGRESS, TNF_SV(""));
    tnf_graph_connect(builder->graph, cluster, tnf_graph_at(builder, prefix, "endpoints"), TNF_GRAPH_EGRESS,
                      TNF_SV("443"));
}

void tnf_graph_foundation(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                          struct tnf_strview prefix, bool services) {
    const struct tnf_value network = tnf_graph_value(model->value, "network");
    const struct tnf_strview label = tnf_arena_printf(builder->arena, "VPC %.*s", TNF_SV_ARG(prefix));
    const size_t vpc = tnf_graph_place(builder, model, tnf_graph_region(builder, model), TNF_GRAPH_VPC,
                                       tnf_graph_id(builder, prefix, "vpc"), label);
    tnf_graph_detail(builder->graph, vpc, "%.*s%s", TNF_SV_ARG(tnf_graph_text(network, "cidr")),
                     tnf_graph_bool(network, "flow_logs") ? " · flow logs" : "");
    add_subnets(builder, model, prefix, "public", "Public subnets");
    add_subnets(builder, model, prefix, "app", "Private app subnets");
    if (services) add_subnets(builder, model, prefix, "database", "Database subnets");
    if (services) add_balancers(builder, model, prefix);
    add_nat(builder, model, prefix);
    add_endpoints(builder, model, prefix);
    if (services) add_cluster(builder, model, prefix);
}

void tnf_graph_describe_database(struct tnf_graph *graph, size_t box, struct tnf_value database) {
    tnf_graph_detail(graph, box, "PostgreSQL %.*s", TNF_SV_ARG(tnf_graph_text(database, "version")));
    tnf_graph_detail(graph, box, "%.*s · %" PRId64 " GiB", TNF_SV_ARG(tnf_graph_text(database, "class")),
                     tnf_graph_int(database, "storage"));
    tnf_graph_detail(graph, box, tnf_graph_bool(database, "multi_az") ? "Multi-AZ" : "single AZ");
}

void tnf_graph_describe_cache(struct tnf_graph *graph, size_t box, struct tnf_value cache) {
    const int64_t replicas = tnf_graph_int(cache, "replicas");
    tnf_graph_detail(graph, box, "Redis %.*s", TNF_SV_ARG(tnf_graph_text(cache, "version")));
    tnf_graph_detail(graph, box, "%.*s", TNF_SV_ARG(tnf_graph_text(cache, "node_type")));
    if (replicas > 0) tnf_graph_detail(graph, box, "%" PRId64 " replica%s", replicas, replicas == 1 ? "" : "s");
}

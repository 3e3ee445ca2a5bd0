/* A tenant as one box among others. */
#include "generator/report/graph/builder.h"

enum { SERVICES_MAX = 6 };

struct isolation {
    const char *name; /* and key of the model */
    const char *label;
    const char *detail;
};

static struct isolation isolation_of(struct tnf_value tenant) {
    if (tnf_graph_bool(tenant, "pool"))
        return (struct isolation){"pool", "Pool tenants", "own databases and roles on shared instances"};
    if (tnf_graph_bool(tenant, "bridge"))
        return (struct isolation){"bridge", "Bridge tenants", "own database and cache, shared network"};
    return (struct isolation){"silo", "Silo tenants", "a network and everything in it for each"};
}

/* What the tenants of an isolation have to do with what is around them. */
static void connect_group(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t group,
                          struct isolation isolation) {
    struct tnf_graph *graph = builder->graph;
    const bool pool = isolation.name[0] == 'p';
    if (isolation.name[0] == 's') return;
    tnf_graph_connect(graph, group,
                      tnf_graph_at(builder, model->environment, pool ? "shared_database" : "own_databases"),
                      TNF_GRAPH_DATA, TNF_SV("5432"));
    tnf_graph_connect(graph, group, tnf_graph_at(builder, model->environment, pool ? "shared_cache" : "own_caches"),
                      TNF_GRAPH_DATA, TNF_SV("6379"));
}

/* The group of the isolation: in the cluster that they share, or, of silo tenants, in the region of each. */
static size_t group_of(struct tnf_graph_builder *builder, const struct tnf_stack_model *model,
                       struct isolation isolation) {
    const bool silo = isolation.name[0] == 's';
    const size_t parent =
        silo ? tnf_graph_region(builder, model) : tnf_graph_at(builder, model->environment, "cluster");
    const struct tnf_strview where = silo ? builder->graph->boxes[parent].id : TNF_SV("tenants");
    const struct tnf_strview id = tnf_arena_printf(builder->arena, "%.*s/%.*s/%s", TNF_SV_ARG(model->environment),
                                                   TNF_SV_ARG(where), isolation.name);
    const size_t known = tnf_graph_find(builder->graph, id);
    if (known != TNF_GRAPH_NONE) return known;
    const struct tnf_graph_box box = {
        .kind = TNF_GRAPH_TENANTS,
        .parent = parent,
        .id = id,
        .label = silo ? tnf_arena_printf(builder->arena, "%s of %.*s", isolation.label, TNF_SV_ARG(model->environment))
                      : tnf_sv(isolation.label),
        .environment = model->environment,
        .cents = TNF_GRAPH_COST_UNKNOWN,
    };
    const size_t group = tnf_graph_add(builder->graph, &box);
    tnf_graph_detail(builder->graph, group, "%s", isolation.detail);
    connect_group(builder, model, group, isolation);
    return group;
}

static bool has_routes(struct tnf_value services) {
    for (size_t i = 0; services.kind == TNF_VALUE_OBJECT && i < tnf_object_count(services); i++)
        if (tnf_graph_count(tnf_object_at(services, i), "routes") > 0) return true;
    return false;
}

/* Requests reach the tenants of a group through the load balancers that their routes are on. */
static void connect_routes(struct tnf_graph_builder *builder, const struct tnf_stack_model *model, size_t group) {
    if (!has_routes(tnf_graph_value(model->value, "services"))) return;
    struct tnf_graph *graph = builder->graph;
    if (tnf_graph_bool(model->value, "silo")) {
        tnf_graph_connect(graph, tnf_graph_internet(builder), group, TNF_GRAPH_ROUTES, TNF_SV("443"));
        return;
    }
    const struct tnf_strview id = tnf_arena_printf(builder->arena, "%.*s/%.*s", TNF_SV_ARG(model->environment),
                                                   TNF_SV_ARG(tnf_graph_text(model->value, "balancer")));
    tnf_graph_connect(graph, tnf_graph_find(graph, id), group, TNF_GRAPH_ROUTES, TNF_SV("443"));
}

static void add_services(struct tnf_graph_builder *builder, size_t box, const struct tnf_stack_model *model) {
    const struct tnf_value services = tnf_graph_value(model->value, "services");
    const size_t count = tnf_graph_count(model->value, "services");
    for (size_t i = 0; i < count && (i < SERVICES_MAX || count == SERVICES_MAX + 1); i++) {
        const struct tnf_value service = tnf_object_at(services, i);
        const struct tnf_strview size =
            tnf_graph_size_of(builder->arena, service, tnf_graph_bool(model->value, "suspended"));
        tnf_graph_detail(builder->graph, box, "%.*s · %.*s", TNF_SV_ARG(tnf_object_key_at(services, i)),
                         TNF_SV_ARG(size));
    }
    if (count > SERVICES_MAX + 1) tnf_graph_detail(builder->graph, box, "and %zu more services", count - SERVICES_MAX);
    if (count == 0) tnf_graph_detail(builder->graph, box, "no services");
}

static size_t children_of(const struct tnf_graph *graph, size_t group) {
    size_t count = 0;
    for (size_t i = group + 1; i < graph->box_count; i++) count += graph->boxes[i].parent == group;
    return count;
}

/* One more of a group without a box of its own. */
static void skip(struct tnf_graph_builder *builder, size_t group) {
    for (size_t i = 0; i < builder->crowd_count; i++) {
        if (builder->crowds[i].group != group) continue;
        builder->crowds[i].skipped++;
        return;
    }
    builder->crowds = tnf_arena_grow(builder->arena, builder->crowds, builder->crowd_count, &builder->crowd_capacity,
                                     sizeof(*builder->crowds));
    builder->crowds[builder->crowd_count++] = (struct tnf_graph_crowd){.group = group, .skipped = 1};
}

void tnf_graph_add_crowds(struct tnf_graph_builder *builder) {
    for (size_t i = 0; i < builder->crowd_count; i++) {
        const size_t group = builder->crowds[i].group;
        const struct tnf_graph_box *of = &builder->graph->boxes[group];
        const struct tnf_graph_box box = {
            .kind = TNF_GRAPH_TENANT_SUMMARY,
            .parent = group,
            .id = tnf_arena_printf(builder->arena, "%.*s/more", TNF_SV_ARG(of->id)),
            .label = tnf_arena_printf(builder->arena, "and %zu more tenant%s", builder->crowds[i].skipped,
                                      builder->crowds[i].skipped == 1 ? "" : "s"),
            .environment = of->environment,
            .cents = TNF_GRAPH_COST_UNKNOWN,
        };
        (void)tnf_graph_add(builder->graph, &box);
    }
}

void tnf_graph_tenant_summary(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    const struct isolation isolation = isolation_of(model->value);
    const size_t group = group_of(builder, model, isolation);
    const size_t count = children_of(builder->graph, group);
    connect_routes(builder, model, group);
    if (count == TNF_GRAPH_TENANTS_MAX) {
        skip(builder, group);
        return;
    }
    const size_t box = tnf_graph_place(
        builder, model, group, TNF_GRAPH_TENANT_SUMMARY,
        tnf_arena_printf(builder->arena, "%.*s/%.*s", TNF_SV_ARG(model->environment), TNF_SV_ARG(model->tenant)),
        model->tenant);
    add_services(builder, box, model);
    if (tnf_graph_bool(model->value, "silo"))
        tnf_graph_detail(builder->graph, box, "VPC %.*s",
                         TNF_SV_ARG(tnf_graph_text(tnf_graph_value(model->value, "network"), "cidr")));
}

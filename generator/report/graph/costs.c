#include "generator/report/graph/costs.h"

#include "base/memory.h"

#include <string.h>

/* Which box a resource is of, by how its address in the tenant's or the environment's module begins: ids of boxes begin
 * with their owner's, and some end in the row that the line is for. */
static const struct {
    const char *address;
    const char *box;
    bool row;
} places[] = {
    {"module.services[", "/service/", true},
    {"module.database[", "/database/", true},
    {"module.cache[", "/cache/", true},
    {"module.files.", "/files", false},
    {"module.shared_database.", "/shared_database", false},
    {"module.shared_cache.", "/shared_cache", false},
    {"module.network.aws_nat_gateway.", "/nat", false},
    {"module.network.aws_vpc_endpoint.", "/endpoints", false},
    {"module.load_balancer.aws_lb.", "/load_balancer", false},
    {"module.load_balancer.aws_wafv2_web_acl.", "/waf", false},
};

/* In a cell a tenant's resources are in a module of its own. */
static struct tnf_strview own_address(struct tnf_strview address) {
    static const char module[] = "module.";
    const struct tnf_strview inner = tnf_sv_from(address, strlen(module));
    const size_t end = tnf_sv_find(inner, '.');
    const struct tnf_strview rest = tnf_sv_from(inner, end + 1);
    return tnf_sv_starts_with(rest, tnf_sv(module)) ? rest : address;
}

static size_t box_of(const struct tnf_graph *graph, const struct tnf_cost_line *line, struct tnf_arena *arena) {
    const struct tnf_strview address = own_address(line->address);
    if (tnf_sv_starts_with(address, TNF_SV("module.cluster.aws_eks_cluster.")))
        return tnf_graph_find(graph, tnf_arena_printf(arena, "%.*s/runners/%.*s/control_plane",
                                                      TNF_SV_ARG(line->environment), TNF_SV_ARG(line->row)));
    for (size_t i = 0; i < TNF_ARRAY_LEN(places); i++) {
        if (!tnf_sv_starts_with(address, tnf_sv(places[i].address))) continue;
        return tnf_graph_find(graph, tnf_arena_printf(arena, "%.*s%s%.*s%s%.*s", TNF_SV_ARG(line->environment),
                                                      line->tenant.len > 0 ? "/" : "", TNF_SV_ARG(line->tenant),
                                                      places[i].box, places[i].row ? (int)line->row.len : 0,
                                                      line->row.len > 0 ? line->row.ptr : ""));
    }
    return TNF_GRAPH_NONE;
}

static void set_tenants(struct tnf_graph *graph, const struct tnf_cost *cost) {
    for (size_t i = 0; i < graph->box_count; i++) {
        struct tnf_graph_box *box = &graph->boxes[i];
        if ((box->kind != TNF_GRAPH_TENANT && box->kind != TNF_GRAPH_TENANT_SUMMARY) || box->tenant.len == 0) continue;
        const struct tnf_cost_tenant *tenant = tnf_cost_find_tenant(cost, box->environment, box->tenant);
        if (tenant != NULL) box->cents = tnf_cost_sum(tenant->own) + tnf_cost_sum(tenant->shared);
    }
}

void tnf_graph_set_costs(struct tnf_graph *graph, const struct tnf_cost *cost) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        const size_t box = line->price == NULL ? TNF_GRAPH_NONE : box_of(graph, line, &arena);
        if (box == TNF_GRAPH_NONE) continue;
        if (graph->boxes[box].cents == TNF_GRAPH_COST_UNKNOWN) graph->boxes[box].cents = 0;
        graph->boxes[box].cents += line->cents;
    }
    set_tenants(graph, cost);
    tnf_arena_release(&arena);
}

void tnf_graph_show_costs(struct tnf_graph *graph) {
    for (size_t i = 0; i < graph->box_count; i++) {
        if (graph->boxes[i].cents == TNF_GRAPH_COST_UNKNOWN) continue;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf amount = TNF_STRBUF_INIT;
        tnf_money_add(&amount, graph->boxes[i].cents);
        tnf_graph_detail(graph, i, "$%s a month", amount.ptr);
    }
}

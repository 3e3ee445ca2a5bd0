#include "generator/report/graph/graph.h"

#include "base/memory.h"
#include "base/plain.h"

#include <stdarg.h>

const struct tnf_graph_kind_text tnf_graph_kinds[TNF_GRAPH_KIND_COUNT] = {
    [TNF_GRAPH_PICTURE] = {"picture", "Picture"},
    [TNF_GRAPH_ACCOUNT] = {"account", "AWS account"},
    [TNF_GRAPH_REGION] = {"region", "Region"},
    [TNF_GRAPH_VPC] = {"vpc", "VPC"},
    [TNF_GRAPH_SUBNETS] = {"subnets", "Subnets"},
    [TNF_GRAPH_CLUSTER] = {"cluster", "ECS cluster"},
    [TNF_GRAPH_TENANTS] = {"tenants", "Tenants"},
    [TNF_GRAPH_TENANT] = {"tenant", "Tenant"},
    [TNF_GRAPH_RUNNERS] = {"runner_cluster", "Runner cluster"},
    [TNF_GRAPH_INTERNET] = {"internet", "Internet"},
    [TNF_GRAPH_DNS] = {"dns", "DNS"},
    [TNF_GRAPH_WAF] = {"waf", "Web application firewall"},
    [TNF_GRAPH_BALANCER] = {"load_balancer", "Application Load Balancer"},
    [TNF_GRAPH_ROUTE] = {"route", "Listener rule"},
    [TNF_GRAPH_SCHEDULE] = {"schedule", "Schedule"},
    [TNF_GRAPH_SERVICE] = {"service", "Service"},
    [TNF_GRAPH_TASK] = {"task", "Task"},
    [TNF_GRAPH_TENANT_SUMMARY] = {"tenant_summary", "Tenant"},
    [TNF_GRAPH_DATABASE] = {"database", "Database"},
    [TNF_GRAPH_CACHE] = {"cache", "Cache"},
    [TNF_GRAPH_FILES] = {"file_system", "File system"},
    [TNF_GRAPH_SECRETS] = {"secrets", "Secrets"},
    [TNF_GRAPH_POOL] = {"pool", "EC2 pool"},
    [TNF_GRAPH_NAT] = {"nat", "NAT gateway"},
    [TNF_GRAPH_ENDPOINTS] = {"endpoints", "VPC endpoints"},
    [TNF_GRAPH_NODES] = {"nodes", "Node group"},
    [TNF_GRAPH_CONTROLLER] = {"controller", "Controller"},
    [TNF_GRAPH_GITHUB] = {"github", "GitHub"},
    [TNF_GRAPH_GUARD] = {"guard", "Account security"},
};

const struct tnf_graph_kind_text tnf_graph_lines[TNF_GRAPH_LINE_COUNT] = {
    [TNF_GRAPH_ROUTES] = {"routes", "requests"},
    [TNF_GRAPH_CALLS] = {"calls", "calls"},
    [TNF_GRAPH_DATA] = {"data", "data"},
    [TNF_GRAPH_MOUNTS] = {"mounts", "mounts"},
    [TNF_GRAPH_READS] = {"reads", "reads a secret"},
    [TNF_GRAPH_RUNS_ON] = {"runs_on", "runs on"},
    [TNF_GRAPH_STARTS] = {"starts", "starts"},
    [TNF_GRAPH_EGRESS] = {"egress", "leaves the network"},
};

static struct tnf_strview copy(struct tnf_graph *graph, struct tnf_strview text) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf plain = TNF_STRBUF_INIT;
    tnf_plain_add(&plain, text, TNF_GRAPH_TEXT_MAX);
    return tnf_arena_sv(&graph->arena, tnf_strbuf_view(&plain));
}

size_t tnf_graph_add(struct tnf_graph *graph, const struct tnf_graph_box *box) {
    graph->boxes = tnf_arena_grow(&graph->arena, graph->boxes, graph->box_count, &graph->box_capacity, sizeof(*box));
    struct tnf_graph_box *added = &graph->boxes[graph->box_count];
    *added = (struct tnf_graph_box){
        .kind = box->kind,
        .parent = box->parent,
        .id = copy(graph, box->id),
        .label = copy(graph, box->label),
        .environment = copy(graph, box->environment),
        .tenant = copy(graph, box->tenant),
        .service = copy(graph, box->service),
        .cents = box->cents,
    };
    return graph->box_count++;
}

void tnf_graph_init(struct tnf_graph *graph, struct tnf_strview title) {
    *graph = (struct tnf_graph){.arena = TNF_ARENA_INIT};
    const struct tnf_graph_box picture = {
        .kind = TNF_GRAPH_PICTURE,
        .parent = TNF_GRAPH_NONE,
        .id = TNF_SV("picture"),
        .label = title,
        .cents = TNF_GRAPH_COST_UNKNOWN,
    };
    (void)tnf_graph_add(graph, &picture);
}

void tnf_graph_release(struct tnf_graph *graph) {
    tnf_arena_release(&graph->arena);
}

void tnf_graph_detail(struct tnf_graph *graph, size_t box, const char *format, ...) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    va_list args;
    va_start(args, format);
    tnf_strbuf_addv(&text, format, args);
    va_end(args);
    struct tnf_graph_box *of = &graph->boxes[box];
    of->details =
        tnf_arena_grow(&graph->arena, of->details, of->detail_count, &of->detail_capacity, sizeof(*of->details));
    of->details[of->detail_count++] = copy(graph, tnf_strbuf_view(&text));
}

bool tnf_graph_is_group(enum tnf_graph_kind kind) {
    return (int)kind < (int)TNF_GRAPH_GROUP_KINDS;
}

bool tnf_graph_holds(const struct tnf_graph *graph, size_t outer, size_t box) {
    while (box != TNF_GRAPH_NONE && box > outer) box = graph->boxes[box].parent;
    return box == outer;
}

void tnf_graph_connect(struct tnf_graph *graph, size_t from, size_t to, enum tnf_graph_line line,
                       struct tnf_strview label) {
    if (from == TNF_GRAPH_NONE || to == TNF_GRAPH_NONE) return;
    if (tnf_graph_holds(graph, from, to) || tnf_graph_holds(graph, to, from)) return;
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_edge *edge = &graph->edges[i];
        if (edge->from == from && edge->to == to && edge->line == line) return;
    }
    graph->edges =
        tnf_arena_grow(&graph->arena, graph->edges, graph->edge_count, &graph->edge_capacity, sizeof(*graph->edges));
    graph->edges[graph->edge_count++] =
        (struct tnf_graph_edge){.from = from, .to = to, .line = line, .label = copy(graph, label)};
}

size_t tnf_graph_find(const struct tnf_graph *graph, struct tnf_strview id) {
    for (size_t i = 0; i < graph->box_count; i++)
        if (tnf_sv_eq(graph->boxes[i].id, id)) return i;
    return TNF_GRAPH_NONE;
}

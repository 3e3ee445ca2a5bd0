/* Which column each box of a group is in. */
#include "base/memory.h"
#include "generator/report/graph/parts.h"

/* Index of the sibling that is `box` or holds it, or TNF_GRAPH_NONE. */
static size_t sibling_of(const struct tnf_graph *graph, size_t group, const struct tnf_graph_siblings *siblings,
                         size_t box) {
    while (box != TNF_GRAPH_NONE && box > group && graph->boxes[box].parent != group) box = graph->boxes[box].parent;
    for (size_t i = 0; i < siblings->count; i++)
        if (siblings->boxes[i] == box) return i;
    return TNF_GRAPH_NONE;
}

static void link_siblings(struct tnf_arena *arena, struct tnf_graph_siblings *siblings, size_t from, size_t to,
                          size_t edge) {
    if (from == TNF_GRAPH_NONE || to == TNF_GRAPH_NONE || from == to) return;
    siblings->links = tnf_arena_grow(arena, siblings->links, siblings->link_count, &siblings->link_capacity,
                                     sizeof(*siblings->links));
    siblings->links[siblings->link_count++] = (struct tnf_graph_link){from, to, edge};
}

/* Tiers of a network stand in their order, and networks with their tenants after what guards them. */
static bool follows(enum tnf_graph_kind before, enum tnf_graph_kind after, bool next) {
    if (before == TNF_GRAPH_WAF) return after == TNF_GRAPH_TENANTS;
    return next && before == TNF_GRAPH_SUBNETS && after == TNF_GRAPH_SUBNETS;
}

static void link_by_kind(struct tnf_arena *arena, const struct tnf_graph *graph, struct tnf_graph_siblings *siblings) {
    for (size_t i = 0; i < siblings->count; i++)
        for (size_t j = 0; j < siblings->count; j++)
            if (follows(graph->boxes[siblings->boxes[i]].kind, graph->boxes[siblings->boxes[j]].kind, j == i + 1))
                link_siblings(arena, siblings, i, j, TNF_GRAPH_NONE);
}

/* What leaves the network leads back to where requests come from. */
static bool orders(const struct tnf_graph *graph, const struct tnf_graph_edge *edge) {
    return edge->line != TNF_GRAPH_EGRESS || graph->boxes[edge->to].kind == TNF_GRAPH_ENDPOINTS;
}

static void read_siblings(struct tnf_arena *arena, const struct tnf_graph *graph, size_t group,
                          struct tnf_graph_siblings *siblings) {
    siblings->boxes = TNF_ARENA_ARRAY(arena, size_t, graph->box_count);
    for (size_t i = group + 1; i < graph->box_count; i++)
        if (graph->boxes[i].parent == group) siblings->boxes[siblings->count++] = i;
    siblings->ranks = TNF_ARENA_ARRAY(arena, int, siblings->count + 1);
    link_by_kind(arena, graph, siblings);
    for (size_t i = 0; i < graph->edge_count; i++)
        if (orders(graph, &graph->edges[i]))
            link_siblings(arena, siblings, sibling_of(graph, group, siblings, graph->edges[i].from),
                          sibling_of(graph, group, siblings, graph->edges[i].to), i);
}

enum mark { UNSEEN, OPEN, CLOSED };

/* Turns around the links that lead back to where the way came from. */
static void open_circles(struct tnf_graph_siblings *siblings, enum mark *marks, size_t from) {
    marks[from] = OPEN;
    for (size_t i = 0; i < siblings->link_count; i++) {
        struct tnf_graph_link *link = &siblings->links[i];
        if (link->from != from) continue;
        if (marks[link->to] == UNSEEN) open_circles(siblings, marks, link->to);
        if (marks[link->to] == OPEN) *link = (struct tnf_graph_link){link->to, link->from, link->edge};
    }
    marks[from] = CLOSED;
}

/* Kinds that stand before what they start, and after what they serve, whether a line says so or not. */
static int stage_of(enum tnf_graph_kind kind) {
    if (kind == TNF_GRAPH_ROUTE || kind == TNF_GRAPH_SCHEDULE) return 0;
    return kind == TNF_GRAPH_POOL || kind == TNF_GRAPH_ENDPOINTS ? 2 : 1;
}

static void first_ranks(const struct tnf_graph *graph, struct tnf_graph_siblings *siblings) {
    for (size_t i = 0; i < siblings->count; i++) siblings->ranks[i] = stage_of(graph->boxes[siblings->boxes[i]].kind);
}

/* Columns without a box are left out: ranks are numbered anew. */
static void close_holes(struct tnf_arena *arena, struct tnf_graph_siblings *siblings) {
    int highest = 0;
    for (size_t i = 0; i < siblings->count; i++)
        if (siblings->ranks[i] > highest) highest = siblings->ranks[i];
    int *number = TNF_ARENA_ARRAY(arena, int, (size_t)highest + 1);
    for (size_t i = 0; i < siblings->count; i++) number[siblings->ranks[i]] = 1;
    for (int rank = 0; rank <= highest; rank++) number[rank] = number[rank] == 0 ? -1 : siblings->rank_count++;
    for (size_t i = 0; i < siblings->count; i++) siblings->ranks[i] = number[siblings->ranks[i]];
}

void tnf_graph_rank(struct tnf_arena *arena, const struct tnf_graph *graph, size_t group,
                    struct tnf_graph_siblings *ret) {
    *ret = (struct tnf_graph_siblings){0};
    read_siblings(arena, graph, group, ret);
    enum mark *marks = TNF_ARENA_ARRAY(arena, enum mark, ret->count + 1);
    for (size_t i = 0; i < ret->count; i++)
        if (marks[i] == UNSEEN) open_circles(ret, marks, i);
    first_ranks(graph, ret);
    /* Without circles it ends after as many rounds as there are siblings. */
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t i = 0; i < ret->link_count; i++) {
            const struct tnf_graph_link *link = &ret->links[i];
            if (ret->ranks[link->to] > ret->ranks[link->from]) continue;
            ret->ranks[link->to] = ret->ranks[link->from] + 1;
            moved = true;
        }
    }
    close_holes(arena, ret);
}

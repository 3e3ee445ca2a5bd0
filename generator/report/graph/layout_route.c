/* How lines run: around all boxes but their ends, with few turns, and apart from lines that they have no end in common
 * with. */
#include "base/memory.h"
#include "generator/report/graph/parts.h"
#include "generator/report/graph/search.h"

#include <stdlib.h>

struct job {
    size_t edge;
    int length; /* between the ends' middles */
};

static struct tnf_graph_point middle(struct tnf_graph_rect rect) {
    enum { HALF = 2 };
    return (struct tnf_graph_point){rect.x + rect.width / HALF, rect.y + rect.height / HALF};
}

/* Short lines come first: they have the least choice. */
static int by_length(const void *a, const void *b) {
    const struct job *left = a;
    const struct job *right = b;
    if (left->length != right->length) return left->length < right->length ? -1 : 1;
    return left->edge < right->edge ? -1 : left->edge > right->edge;
}

static struct job *jobs_of(struct tnf_arena *arena, const struct tnf_graph *graph,
                           const struct tnf_graph_shape *shapes) {
    struct job *jobs = TNF_ARENA_ARRAY(arena, struct job, graph->edge_count + 1);
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_point from = middle(shapes[graph->edges[i].from].rect);
        const struct tnf_graph_point to = middle(shapes[graph->edges[i].to].rect);
        jobs[i] = (struct job){.edge = i, .length = abs(from.x - to.x) + abs(from.y - to.y)};
    }
    qsort(jobs, graph->edge_count, sizeof(*jobs), by_length);
    return jobs;
}

/* A line does not enter what holds neither of its ends, nor its ends themselves. */
static void block(struct tnf_search *search, const struct tnf_graph *graph, const struct tnf_graph_layout *layout,
                  const struct tnf_graph_edge *edge) {
    tnf_search_clear(search);
    for (size_t i = 1; i < graph->box_count; i++) {
        const bool way = (tnf_graph_holds(graph, i, edge->from) && i != edge->from) ||
                         (tnf_graph_holds(graph, i, edge->to) && i != edge->to);
        tnf_search_block(search, way ? layout->shapes[i].title : layout->shapes[i].rect);
    }
}

int tnf_graph_route(const struct tnf_graph *graph, struct tnf_graph_layout *layout, struct tnf_error *err) {
    struct tnf_search search;
    struct tnf_arena scratch = TNF_ARENA_INIT;
    int code = tnf_search_init(&search, &scratch, layout->shapes[0].rect, err);
    const struct job *jobs = jobs_of(&scratch, graph, layout->shapes);
    for (size_t i = 0; i < graph->edge_count && code == 0; i++) {
        const struct tnf_graph_edge *edge = &graph->edges[jobs[i].edge];
        block(&search, graph, layout, edge);
        const struct tnf_search_line line = {
            .from = layout->shapes[edge->from].rect,
            .to = layout->shapes[edge->to].rect,
            .source = (int)edge->from,
            .target = (int)edge->to,
            .style = (int)edge->line,
        };
        code = tnf_search_find(&search, &line, &layout->arena, &layout->paths[jobs[i].edge], err);
    }
    tnf_arena_release(&scratch);
    return code;
}

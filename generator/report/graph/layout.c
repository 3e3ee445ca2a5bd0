#include "generator/report/graph/layout.h"

#include "base/memory.h"
#include "generator/report/graph/parts.h"

enum { BOXES_MAX = 2000 };

/* From places in the group to places in the picture; groups come before what is in them. */
static void place_all(const struct tnf_graph *graph, struct tnf_graph_shape *shapes) {
    for (size_t i = 0; i < graph->box_count; i++) {
        struct tnf_graph_shape *shape = &shapes[i];
        if (i > 0) {
            shape->rect.x += shapes[graph->boxes[i].parent].rect.x;
            shape->rect.y += shapes[graph->boxes[i].parent].rect.y;
        }
        shape->title.x += shape->rect.x;
        shape->title.y += shape->rect.y;
        for (size_t j = 0; j < shape->text_count; j++) {
            shape->texts[j].x += shape->rect.x;
            shape->texts[j].y += shape->rect.y;
        }
    }
}

int tnf_graph_lay_out(const struct tnf_graph *graph, struct tnf_graph_layout *ret, struct tnf_error *err) {
    *ret = (struct tnf_graph_layout){.arena = TNF_ARENA_INIT};
    if (graph->box_count > BOXES_MAX) {
        (void)tnf_error_set(err, TNF_E_LIMIT, "%zu boxes are more than a picture may have (%d)", graph->box_count,
                            (int)BOXES_MAX);
        tnf_error_hint(err, "draw one environment or one tenant, or take mermaid, dot or json");
        return TNF_E_LIMIT;
    }
    ret->shapes = TNF_ARENA_ARRAY(&ret->arena, struct tnf_graph_shape, graph->box_count);
    ret->paths = TNF_ARENA_ARRAY(&ret->arena, struct tnf_graph_path, graph->edge_count + 1);
    for (size_t i = 0; i < graph->box_count; i++) tnf_graph_set_texts(&ret->arena, &graph->boxes[i], &ret->shapes[i]);
    for (size_t i = graph->box_count; i > 0; i--)
        if (tnf_graph_is_group(graph->boxes[i - 1].kind)) tnf_graph_arrange(&ret->arena, graph, i - 1, ret->shapes);
    place_all(graph, ret->shapes);
    return tnf_graph_route(graph, ret, err);
}

void tnf_graph_layout_release(struct tnf_graph_layout *layout) {
    tnf_arena_release(&layout->arena);
}

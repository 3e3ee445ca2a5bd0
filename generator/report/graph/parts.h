/* The steps of a layout. Private to the graph. */
#pragma once

#include "generator/report/graph/layout.h"

enum {
    TNF_GRAPH_PADDING = 20, /* from a group's border to what is in it */
    TNF_GRAPH_GAP_Y = 30,   /* between boxes of a column */
    TNF_GRAPH_ICON = 22,    /* room for a box's icon before its label */
};

/* Breaks a box's texts into lines and says how large it has to be for them: the whole of a box that holds none, and of
 * a group its title. Places are relative to its corner. */
void tnf_graph_set_texts(struct tnf_arena *arena, const struct tnf_graph_box *box, struct tnf_graph_shape *shape);

/* What stands in a group, and how lines lead between them. */
struct tnf_graph_link {
    size_t from; /* index among the siblings */
    size_t to;
    size_t edge; /* TNF_GRAPH_NONE for one that only orders */
};
struct tnf_graph_siblings {
    size_t *boxes;
    size_t count;
    struct tnf_graph_link *links;
    size_t link_count;
    size_t link_capacity;
    int *ranks; /* column of each, from 0 without a hole */
    int rank_count;
};
/* Reads the children of a group and gives each a column: after all that leads to it. Lines out of the network count for
 * nothing, and one line of each circle neither. */
void tnf_graph_rank(struct tnf_arena *arena, const struct tnf_graph *graph, size_t group,
                    struct tnf_graph_siblings *ret);

/* Places the children of a group, relative to its corner, and sizes it. Theirs have to be placed. */
void tnf_graph_arrange(struct tnf_arena *arena, const struct tnf_graph *graph, size_t group,
                       struct tnf_graph_shape *shapes);

/* Finds the ways of all lines. The shapes have their places in the picture. */
int tnf_graph_route(const struct tnf_graph *graph, struct tnf_graph_layout *layout, struct tnf_error *err);

/* Rounded up to the grid. */
int tnf_graph_on_grid(int length);

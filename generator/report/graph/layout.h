/*
 * Where everything of a graph stands in a picture. Pure, in whole pixels: the same graph gives the same layout.
 *
 * Boxes stand on multiples of TNF_GRAPH_GRID, and lines run half way between, so no line lies on a border. What stands
 * in a group is put in columns by how lines lead from one to the other, left to right; a line finds its way around all
 * boxes but its ends and the groups that these are in.
 */
#pragma once

#include "base/error.h"
#include "generator/report/graph/graph.h"

enum { TNF_GRAPH_GRID = 10 };

struct tnf_graph_rect {
    int x;
    int y;
    int width;
    int height;
};

struct tnf_graph_text {
    struct tnf_strview text;
    int x; /* of its start */
    int y; /* of its baseline */
    int width;
    int size;
    bool bold;
};

/* A box as it is drawn. */
struct tnf_graph_shape {
    struct tnf_graph_rect rect;
    struct tnf_graph_rect title; /* of a group: its texts, which no line crosses */
    struct tnf_graph_text *texts;
    size_t text_count;
};

struct tnf_graph_point {
    int x;
    int y;
};

/* A line from the border of one box to that of another, level and upright in turn. */
struct tnf_graph_path {
    struct tnf_graph_point *points;
    size_t count;
};

struct tnf_graph_layout {
    struct tnf_arena arena;         /* owns the arrays; texts are those of the graph */
    struct tnf_graph_shape *shapes; /* one for each box; the first is the whole picture */
    struct tnf_graph_path *paths;   /* one for each edge */
};

/* To be released with tnf_graph_layout_release, also after a failure. The layout must not outlive the graph.
 * TNF_E_LIMIT for a graph that nobody could read. */
int tnf_graph_lay_out(const struct tnf_graph *graph, struct tnf_graph_layout *ret, struct tnf_error *err);
void tnf_graph_layout_release(struct tnf_graph_layout *layout);

/*
 * The search for the way of one line after the other, on a grid of points that lie half way between multiples of
 * TNF_GRAPH_GRID. Lines with an end and a style in common may run together; others cross, but run apart where there is
 * room. Private to the graph.
 */
#pragma once

#include "generator/report/graph/layout.h"

struct tnf_search_step;  /* between two points */
struct tnf_search_state; /* a point, and the direction that it was reached in */
struct tnf_search_entry; /* of the queue */

struct tnf_search {
    int columns;
    int rows;
    unsigned char *blocked;        /* for each point */
    struct tnf_search_step *steps; /* to the right and down from each point */
    struct tnf_search_state *states;
    unsigned round;                 /* states of other rounds are as good as none */
    struct tnf_search_entry *queue; /* a heap */
    size_t queued;
    size_t queue_capacity;
    struct tnf_arena *arena; /* owns all of these */
};

struct tnf_search_line {
    struct tnf_graph_rect from;
    struct tnf_graph_rect to;
    int source; /* which box that is */
    int target;
    int style;
};

/* TNF_E_LIMIT when the picture is larger than can be searched. */
int tnf_search_init(struct tnf_search *search, struct tnf_arena *arena, struct tnf_graph_rect picture,
                    struct tnf_error *err);
/* Nothing is blocked; lines that were found stay. */
void tnf_search_clear(struct tnf_search *search);
void tnf_search_block(struct tnf_search *search, struct tnf_graph_rect rect);
/* The best way, with its points in `arena`. TNF_E_INTERNAL when there is none: boxes stand too close. */
int tnf_search_find(struct tnf_search *search, const struct tnf_search_line *line, struct tnf_arena *arena,
                    struct tnf_graph_path *ret, struct tnf_error *err);

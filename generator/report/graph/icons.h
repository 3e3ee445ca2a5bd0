/* Small drawings for kinds of boxes. Private to the graph. */
#pragma once

#include "generator/report/graph/graph.h"

/* Outlines in a square of 16 by 16, as the "d" of an SVG path; NULL for kinds without one. */
const char *tnf_graph_icon(enum tnf_graph_kind kind);

/* What boxes cost. */
#pragma once

#include "generator/report/cost/cost.h"
#include "generator/report/graph/graph.h"

/* Sets the cents a month of boxes that lines of the estimate are for: services, databases, caches and what else has a
 * price; of tenants their own with their share of what they share. Boxes without a priced line stay unknown. */
void tnf_graph_set_costs(struct tnf_graph *graph, const struct tnf_cost *cost);
/* Adds a line to the details of each box whose cost is known: "$1,234.50 a month". */
void tnf_graph_show_costs(struct tnf_graph *graph);

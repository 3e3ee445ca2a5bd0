/* The graph of a catalog: of its environments with all tenants, of one tenant, or of the runner clusters. */
#pragma once

#include "catalog/catalog.h"
#include "generator/report/graph/graph.h"

/* What to draw; an empty view means all environments, all tenants. */
struct tnf_graph_view {
    struct tnf_strview environment;
    struct tnf_strview tenant;
    bool runners; /* the runner clusters alone */
};

/* Most tenants of an environment and isolation that get a box of their own; one more box counts the others. */
enum { TNF_GRAPH_TENANTS_MAX = 60 };

/* A tenant that is named, and the only one of an environment, is drawn with its services, routes and data; of several
 * each is one box that lists them. The catalog must be in a read transaction. To be released with tnf_graph_release,
 * also after a failure. TNF_E_NOT_FOUND when the view names what does not exist, or when it has no runner cluster;
 * TNF_E_INVALID when the catalog cannot be generated. */
int tnf_graph_build(struct tnf_catalog *catalog, const struct tnf_graph_view *view, struct tnf_graph *ret,
                    struct tnf_error *err);

/* A graph as a picture. What people called things is text in it, never markup. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "generator/report/graph/graph.h"

/* One SVG element that needs nothing from elsewhere, light and dark. The same graph gives the same bytes. TNF_E_LIMIT
 * for a graph that nobody could read. On failure *out is as it was. */
int tnf_graph_write_svg(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err);

/* The picture in a page of HTML with a search and filters by tenant and cost. It loads nothing, and runs no script but
 * its own. Fails as tnf_graph_write_svg. */
int tnf_graph_write_html(struct tnf_strbuf *out, const struct tnf_graph *graph, struct tnf_error *err);

/* Text of HTML and XML: & < > " ' as entities. */
void tnf_graph_add_entities(struct tnf_strbuf *out, struct tnf_strview text);
/* A file of page/, as it is. */
void tnf_graph_add_page_file(struct tnf_strbuf *out, const char *path);

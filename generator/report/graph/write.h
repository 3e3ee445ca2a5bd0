/*
 * A graph as text. The same graph gives the same bytes. What people called things is text in every format: nothing in
 * it is markup, code or the end of something.
 */
#pragma once

#include "base/strbuf.h"
#include "generator/report/graph/graph.h"

/* A flowchart of Mermaid. */
void tnf_graph_write_mermaid(struct tnf_strbuf *out, const struct tnf_graph *graph);
/* Graphviz's DOT: a digraph with clusters. */
void tnf_graph_write_dot(struct tnf_strbuf *out, const struct tnf_graph *graph);
/* One JSON object: format_version, title, boxes, edges. docs/json-output.md has its fields. */
void tnf_graph_write_json(struct tnf_strbuf *out, const struct tnf_graph *graph);

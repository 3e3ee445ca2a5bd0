#include "generator/report/graph/write.h"

/* A quoted string, in which "\n" breaks a line and other escapes stand for names of the graph: every backslash of
 * people's is doubled. A null character cannot be in it. */
static void add_text(struct tnf_strbuf *out, struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') tnf_strbuf_add_c(out, '\\');
        /* Entities of HTML are read in any label. */
        if (text.ptr[i] == '&')
            tnf_strbuf_add_str(out, "&amp;");
        else
            tnf_strbuf_add_c(out, text.ptr[i]);
    }
}

static void add_label(struct tnf_strbuf *out, const struct tnf_graph_box *box) {
    tnf_strbuf_add_str(out, "label=\"");
    add_text(out, box->label);
    for (size_t i = 0; i < box->detail_count; i++) {
        tnf_strbuf_add_str(out, "\\n");
        add_text(out, box->details[i]);
    }
    tnf_strbuf_add_c(out, '"');
}

static const char *shape(enum tnf_graph_kind kind) {
    switch (kind) {
    case TNF_GRAPH_DATABASE:
    case TNF_GRAPH_CACHE:
    case TNF_GRAPH_FILES:
        return "cylinder";
    case TNF_GRAPH_INTERNET:
    case TNF_GRAPH_DNS:
    case TNF_GRAPH_GITHUB:
        return "ellipse";
    case TNF_GRAPH_ROUTE:
    case TNF_GRAPH_SCHEDULE:
        return "cds";
    default:
        return "box";
    }
}

/* An edge of Graphviz ends at a node: groups that have edges get one that is not seen. */
static bool has_edges(const struct tnf_graph *graph, size_t box) {
    for (size_t i = 0; i < graph->edge_count; i++)
        if (graph->edges[i].from == box || graph->edges[i].to == box) return true;
    return false;
}

static void add_boxes(struct tnf_strbuf *out, const struct tnf_graph *graph, size_t parent, size_t depth) {
    enum { INDENT = 2 };
    for (size_t i = parent + 1; i < graph->box_count; i++) {
        const struct tnf_graph_box *box = &graph->boxes[i];
        if (box->parent != parent) continue;
        tnf_strbuf_add_repeat(out, ' ', depth * INDENT);
        if (!tnf_graph_is_group(box->kind)) {
            tnf_strbuf_addf(out, "n%zu [", i);
            add_label(out, box);
            tnf_strbuf_addf(out, ", shape=%s, class=\"%s\"];\n", shape(box->kind), tnf_graph_kinds[box->kind].name);
            continue;
        }
        tnf_strbuf_addf(out, "subgraph cluster_%zu {\n", i);
        tnf_strbuf_add_repeat(out, ' ', (depth + 1) * INDENT);
        add_label(out, box);
        tnf_strbuf_add_str(out, ";\n");
        if (has_edges(graph, i)) {
            tnf_strbuf_add_repeat(out, ' ', (depth + 1) * INDENT);
            tnf_strbuf_addf(out, "n%zu [shape=point, style=invis];\n", i);
        }
        add_boxes(out, graph, i, depth + 1);
        tnf_strbuf_add_repeat(out, ' ', depth * INDENT);
        tnf_strbuf_add_str(out, "}\n");
    }
}

static void add_edges(struct tnf_strbuf *out, const struct tnf_graph *graph) {
    static const char *const styles[TNF_GRAPH_LINE_COUNT] = {
        [TNF_GRAPH_ROUTES] = "bold",   [TNF_GRAPH_CALLS] = "solid",   [TNF_GRAPH_DATA] = "solid",
        [TNF_GRAPH_MOUNTS] = "solid",  [TNF_GRAPH_READS] = "dotted",  [TNF_GRAPH_RUNS_ON] = "dashed",
        [TNF_GRAPH_STARTS] = "dashed", [TNF_GRAPH_EGRESS] = "dotted",
    };
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_edge *edge = &graph->edges[i];
        tnf_strbuf_addf(out, "  n%zu -> n%zu [style=%s", edge->from, edge->to, styles[edge->line]);
        if (edge->label.len > 0) {
            tnf_strbuf_add_str(out, ", label=\"");
            add_text(out, edge->label);
            tnf_strbuf_add_c(out, '"');
        }
        if (tnf_graph_is_group(graph->boxes[edge->from].kind)) tnf_strbuf_addf(out, ", ltail=cluster_%zu", edge->from);
        if (tnf_graph_is_group(graph->boxes[edge->to].kind)) tnf_strbuf_addf(out, ", lhead=cluster_%zu", edge->to);
        if (edge->line == TNF_GRAPH_EGRESS) tnf_strbuf_add_str(out, ", constraint=false");
        tnf_strbuf_add_str(out, "];\n");
    }
}

void tnf_graph_write_dot(struct tnf_strbuf *out, const struct tnf_graph *graph) {
    tnf_strbuf_add_str(out, "digraph tenantform {\n  ");
    add_label(out, &graph->boxes[0]);
    tnf_strbuf_add_str(out, ";\n  labelloc=t;\n  rankdir=LR;\n  compound=true;\n  fontname=Helvetica;\n"
                            "  node [fontname=Helvetica, fontsize=11];\n  edge [fontname=Helvetica, fontsize=9];\n");
    add_boxes(out, graph, 0, 1);
    add_edges(out, graph);
    tnf_strbuf_add_str(out, "}\n");
}

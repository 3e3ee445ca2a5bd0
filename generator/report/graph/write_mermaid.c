#include "generator/report/graph/write.h"

#include "base/ascii.h"

#include <string.h>

/* Mermaid ends a label at a quote, reads Markdown after a backtick, and HTML in between; its own entities are "#" and a
 * number. */
static void add_text(struct tnf_strbuf *out, struct tnf_strview text) {
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if ((unsigned char)c >= 0x80 || tnf_is_alnum(c) || strchr(" -./,:+=()", c) != NULL)
            tnf_strbuf_add_c(out, c);
        else
            tnf_strbuf_addf(out, "#%d;", c);
    }
}

static void add_label(struct tnf_strbuf *out, const struct tnf_graph_box *box) {
    tnf_strbuf_add_c(out, '"');
    add_text(out, box->label);
    for (size_t i = 0; i < box->detail_count; i++) {
        tnf_strbuf_add_str(out, "<br/>");
        add_text(out, box->details[i]);
    }
    tnf_strbuf_add_c(out, '"');
}

/* Brackets of a kind's shape. */
static const char *const *shape(enum tnf_graph_kind kind) {
    static const char *const box[] = {"[", "]"};
    static const char *const drum[] = {"[(", ")]"};
    static const char *const pill[] = {"([", "])"};
    static const char *const slanted[] = {"[/", "/]"};
    switch (kind) {
    case TNF_GRAPH_DATABASE:
    case TNF_GRAPH_CACHE:
    case TNF_GRAPH_FILES:
        return drum;
    case TNF_GRAPH_INTERNET:
    case TNF_GRAPH_DNS:
    case TNF_GRAPH_GITHUB:
        return pill;
    case TNF_GRAPH_ROUTE:
    case TNF_GRAPH_SCHEDULE:
        return slanted;
    default:
        return box;
    }
}

static void add_boxes(struct tnf_strbuf *out, const struct tnf_graph *graph, size_t parent, size_t depth) {
    enum { INDENT = 2 };
    for (size_t i = parent + 1; i < graph->box_count; i++) {
        const struct tnf_graph_box *box = &graph->boxes[i];
        if (box->parent != parent) continue;
        tnf_strbuf_add_repeat(out, ' ', depth * INDENT);
        if (!tnf_graph_is_group(box->kind)) {
            const char *const *brackets = shape(box->kind);
            tnf_strbuf_addf(out, "n%zu%s", i, brackets[0]);
            add_label(out, box);
            tnf_strbuf_addf(out, "%s\n", brackets[1]);
            continue;
        }
        tnf_strbuf_addf(out, "subgraph n%zu[", i);
        add_label(out, box);
        tnf_strbuf_add_str(out, "]\n");
        add_boxes(out, graph, i, depth + 1);
        tnf_strbuf_add_repeat(out, ' ', depth * INDENT);
        tnf_strbuf_add_str(out, "end\n");
    }
}

static void add_edges(struct tnf_strbuf *out, const struct tnf_graph *graph) {
    static const char *const arrows[TNF_GRAPH_LINE_COUNT] = {
        [TNF_GRAPH_ROUTES] = "==>",  [TNF_GRAPH_CALLS] = "-->",   [TNF_GRAPH_DATA] = "-->",
        [TNF_GRAPH_MOUNTS] = "-->",  [TNF_GRAPH_READS] = "-.->",  [TNF_GRAPH_RUNS_ON] = "-.->",
        [TNF_GRAPH_STARTS] = "-.->", [TNF_GRAPH_EGRESS] = "-.->",
    };
    for (size_t i = 0; i < graph->edge_count; i++) {
        const struct tnf_graph_edge *edge = &graph->edges[i];
        tnf_strbuf_addf(out, "  n%zu %s", edge->from, arrows[edge->line]);
        if (edge->label.len > 0) {
            tnf_strbuf_add_str(out, "|\"");
            add_text(out, edge->label);
            tnf_strbuf_add_str(out, "\"|");
        }
        tnf_strbuf_addf(out, " n%zu\n", edge->to);
    }
}

void tnf_graph_write_mermaid(struct tnf_strbuf *out, const struct tnf_graph *graph) {
    tnf_strbuf_add_str(out, "flowchart LR\n  accTitle: ");
    /* Read to the end of the line, as it is: only a ';' or '#' there could end it or open a comment. */
    add_text(out, graph->boxes[0].label);
    tnf_strbuf_add_c(out, '\n');
    add_boxes(out, graph, 0, 1);
    add_edges(out, graph);
}

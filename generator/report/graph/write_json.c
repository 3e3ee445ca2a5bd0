#include "generator/report/graph/write.h"

#include "base/json_text.h"

#include <inttypes.h>

static void add_key(struct tnf_strbuf *out, const char *key, struct tnf_strview text) {
    tnf_strbuf_addf(out, ", \"%s\": ", key);
    tnf_json_add_string(out, text);
}

/* A name that may be missing. */
static void add_owner(struct tnf_strbuf *out, const char *key, struct tnf_strview name) {
    if (name.len > 0)
        add_key(out, key, name);
    else
        tnf_strbuf_addf(out, ", \"%s\": null", key);
}

static void add_box(struct tnf_strbuf *out, const struct tnf_graph *graph, size_t index) {
    const struct tnf_graph_box *box = &graph->boxes[index];
    tnf_strbuf_add_str(out, "    {\"id\": ");
    tnf_json_add_string(out, box->id);
    add_key(out, "kind", tnf_sv(tnf_graph_kinds[box->kind].name));
    add_owner(out, "parent", box->parent == 0 ? TNF_SV("") : graph->boxes[box->parent].id);
    add_key(out, "label", box->label);
    tnf_strbuf_add_str(out, ", \"details\": [");
    for (size_t i = 0; i < box->detail_count; i++) {
        if (i > 0) tnf_strbuf_add_str(out, ", ");
        tnf_json_add_string(out, box->details[i]);
    }
    tnf_strbuf_add_c(out, ']');
    add_owner(out, "environment", box->environment);
    add_owner(out, "tenant", box->tenant);
    add_owner(out, "service", box->service);
    if (box->cents == TNF_GRAPH_COST_UNKNOWN)
        tnf_strbuf_add_str(out, ", \"monthly_cents\": null}");
    else
        tnf_strbuf_addf(out, ", \"monthly_cents\": %" PRId64 "}", box->cents);
}

static void add_edge(struct tnf_strbuf *out, const struct tnf_graph *graph, const struct tnf_graph_edge *edge) {
    tnf_strbuf_add_str(out, "    {\"from\": ");
    tnf_json_add_string(out, graph->boxes[edge->from].id);
    add_key(out, "to", graph->boxes[edge->to].id);
    add_key(out, "kind", tnf_sv(tnf_graph_lines[edge->line].name));
    add_key(out, "label", edge->label);
    tnf_strbuf_add_c(out, '}');
}

void tnf_graph_write_json(struct tnf_strbuf *out, const struct tnf_graph *graph) {
    tnf_strbuf_add_str(out, "{\n  \"format_version\": \"1.0\",\n  \"title\": ");
    tnf_json_add_string(out, graph->boxes[0].label);
    tnf_strbuf_add_str(out, ",\n  \"boxes\": [");
    for (size_t i = 1; i < graph->box_count; i++) {
        tnf_strbuf_add_str(out, i == 1 ? "\n" : ",\n");
        add_box(out, graph, i);
    }
    tnf_strbuf_add_str(out, graph->box_count > 1 ? "\n  ],\n  \"edges\": [" : "],\n  \"edges\": [");
    for (size_t i = 0; i < graph->edge_count; i++) {
        tnf_strbuf_add_str(out, i == 0 ? "\n" : ",\n");
        add_edge(out, graph, &graph->edges[i]);
    }
    tnf_strbuf_add_str(out, graph->edge_count > 0 ? "\n  ]\n}\n" : "]\n}\n");
}

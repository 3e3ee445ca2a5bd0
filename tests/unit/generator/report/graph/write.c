#include "generator/report/graph/write.h"

#include "base/memory.h"
#include "tests/support/test.h"

#include <string.h>

#define HOSTILE "a\"]|`b` <script>&#x; --> \\n %%{init}%% end\n$x"

/* A network with one hostile service, which calls another outside of it. */
static void fill(struct tnf_graph *graph) {
    tnf_graph_init(graph, TNF_SV(HOSTILE));
    const struct tnf_graph_box vpc = {.kind = TNF_GRAPH_VPC, .id = TNF_SV("vpc"), .label = TNF_SV(HOSTILE)};
    const size_t network = tnf_graph_add(graph, &vpc);
    const struct tnf_graph_box service = {.kind = TNF_GRAPH_SERVICE,
                                          .parent = network,
                                          .id = TNF_SV("api"),
                                          .label = TNF_SV(HOSTILE),
                                          .tenant = TNF_SV("acme"),
                                          .cents = 1234};
    const size_t api = tnf_graph_add(graph, &service);
    tnf_graph_detail(graph, api, "%s", HOSTILE);
    const struct tnf_graph_box data = {
        .kind = TNF_GRAPH_DATABASE, .id = TNF_SV("db"), .label = TNF_SV("main"), .cents = TNF_GRAPH_COST_UNKNOWN};
    const size_t database = tnf_graph_add(graph, &data);
    tnf_graph_connect(graph, api, database, TNF_GRAPH_DATA, TNF_SV(HOSTILE));
    tnf_graph_connect(graph, network, database, TNF_GRAPH_EGRESS, TNF_SV(""));
}

static void expect(void (*write)(struct tnf_strbuf *, const struct tnf_graph *), const char *expected) {
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    fill(&graph);
    write(&out, &graph);
    assert_string_equal(out.ptr, expected);
}

#define IN_MERMAID                                                                                                     \
    "a#34;#93;#124;#96;b#96; #60;script#62;#38;#35;x#59; --#62; #92;n #37;#37;#123;init#125;#37;#37; end #36;x"

static void mermaid_has_numbers_for_what_it_would_obey(void **state) {
    (void)state;
    expect(tnf_graph_write_mermaid, "flowchart LR\n"
                                    "  accTitle: " IN_MERMAID "\n"
                                    "  subgraph n1[\"" IN_MERMAID "\"]\n"
                                    "    n2[\"" IN_MERMAID "<br/>" IN_MERMAID "\"]\n"
                                    "  end\n"
                                    "  n3[(\"main\")]\n"
                                    "  n2 -->|\"" IN_MERMAID "\"| n3\n"
                                    "  n1 -.-> n3\n");
}

#define IN_DOT "a\\\"]|`b` <script>&amp;#x; --> \\\\n %%{init}%% end $x"

static void dot_escapes_quotes_and_backslashes(void **state) {
    (void)state;
    expect(tnf_graph_write_dot, "digraph tenantform {\n"
                                "  label=\"" IN_DOT "\";\n"
                                "  labelloc=t;\n  rankdir=LR;\n  compound=true;\n  fontname=Helvetica;\n"
                                "  node [fontname=Helvetica, fontsize=11];\n  edge [fontname=Helvetica, fontsize=9];\n"
                                "  subgraph cluster_1 {\n"
                                "    label=\"" IN_DOT "\";\n"
                                "    n1 [shape=point, style=invis];\n"
                                "    n2 [label=\"" IN_DOT "\\n" IN_DOT "\", shape=box, class=\"service\"];\n"
                                "  }\n"
                                "  n3 [label=\"main\", shape=cylinder, class=\"database\"];\n"
                                "  n2 -> n3 [style=solid, label=\"" IN_DOT "\"];\n"
                                "  n1 -> n3 [style=dotted, ltail=cluster_1, constraint=false];\n"
                                "}\n");
}

#define IN_JSON "\"a\\\"]|`b` <script>&#x; --> \\\\n %%{init}%% end $x\""

static void json_names_boxes_by_their_ids(void **state) {
    (void)state;
    expect(tnf_graph_write_json,
           "{\n  \"format_version\": \"1.0\",\n  \"title\": " IN_JSON ",\n  \"boxes\": [\n"
           "    {\"id\": \"vpc\", \"kind\": \"vpc\", \"parent\": null, \"label\": " IN_JSON
           ", \"details\": [], \"environment\": null, \"tenant\": null, \"service\": null, \"monthly_cents\": 0},\n"
           "    {\"id\": \"api\", \"kind\": \"service\", \"parent\": \"vpc\", \"label\": " IN_JSON
           ", \"details\": [" IN_JSON
           "], \"environment\": null, \"tenant\": \"acme\", \"service\": null, \"monthly_cents\": 1234},\n"
           "    {\"id\": \"db\", \"kind\": \"database\", \"parent\": null, \"label\": \"main\", \"details\": [], "
           "\"environment\": null, \"tenant\": null, \"service\": null, \"monthly_cents\": null}\n"
           "  ],\n  \"edges\": [\n"
           "    {\"from\": \"api\", \"to\": \"db\", \"kind\": \"data\", \"label\": " IN_JSON "},\n"
           "    {\"from\": \"vpc\", \"to\": \"db\", \"kind\": \"egress\", \"label\": \"\"}\n"
           "  ]\n}\n");
}

static void an_empty_graph_is_whole(void **state) {
    (void)state;
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_graph_init(&graph, TNF_SV("t"));
    tnf_graph_write_json(&out, &graph);
    assert_string_equal(
        out.ptr, "{\n  \"format_version\": \"1.0\",\n  \"title\": \"t\",\n  \"boxes\": [],\n  \"edges\": []\n}\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mermaid_has_numbers_for_what_it_would_obey),
        cmocka_unit_test(dot_escapes_quotes_and_backslashes),
        cmocka_unit_test(json_names_boxes_by_their_ids),
        cmocka_unit_test(an_empty_graph_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

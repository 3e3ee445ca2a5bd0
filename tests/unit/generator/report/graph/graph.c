#include "generator/report/graph/graph.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "tests/support/test.h"

static size_t put(struct tnf_graph *graph, size_t parent, enum tnf_graph_kind kind, const char *id) {
    const struct tnf_graph_box box = {.kind = kind, .parent = parent, .id = tnf_sv(id), .label = tnf_sv(id)};
    return tnf_graph_add(graph, &box);
}

static void boxes_are_found_by_id_and_held_by_groups(void **state) {
    (void)state;
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    tnf_graph_init(&graph, TNF_SV("a title"));
    const size_t vpc = put(&graph, 0, TNF_GRAPH_VPC, "vpc");
    const size_t api = put(&graph, vpc, TNF_GRAPH_SERVICE, "api");
    const size_t other = put(&graph, 0, TNF_GRAPH_VPC, "other");
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("api")), api);
    assert_int_equal(tnf_graph_find(&graph, TNF_SV("nothing")), TNF_GRAPH_NONE);
    assert_true(tnf_graph_holds(&graph, vpc, api));
    assert_true(tnf_graph_holds(&graph, api, api));
    assert_true(tnf_graph_holds(&graph, 0, api));
    assert_false(tnf_graph_holds(&graph, other, api));
    assert_false(tnf_graph_holds(&graph, api, vpc));
}

static void lines_are_drawn_once_and_between_two_places(void **state) {
    (void)state;
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    tnf_graph_init(&graph, TNF_SV("a title"));
    const size_t vpc = put(&graph, 0, TNF_GRAPH_VPC, "vpc");
    const size_t a = put(&graph, vpc, TNF_GRAPH_SERVICE, "a");
    const size_t b = put(&graph, vpc, TNF_GRAPH_SERVICE, "b");
    tnf_graph_connect(&graph, a, b, TNF_GRAPH_CALLS, TNF_SV("80"));
    tnf_graph_connect(&graph, a, b, TNF_GRAPH_CALLS, TNF_SV("81"));
    tnf_graph_connect(&graph, a, b, TNF_GRAPH_STARTS, TNF_SV(""));
    tnf_graph_connect(&graph, a, a, TNF_GRAPH_CALLS, TNF_SV(""));
    tnf_graph_connect(&graph, a, vpc, TNF_GRAPH_CALLS, TNF_SV(""));
    tnf_graph_connect(&graph, vpc, b, TNF_GRAPH_CALLS, TNF_SV(""));
    tnf_graph_connect(&graph, TNF_GRAPH_NONE, b, TNF_GRAPH_CALLS, TNF_SV(""));
    tnf_graph_connect(&graph, a, TNF_GRAPH_NONE, TNF_GRAPH_CALLS, TNF_SV(""));
    assert_int_equal(graph.edge_count, 2);
    assert_true(tnf_sv_eq_c(graph.edges[0].label, "80"));
}

static void texts_are_copied_on_one_line_and_not_too_long(void **state) {
    (void)state;
    TNF_AUTO(tnf_graph_release) struct tnf_graph graph;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&text, 'x', (size_t)TNF_GRAPH_TEXT_MAX + 1);
    tnf_graph_init(&graph, TNF_SV("one\ntwo\x1b"));
    tnf_graph_detail(&graph, 0, "%s", text.ptr);
    assert_true(tnf_sv_eq_c(graph.boxes[0].label, "one two\xef\xbf\xbd"));
    assert_int_equal(graph.boxes[0].details[0].len, TNF_GRAPH_TEXT_MAX + strlen("…"));
}

static void kinds_and_lines_have_names(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_GRAPH_KIND_COUNT; i++) assert_non_null(tnf_graph_kinds[i].name);
    for (size_t i = 0; i < TNF_GRAPH_LINE_COUNT; i++) assert_non_null(tnf_graph_lines[i].name);
    assert_true(tnf_graph_is_group(TNF_GRAPH_NODES));
    assert_false(tnf_graph_is_group(TNF_GRAPH_INTERNET));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_are_found_by_id_and_held_by_groups),
        cmocka_unit_test(lines_are_drawn_once_and_between_two_places),
        cmocka_unit_test(texts_are_copied_on_one_line_and_not_too_long),
        cmocka_unit_test(kinds_and_lines_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/memory.h"
#include "generator/report/graph/builder.h"
#include "tests/support/test.h"

static void parts_of_1024_have_two_digits_at_most(void **state) {
    (void)state;
    static const struct {
        int64_t number;
        const char *text;
    } rows[] = {{0, "0"},     {256, "0.25"}, {512, "0.5"}, {1024, "1"},   {1536, "1.5"},
                {100, "0.1"}, {4096, "4"},   {1023, "1"},  {3000, "2.93"}};
    struct tnf_arena arena = TNF_ARENA_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        assert_string_equal(tnf_graph_parts(&arena, rows[i].number).ptr, rows[i].text);
    tnf_arena_release(&arena);
}

static void ranges_count_in_words(void **state) {
    (void)state;
    struct tnf_arena arena = TNF_ARENA_INIT;
    assert_string_equal(tnf_graph_range(&arena, 1, 1, "task").ptr, "1 task");
    assert_string_equal(tnf_graph_range(&arena, 2, 2, "task").ptr, "2 tasks");
    assert_string_equal(tnf_graph_range(&arena, 0, 10, "node").ptr, "0–10 nodes");
    tnf_arena_release(&arena);
}

static void what_a_model_does_not_have_is_nothing(void **state) {
    (void)state;
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value model = tnf_value_object(&arena);
    tnf_object_set_string(&arena, model, "name", TNF_SV("acme"));
    tnf_object_set_int(&arena, model, "count", 3);
    assert_true(tnf_sv_eq_c(tnf_graph_text(model, "name"), "acme"));
    assert_int_equal(tnf_graph_int(model, "count"), 3);
    assert_int_equal(tnf_graph_text(model, "count").len, 0);
    assert_int_equal(tnf_graph_int(model, "name"), 0);
    assert_false(tnf_graph_bool(model, "name"));
    assert_int_equal(tnf_graph_count(model, "missing"), 0);
    assert_int_equal(tnf_graph_value(tnf_value_null(), "name").kind, TNF_VALUE_NULL);
    tnf_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_of_1024_have_two_digits_at_most),
        cmocka_unit_test(ranges_count_in_words),
        cmocka_unit_test(what_a_model_does_not_have_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "generator/output/rows.h"

#include "tests/support/test.h"

static void changes_come_in_the_order_of_names(void **state) {
    (void)state;
    const struct tnf_stack_row before[] = {{TNF_SV("a"), {{1}}}, {TNF_SV("b"), {{1}}}, {TNF_SV("d"), {{1}}}};
    const struct tnf_stack_row now[] = {{TNF_SV("a"), {{1}}}, {TNF_SV("b"), {{2}}}, {TNF_SV("c"), {{1}}}};
    static const struct {
        enum tnf_row_change_kind kind;
        const char *name;
    } expected[] = {{TNF_ROW_CHANGED, "b"}, {TNF_ROW_NEW, "c"}, {TNF_ROW_GONE, "d"}};
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_row_changes changes = tnf_rows_compare(before, 3, now, 3, &arena);
    assert_int_equal(changes.count, TNF_ARRAY_LEN(expected));
    for (size_t i = 0; i < changes.count; i++) {
        assert_int_equal(changes.items[i].kind, expected[i].kind);
        assert_true(tnf_sv_eq_c(changes.items[i].name, expected[i].name));
    }
}

static void nothing_differs_from_nothing(void **state) {
    (void)state;
    const struct tnf_stack_row one[] = {{TNF_SV("a"), {{1}}}};
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    assert_int_equal(tnf_rows_compare(NULL, 0, NULL, 0, &arena).count, 0);
    assert_int_equal(tnf_rows_compare(one, 1, one, 1, &arena).count, 0);
    assert_int_equal(tnf_rows_compare(NULL, 0, one, 1, &arena).items[0].kind, TNF_ROW_NEW);
    assert_int_equal(tnf_rows_compare(one, 1, NULL, 0, &arena).items[0].kind, TNF_ROW_GONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_come_in_the_order_of_names),
        cmocka_unit_test(nothing_differs_from_nothing),
    };
    return cmocka_run_group_tests_name("generator/output/rows", tests, NULL, NULL);
}

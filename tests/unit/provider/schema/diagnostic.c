#include "tests/support/test.h"

#include "provider/schema/diagnostic.h"

static void diagnostics_keep_order_text_and_place(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_diagnostics list = {.arena = &arena};
    char name[] = "rule";
    const struct tnf_attribute_path outer = {.kind = TNF_STEP_ATTRIBUTE, .name = tnf_sv(name)};
    const struct tnf_attribute_path inner = {.parent = &outer, .kind = TNF_STEP_INDEX, .index = 4};
    (void)state;
    tnf_diagnostics_add(&list, TNF_SEVERITY_WARNING, &inner, TNF_SV("First"), TNF_SV("One."));
    assert_false(tnf_diagnostics_have_error(&list));
    tnf_diagnostics_add(&list, TNF_SEVERITY_ERROR, NULL, TNF_SV("Second"), TNF_SV("Two."));
    assert_true(tnf_diagnostics_have_error(&list));
    memset(name, 'x', sizeof name - 1); /* the list has copies */
    assert_true(tnf_sv_eq_c(list.first->summary, "First"));
    assert_true(tnf_sv_eq_c(list.last->detail, "Two."));
    assert_int_equal(tnf_attribute_path_length(list.first->place), 2);
    assert_int_equal(list.first->place->index, 4);
    assert_true(tnf_sv_eq_c(list.first->place->parent->name, "rule"));
    assert_null(list.last->place);
}

static void errors_become_sentences(void **state) {
    static const struct {
        const char *message;
        const char *hint;
        const char *detail;
    } cases[] = {
        {"there is no x", "", "There is no x."},
        {"there is no x", "make one", "There is no x.\nMake one."},
        {"\"x\" is wrong", "", "\"x\" is wrong."},
        {"", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_diagnostics list = {.arena = &arena};
        struct tnf_error err;
        tnf_error_set(&err, TNF_E_INVALID, "%s", cases[i].message);
        if (cases[i].hint[0] != '\0') tnf_error_hint(&err, "%s", cases[i].hint);
        tnf_diagnostics_add_error(&list, NULL, TNF_SV("Failed"), &err);
        assert_true(tnf_sv_eq_c(list.first->detail, cases[i].detail));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diagnostics_keep_order_text_and_place),
        cmocka_unit_test(errors_become_sentences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

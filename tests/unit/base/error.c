#include "base/error.h"

#include "tests/support/test.h"

#include <errno.h>

static void set_fills_everything_and_returns_the_code(void **state) {
    (void)state;
    struct tnf_error err;
    memset(&err, 'x', sizeof err);
    assert_int_equal(tnf_error_set(&err, TNF_E_NOT_FOUND, "tenant \"%s\" does not exist", "acme"), TNF_E_NOT_FOUND);
    assert_int_equal(err.code, TNF_E_NOT_FOUND);
    assert_string_equal(err.message, "tenant \"acme\" does not exist");
    assert_string_equal(err.hint, "");
    assert_string_equal(err.id, "");
    assert_string_equal(err.where.file, "");
    assert_int_equal(err.where.line, 0);
}

static void a_failed_call_says_what_errno_means(void **state) {
    (void)state;
    struct tnf_error err;
    errno = ENOTDIR;
    assert_int_equal(tnf_error_errno(&err, "open \"%s\"", "a/b"), TNF_E_IO);
    assert_string_equal(err.message, "could not open \"a/b\": Not a directory");
}

static void nobody_needs_to_want_the_error(void **state) {
    (void)state;
    assert_int_equal(tnf_error_set(NULL, TNF_E_IO, "x"), TNF_E_IO);
    assert_int_equal(tnf_error_errno(NULL, "x"), TNF_E_IO);
    tnf_error_hint(NULL, "x");
    tnf_error_at(NULL, "file", 1, 2);
    assert_true(tnf_error_wrap(NULL, "x") < 0);
}

static void long_messages_are_cut(void **state) {
    (void)state;
    struct tnf_error err;
    tnf_error_set(&err, TNF_E_INVALID, "%*s", 5000, "");
    tnf_error_hint(&err, "%*s", 5000, "");
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    assert_int_equal(strlen(err.hint), sizeof err.hint - 1);
}

static void wrap_puts_its_text_before_and_keeps_the_rest(void **state) {
    (void)state;
    struct tnf_error err;
    tnf_error_set(&err, TNF_E_LIMIT, "too long");
    tnf_error_at(&err, "a.yaml", 3, 4);
    tnf_error_hint(&err, "shorten it");
    assert_int_equal(tnf_error_wrap(&err, "name of tenant %d", 7), TNF_E_LIMIT);
    assert_string_equal(err.message, "name of tenant 7: too long");
    assert_string_equal(err.hint, "shorten it");
    assert_int_equal(err.where.line, 3);
}

static void an_id_is_given_once_and_only_to_failures(void **state) {
    (void)state;
    struct tnf_error err;
    tnf_error_set(&err, TNF_E_INVALID, "x");
    assert_int_equal(tnf_error_identify(0, &err, "TNF-R001"), 0);
    assert_string_equal(err.id, "");
    assert_int_equal(tnf_error_identify(TNF_E_INVALID, &err, "TNF-R002"), TNF_E_INVALID);
    assert_int_equal(tnf_error_identify(TNF_E_INVALID, &err, "TNF-R003"), TNF_E_INVALID);
    assert_string_equal(err.id, "TNF-R002");
    tnf_error_wrap(&err, "y");
    assert_string_equal(err.id, "TNF-R002");
    assert_int_equal(tnf_error_identify(TNF_E_IO, NULL, "TNF-R001"), TNF_E_IO);
}

static void wrapping_cuts_at_the_end(void **state) {
    (void)state;
    struct tnf_error err;
    tnf_error_set(&err, TNF_E_LIMIT, "%*s", 5000, "");
    tnf_error_wrap(&err, "start");
    assert_memory_equal(err.message, "start: ", 7);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    tnf_error_wrap(&err, "%*s", 5000, "");
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
}

static void format_leaves_out_what_is_unknown(void **state) {
    (void)state;
    static const struct {
        const char *file;
        unsigned line;
        const char *hint;
        const char *text;
    } cases[] = {
        {NULL, 0, "", "broken"},
        {"a.yaml", 0, "", "a.yaml: broken"},
        {"a.yaml", 14, "", "a.yaml:14:13: broken"},
        {"a.yaml", 14, "mend it", "a.yaml:14:13: broken\n  mend it"},
        {NULL, 0, "mend it", "broken\n  mend it"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_error err;
        char text[200];
        tnf_error_set(&err, TNF_E_INVALID, "broken");
        tnf_error_at(&err, cases[i].file, cases[i].line, 13);
        tnf_error_hint(&err, "%s", cases[i].hint);
        assert_int_equal(tnf_error_format(&err, text, sizeof text), strlen(cases[i].text));
        assert_string_equal(text, cases[i].text);
    }
}

static void a_list_keeps_copies_up_to_its_limit(void **state) {
    (void)state;
    TNF_AUTO(tnf_error_list_release) struct tnf_error_list list = {0};
    struct tnf_error err;
    for (int i = 0; i < TNF_ERROR_LIST_MAX + 5; i++) {
        tnf_error_set(&err, TNF_E_INVALID, "error %d", i);
        tnf_error_list_add(&list, &err);
    }
    assert_int_equal(list.count, TNF_ERROR_LIST_MAX);
    assert_int_equal(list.dropped, 5);
    assert_string_equal(list.items[0].message, "error 0");
    assert_string_equal(list.items[999].message, "error 999");
}

static int fails_with(int code, int *went_on) {
    TNF_TRY(code);
    *went_on = 1;
    return 0;
}

static void try_returns_only_failures(void **state) {
    (void)state;
    int went_on = 0;
    assert_int_equal(fails_with(TNF_E_CONFLICT, &went_on), TNF_E_CONFLICT);
    assert_int_equal(went_on, 0);
    assert_int_equal(fails_with(1, &went_on), 0);
    assert_int_equal(went_on, 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(set_fills_everything_and_returns_the_code),
        cmocka_unit_test(a_failed_call_says_what_errno_means),
        cmocka_unit_test(nobody_needs_to_want_the_error),
        cmocka_unit_test(long_messages_are_cut),
        cmocka_unit_test(wrap_puts_its_text_before_and_keeps_the_rest),
        cmocka_unit_test(an_id_is_given_once_and_only_to_failures),
        cmocka_unit_test(wrapping_cuts_at_the_end),
        cmocka_unit_test(format_leaves_out_what_is_unknown),
        cmocka_unit_test(a_list_keeps_copies_up_to_its_limit),
        cmocka_unit_test(try_returns_only_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

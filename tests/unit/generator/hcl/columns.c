#include "tests/support/test.h"

#include "generator/hcl/columns.h"

#include <string.h>

static void a_column_is_what_a_reader_takes_for_a_character(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t columns;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"\xc3\xa9", 1},
        {"e\xcc\x81", 1},                                                                /* e and an accent */
        {"\xe6\x97\xa5\xe6\x9c\xac", 2},                                                 /* wide characters */
        {"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", 1}, /* a family */
        {"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7", 2},         /* two flags */
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        assert_int_equal(tnf_hcl_columns(tnf_sv(rows[i].text)), rows[i].columns);
}

static void long_text_is_counted_too(void **state) {
    (void)state;
    char text[3001] = "";
    for (size_t i = 0; i < 1000; i++) memcpy(text + 3 * i, "\xe6\x97\xa5", 4);
    assert_int_equal(tnf_hcl_columns(tnf_sv(text)), 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_is_what_a_reader_takes_for_a_character),
        cmocka_unit_test(long_text_is_counted_too),
    };
    return cmocka_run_group_tests_name("generator/hcl/columns", tests, NULL, NULL);
}

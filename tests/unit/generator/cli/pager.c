#include "generator/cli/pager.h"

#include "tests/support/test.h"

static void lines_are_counted_as_a_screen_shows_them(void **state) {
    static const struct {
        const char *text;
        size_t columns;
        size_t lines;
    } cases[] = {
        {"", 80, 0},
        {"a\n", 80, 1},
        {"a\nb", 80, 2},
        {"\n\n", 80, 2},
        {"1234567890\n", 10, 1},
        {"12345678901\n", 10, 2},
        {"12345678901\n", 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++)
        assert_int_equal(tnf_cli_lines_of(tnf_sv(cases[i].text), cases[i].columns), cases[i].lines);
}

static void the_pager_is_the_nearest_that_is_set(void **state) {
    (void)state;
    assert_string_equal(tnf_cli_pager_command(NULL, NULL), "less");
    assert_string_equal(tnf_cli_pager_command(NULL, "more"), "more");
    assert_string_equal(tnf_cli_pager_command("most -x", "more"), "most -x");
    assert_null(tnf_cli_pager_command("", "more"));
    assert_null(tnf_cli_pager_command(NULL, "cat"));
    assert_null(tnf_cli_pager_command("cat", NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_counted_as_a_screen_shows_them),
        cmocka_unit_test(the_pager_is_the_nearest_that_is_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

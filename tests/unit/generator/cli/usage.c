#include "generator/cli/usage.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void assert_wrapped(const char *text, size_t indent, size_t column, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_cli_wrap(&out, text, indent, column);
    assert_string_equal(out.ptr, expected);
}

static void text_is_wrapped_between_words(void **state) {
    (void)state;
    assert_wrapped("", 2, 2, "");
    assert_wrapped("one  two", 2, 2, "one two");
    assert_wrapped("0123456789 0123456789 x", 3, 79, "0123456789 0123456789\n   x");
    assert_wrapped("0123456789 0123456789 x", 3, 80, "0123456789\n   0123456789 x");
}

static void words_that_are_too_long_stand_alone(void **state) {
    (void)state;
    char text[160];
    memset(text, 'a', sizeof text);
    memcpy(text, "x ", 2);
    memcpy(text + 150, " y", 3);
    char expected[160];
    memcpy(expected, text, sizeof text);
    expected[1] = '\n';
    expected[150] = '\n';
    assert_wrapped(text, 0, 0, expected);
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_SWITCH("now", 'n', "do it now"),
    TNF_CLI_VALUE("version", '\0', "V", "version of the thing"),
    TNF_CLI_VALUE("an-option-with-a-long-name", '\0', "VALUE", "stands on a line of its own"),
};
static const struct tnf_cli_command command = {.name = "thing make",
                                               .summary = "make a thing",
                                               .arguments = "NAME",
                                               .description = "It is made at once.",
                                               .examples = "Make one\ttenantform thing make x",
                                               TNF_CLI_OPTIONS(options)};

static void help_has_all_that_the_row_says(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_cli_help_command(&out, &command);
    assert_string_equal(out.ptr, "usage: tenantform thing make [options] NAME\n"
                                 "\n"
                                 "Make a thing.\n"
                                 "It is made at once.\n"
                                 "\n"
                                 "Options\n"
                                 "  -n, --now                 do it now\n"
                                 "      --version V           version of the thing\n"
                                 "      --an-option-with-a-long-name VALUE\n"
                                 "                            stands on a line of its own\n"
                                 "\n"
                                 "Options of every command\n"
                                 "  -c, --catalog PATH        catalog file; TENANTFORM_CATALOG when not given, else "
                                 "tenantform.db\n"
                                 "      --json                write the result, or the errors, as one JSON object\n"
                                 "  -q, --quiet               no talk and no progress, only results and errors\n"
                                 "      --no-color            no colour, as with NO_COLOR in the environment\n"
                                 "  -h, --help                show help\n"
                                 "\n"
                                 "Examples\n"
                                 "  # Make one\n"
                                 "  tenantform thing make x\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_wrapped_between_words),
        cmocka_unit_test(words_that_are_too_long_stand_alone),
        cmocka_unit_test(help_has_all_that_the_row_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

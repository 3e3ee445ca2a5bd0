#include "generator/cli/visible.h"

#include "tests/support/test.h"

#include <locale.h>

static void what_steers_a_terminal_becomes_visible(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *visible;
    } cases[] = {
        {"plain text 1.5", "plain text 1.5"},
        {"two\nlines\tand a tab", "two\\nlines\\tand a tab"},
        {"\x1b]0;title\a", "\\x1b]0;title\\x07"},
        {"\x1b[2J\r", "\\x1b[2J\\x0d"},
        {"\x7f", "\\x7f"},
        {"\xc2\x9b"
         "2J",
         "\\u{009b}2J"},
        {"\xe2\x80\xae"
         "evil",
         "\\u{202e}evil"},
        {"\xe2\x81\xa6"
         "x",
         "\\u{2066}x"},
        {"\xff\xfe", "\\xff\\xfe"},
        {"cut \xe2\x82", "cut \\xe2\\x82"},
        {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
        {"Z\xc3\xbcrich \xf0\x9f\x90\x98", "Z\xc3\xbcrich \xf0\x9f\x90\x98"},
        {"${aws_vpc.x.id}", "${aws_vpc.x.id}"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_cli_visible(&out, tnf_sv(cases[i].text));
        assert_string_equal(out.ptr, cases[i].visible);
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_cli_visible(&out, tnf_sv_n("a\0b", 3));
    assert_string_equal(out.ptr, "a\\x00b");
}

static void columns_are_those_of_a_terminal(void **state) {
    (void)state;
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    assert_int_equal(tnf_cli_columns(TNF_SV("")), 0);
    assert_int_equal(tnf_cli_columns(TNF_SV("abc")), 3);
    assert_int_equal(tnf_cli_columns(TNF_SV("Z\xc3\xbcrich")), 6);
    assert_int_equal(tnf_cli_columns(TNF_SV("\xe6\x9d\xb1\xe4\xba\xac")), 4);
    assert_int_equal(tnf_cli_columns(TNF_SV("e\xcc\x81")), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_steers_a_terminal_becomes_visible),
        cmocka_unit_test(columns_are_those_of_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

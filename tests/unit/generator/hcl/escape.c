#include "generator/hcl/escape.h"

#include "base/memory.h"
#include "tests/support/hcl_decode.h"
#include "tests/support/random_rows.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct row {
    const char *name;
    struct tnf_strview text;
    const char *expected;
};

static void strings_are_written_as_literals(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"empty", {"", 0}, "\"\""},
        {"plain", {"hello", 5}, "\"hello\""},
        {"quote and backslash", {"a\"b\\c", 5}, "\"a\\\"b\\\\c\""},
        {"newlines and tab", {"a\nb\r\tc", 6}, "\"a\\nb\\r\\tc\""},
        {"control characters", {"\0\x01\x1f\x7f", 4}, "\"\\u0000\\u0001\\u001f\\u007f\""},
        {"interpolation", {"${x}", 4}, "\"$${x}\""},
        {"directive", {"%{ if true }", 12}, "\"%%{ if true }\""},
        {"escaped interpolation", {"$${x}", 5}, "\"$$${x}\""},
        {"dollars alone", {"$5 100% $", 9}, "\"$5 100% $\""},
        {"mixed", {"%${", 3}, "\"%$${\""},
        {"several", {"${a}${b}", 8}, "\"$${a}$${b}\""},
        {"line separator and emoji", {"\xe2\x80\xa8\xf0\x9f\x8e\x89", 7}, "\"\xe2\x80\xa8\xf0\x9f\x8e\x89\""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        print_message("%s\n", rows[i].name);
        assert_int_equal(tnf_hcl_write_string(rows[i].text, &out, NULL), 0);
        assert_string_equal(out.ptr, rows[i].expected);
    }
}

enum { RANDOM_TEXTS = 20000 };

static void every_literal_reads_back_as_its_text(void **state) {
    (void)state;
    struct tnf_random random = {7};
    for (size_t i = 0; i < RANDOM_TEXTS; i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf literal = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf decoded = TNF_STRBUF_INIT;
        const struct tnf_strview text = tnf_random_text(&random, &arena);
        assert_int_equal(tnf_hcl_write_string(text, &literal, NULL), 0);
        assert_true(tnf_hcl_decode(tnf_strbuf_view(&literal), &decoded));
        assert_true(tnf_sv_eq(tnf_strbuf_view(&decoded), text));
    }
}

static void text_that_is_not_utf8_is_refused_everywhere(void **state) {
    (void)state;
    static const char *const texts[] = {"\xff", "a\xc3", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(texts); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_error err = {0};
        const struct tnf_hcl_heredoc heredoc = {TNF_SV("EOT"), false};
        assert_int_equal(tnf_hcl_write_string(tnf_sv(texts[i]), &out, &err), TNF_E_INVALID);
        assert_int_equal(tnf_hcl_escape_quoted(tnf_sv(texts[i]), &out, &err), TNF_E_INVALID);
        assert_int_equal(tnf_hcl_escape_heredoc(tnf_sv(texts[i]), &heredoc, &out, &err), TNF_E_INVALID);
        assert_int_equal(tnf_hcl_escape_comment(tnf_sv(texts[i]), false, &out, &err), TNF_E_INVALID);
        assert_int_equal(out.len, 0);
        assert_string_equal(err.message, "text is not valid UTF-8");
    }
}

struct place {
    const char *name;
    const char *before; /* what *out holds already */
    const char *text;
    const char *expected; /* what is appended */
};

static void quoted_text_cannot_join_with_its_surroundings(void **state) {
    (void)state;
    static const struct place rows[] = {
        {"plain", "\"", "a", "a"},
        {"nothing", "\"$", "", ""},
        {"brace after dollar", "\"$", "{x}", "\\u007bx}"},
        {"brace after percent", "\"%", "{ if", "\\u007b if"},
        {"dollar at the end", "\"", "cost $", "cost \\u0024"},
        {"percent at the end", "\"", "100%", "100\\u0025"},
        {"whole sequence after dollar", "\"$", "${x}", "$${x}"},
        {"lone brace after dollar", "\"$", "{", "\\u007b"},
        {"quote", "\"", "\"", "\\\""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        print_message("%s\n", rows[i].name);
        tnf_strbuf_add_str(&out, rows[i].before);
        assert_int_equal(tnf_hcl_escape_quoted(tnf_sv(rows[i].text), &out, NULL), 0);
        assert_string_equal(out.ptr + strlen(rows[i].before), rows[i].expected);
    }
}

static void check_heredoc_rows(const struct place *rows, size_t count, bool indented) {
    const struct tnf_hcl_heredoc heredoc = {TNF_SV("EOT"), indented};
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        print_message("%s\n", rows[i].name);
        tnf_strbuf_add_str(&out, rows[i].before);
        assert_int_equal(tnf_hcl_escape_heredoc(tnf_sv(rows[i].text), &heredoc, &out, NULL), 0);
        assert_string_equal(out.ptr + strlen(rows[i].before), rows[i].expected);
    }
}

static void heredoc_text_keeps_the_shape_of_the_heredoc(void **state) {
    (void)state;
    static const struct place rows[] = {
        {"plain", "", "a \"b\" \\c", "a \"b\" \\c"},
        {"nothing", "", "", ""},
        {"interpolation", "", "x ${y} %{z}", "x $${y} %%{z}"},
        {"newline", "", "a\nEOT\n", "${\"a\\nEOT\\n\"}"},
        {"tab", "", "a\tb", "${\"a\\tb\"}"},
        {"marker", "", "EOT", "${\"EOT\"}"},
        {"piece of the marker", "E", "OT", "${\"OT\"}"},
        {"more than the marker", "", "EOTS", "EOTS"},
        {"dollar at the end", "", "a$", "${\"a$\"}"},
        {"brace after percent", "%", "{", "${\"{\"}"},
        {"blanks at the start of a line", "x\n  ", " a", " a"},
    };
    check_heredoc_rows(rows, TNF_ARRAY_LEN(rows), false);
}

static void values_do_not_count_for_the_indentation(void **state) {
    (void)state;
    static const struct place rows[] = {
        {"blanks at the start of a line", "x\n  ", " a", "${\" a\"}"},
        {"a line separator at the start of a line", "x\n", "\xe2\x80\xa8", "${\"\xe2\x80\xa8\"}"},
        {"a letter at the start of a line", "x\n", "\xe3\x81\x82", "\xe3\x81\x82"},
        {"nothing at the start of a line", "x\n  ", "", "${\"\"}"},
        {"blanks within a line", "x\n  y", " a", " a"},
        {"nothing within a line", "x\n  y", "", ""},
    };
    check_heredoc_rows(rows, TNF_ARRAY_LEN(rows), true);
}

static void comments_stay_comments(void **state) {
    (void)state;
    static const struct {
        bool block;
        const char *before;
        const char *text;
        const char *expected;
    } rows[] = {
        {false, "# ", "by ${x}", "by ${x}"}, {false, "# ", "a\nresource \"x\" {}", "a\\nresource \"x\" {}"},
        {false, "# ", "a\r\tb", "a\\r\\tb"}, {true, "/* ", "a */ b", "a * / b"},
        {true, "/* *", "/ b", " / b"},       {true, "/* ", "a*", "a* "},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&out, rows[i].before);
        assert_int_equal(tnf_hcl_escape_comment(tnf_sv(rows[i].text), rows[i].block, &out, NULL), 0);
        assert_string_equal(out.ptr + strlen(rows[i].before), rows[i].expected);
    }
}

static void identifiers_are_told_from_other_names(void **state) {
    (void)state;
    static const char *const good[] = {"a", "_x", "aws_vpc", "a-b", "A9"};
    static const char *const bad[] = {"", "9a", "-a", "a b", "a.b", "\xc3\xa9", "a\"", "a\n"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(good); i++) assert_true(tnf_hcl_is_identifier(tnf_sv(good[i])));
    for (size_t i = 0; i < TNF_ARRAY_LEN(bad); i++) assert_false(tnf_hcl_is_identifier(tnf_sv(bad[i])));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_written_as_literals),
        cmocka_unit_test(every_literal_reads_back_as_its_text),
        cmocka_unit_test(text_that_is_not_utf8_is_refused_everywhere),
        cmocka_unit_test(quoted_text_cannot_join_with_its_surroundings),
        cmocka_unit_test(heredoc_text_keeps_the_shape_of_the_heredoc),
        cmocka_unit_test(values_do_not_count_for_the_indentation),
        cmocka_unit_test(comments_stay_comments),
        cmocka_unit_test(identifiers_are_told_from_other_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

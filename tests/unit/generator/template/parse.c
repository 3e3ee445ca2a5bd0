#include "tests/support/test.h"

#include "generator/template/program.h"

#include <string.h>

struct failure {
    const char *source;
    unsigned line;
    unsigned column;
    const char *message; /* part of it */
    const char *hint;    /* part of it */
};

static void check(const struct failure *row) {
    struct tnf_template_set *set = tnf_template_set_new();
    struct tnf_error err = {0};
    assert_true(tnf_template_set_add(set, "x.md", "x.md", tnf_sv(row->source), &err) < 0);
    if (strstr(err.message, row->message) == NULL || strstr(err.hint, row->hint) == NULL)
        fail_msg("%s\n%s\n%s", row->source, err.message, err.hint);
    assert_string_equal(err.where.file, "x.md");
    assert_int_equal(err.where.line, row->line);
    assert_int_equal(err.where.column, row->column);
    assert_null(tnf_template_find(set, "x.md"));
    tnf_template_set_free(set);
}

static void malformed_tags_fail_with_their_place(void **state) {
    (void)state;
    static const struct failure rows[] = {
        {"a\n  {{{x}}}", 2, 3, "there is no raw form", "put a space between the braces"},
        {"{{&x}}", 1, 1, "there is no raw form", "write {{name}}"},
        {"{{$x}}{{/x}}", 1, 1, "inheritance", "use partials"},
        {"{{<x}}{{/x}}", 1, 1, "inheritance", "use partials"},
        {"a\nb {{x", 2, 3, "tag does not end", "close it with }}"},
        {"{{}}", 1, 1, "is empty", "a name is words"},
        {"{{a b}}", 1, 1, "has a character", ""},
        {"{{a..b}}", 1, 1, "has an empty part", ""},
        {"{{.a}}", 1, 1, "has an empty part", ""},
        {"{{a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a}}", 1, 1, "too many parts", ""},
        {"{{#a}}\n", 1, 1, "section \"a\" does not end", "{{/a}}"},
        {"{{/a}}", 1, 1, "section end \"a\" has no start", ""},
        {"{{#a}}\n{{/b}}", 2, 1, "section end \"b\" does not match its start \"a\"", "line 1, column 1"},
        {"{{#a}}{{#b}}{{/a}}{{/b}}", 1, 13, "does not match", ""},
        {"{{>}}", 1, 1, "is empty", ""},
        {"{{>*x}}", 1, 1, "is dynamic", ""},
        {"{{=}}", 1, 1, "sets no delimiters", ""},
        {"{{=a b}}", 1, 1, "tag does not end", "=}}"},
        {"{{=<%=}}", 1, 1, "sets no delimiters", ""},
        {"{{=<% %> x=}}", 1, 1, "sets no delimiters", ""},
        {"{{==}}", 1, 1, "sets no delimiters", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) check(&rows[i]);
}

static void add_nested(struct tnf_strbuf *out, const char *tag, int count) {
    for (int i = 0; i < count; i++) tnf_strbuf_add_str(out, tag);
}

static void sections_have_a_depth_limit(void **state) {
    (void)state;
    for (int depth = TNF_TEMPLATE_SECTION_DEPTH; depth <= TNF_TEMPLATE_SECTION_DEPTH + 1; depth++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf source = TNF_STRBUF_INIT;
        add_nested(&source, "{{#a}}", depth);
        add_nested(&source, "{{/a}}", depth);
        struct tnf_template_set *set = tnf_template_set_new();
        const int code = tnf_template_set_add(set, "x.md", "x.md", tnf_strbuf_view(&source), NULL);
        assert_int_equal(code, depth <= TNF_TEMPLATE_SECTION_DEPTH ? 0 : TNF_E_LIMIT);
        tnf_template_set_free(set);
    }
}

static void templates_are_text_of_limited_size(void **state) {
    (void)state;
    struct tnf_template_set *set = tnf_template_set_new();
    assert_int_equal(tnf_template_set_add(set, "x.md", "x.md", TNF_SV("\xff"), NULL), TNF_E_INVALID);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf source = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&source, ' ', TNF_TEMPLATE_SIZE_MAX + 1);
    assert_int_equal(tnf_template_set_add(set, "x.md", "x.md", tnf_strbuf_view(&source), NULL), TNF_E_LIMIT);
    tnf_template_set_free(set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(malformed_tags_fail_with_their_place),
        cmocka_unit_test(sections_have_a_depth_limit),
        cmocka_unit_test(templates_are_text_of_limited_size),
    };
    return cmocka_run_group_tests_name("generator/template/parse", tests, NULL, NULL);
}

#include "tests/support/test.h"

#include "generator/template/program.h"

#include <string.h>

struct place_row {
    const char *source; /* with one value */
    enum tnf_place_kind kind;
};

static const struct place_row place_rows[] = {
    {"a = {{x}}\n", TNF_PLACE_EXPRESSION},
    {"a = [1, {{x}}]\n", TNF_PLACE_EXPRESSION},
    {"a = f({{x}})\n", TNF_PLACE_EXPRESSION},
    {"a = { b = {{x}} }\n", TNF_PLACE_EXPRESSION},
    {"a = { b : {{x}} }\n", TNF_PLACE_EXPRESSION},
    {"a = {\n  b = {\n    c = 1\n  }\n  d = {{x}}\n}\n", TNF_PLACE_EXPRESSION},
    {"a = { for k in y : k => {{x}} }\n", TNF_PLACE_EXPRESSION},
    {"a = \"${ {{x}} }\"\n", TNF_PLACE_EXPRESSION},
    {"a = \"${f(\"b\")}\" + {{x}}\n", TNF_PLACE_EXPRESSION},
    {"a = \"%{ if {{x}} }%{ endif }\"\n", TNF_PLACE_EXPRESSION},
    {"a = \"\\\"\" == {{x}}\n", TNF_PLACE_EXPRESSION},
    {"a = \"$${\" == {{x}}\n", TNF_PLACE_EXPRESSION},
    {"a = 1 /* \" */ + {{x}}\n", TNF_PLACE_EXPRESSION},
    {"# \"\na = {{x}}\n", TNF_PLACE_EXPRESSION},
    {"b { a = {{x}} }\n", TNF_PLACE_EXPRESSION},
    {"a = <<EOT\n\"\n  EOT\nb = {{x}}\n", TNF_PLACE_EXPRESSION},
    {"a = <<EOT\n${ {{x}} }\nEOT\n", TNF_PLACE_EXPRESSION},
    {"a = {{x}}.y\n", TNF_PLACE_TRAVERSAL},
    {"a = {{x}}(1)\n", TNF_PLACE_TRAVERSAL},
    {"{{x}} = 1\n", TNF_PLACE_IDENTIFIER},
    {"{{x}} \"b\" {\n}\n", TNF_PLACE_IDENTIFIER},
    {"b {\n  {{x}} = 1\n}\n", TNF_PLACE_IDENTIFIER},
    {"b {\n  c {\n  }\n  {{x}} = 1\n}\n", TNF_PLACE_IDENTIFIER},
    {"a = b.{{x}}\n", TNF_PLACE_IDENTIFIER},
    {"a = {{x}}_y\n", TNF_PLACE_IDENTIFIER},
    {"a = y_{{x}}\n", TNF_PLACE_TAIL},
    {"a = { {{x}} = 1 }\n", TNF_PLACE_KEY},
    {"a = {\n  b = 1\n  {{x}} = 1\n}\n", TNF_PLACE_KEY},
    {"a = { b = 1, {{x}} = 1 }\n", TNF_PLACE_KEY},
    {"a = { fort = 1, {{x}} = 1 }\n", TNF_PLACE_KEY},
    {"a = {\n  # \"\n  {{x}} = 1\n}\n", TNF_PLACE_KEY},
    {"b \"{{x}}\" {\n}\n", TNF_PLACE_LABEL},
    {"b \"a\" \"x-{{x}}\" {\n}\n", TNF_PLACE_LABEL},
    {"b {{x}} {\n}\n", TNF_PLACE_BARE_LABEL},
    {"b \"a\" {{x}} {\n}\n", TNF_PLACE_BARE_LABEL},
    {"a = \"{{x}}\"\n", TNF_PLACE_QUOTED},
    {"a = { \"{{x}}\" = 1 }\n", TNF_PLACE_QUOTED},
    {"a = \"${f(\"{{x}}\")}\"\n", TNF_PLACE_QUOTED},
    {"a = <<EOT\n{{x}}\nEOT\n", TNF_PLACE_HEREDOC},
    {"a = <<-EOT\n  \"${b} {{x}}\n  EOT\n", TNF_PLACE_HEREDOC},
    {"a = <<EOT\nEOTS {{x}}\nEOT\n", TNF_PLACE_HEREDOC},
    {"a = <<EOT\n${f(<<X\nX\n)}EOT\n{{x}}\nEOT\n", TNF_PLACE_HEREDOC},
    {"# {{x}}\n", TNF_PLACE_LINE_COMMENT},
    {"a = 1 // {{x}}\n", TNF_PLACE_LINE_COMMENT},
    {"/* \n {{x}} */\n", TNF_PLACE_BLOCK_COMMENT},
};

static void each_value_knows_where_it_stands(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(place_rows); i++) {
        struct tnf_template_set *set = tnf_template_set_new();
        struct tnf_error err = {0};
        if (tnf_template_set_add(set, "x.tf", "x.tf", tnf_sv(place_rows[i].source), &err) != 0)
            fail_msg("%s%s", place_rows[i].source, err.message);
        const struct tnf_template *template = tnf_template_find(set, "x.tf");
        size_t at = 0;
        while (template->nodes[at].kind != TNF_NODE_VALUE) at++;
        const enum tnf_place_kind kind = template->places[TNF_START_STATEMENT][at].place.kind;
        if (kind != place_rows[i].kind)
            fail_msg("%s is in %s, expected %s", place_rows[i].source, tnf_place_name(kind),
                     tnf_place_name(place_rows[i].kind));
        tnf_template_set_free(set);
    }
}

struct failure {
    const char *source;
    unsigned line;
    unsigned column;
    const char *message; /* part of it */
};

static void ambiguous_templates_are_refused(void **state) {
    (void)state;
    static const struct failure rows[] = {
        {"a = \"\n{{x}}\"\n", 1, 6, "quoted string does not end on its line"},
        {"a = \"\\{{x}}\"\n", 1, 7, "tag stands directly after \"\\\""},
        {"a = <<EOT\n${{x}}\nEOT\n", 2, 2, "tag stands directly after \"$\""},
        {"a = \"${{#x}}b{{/x}}\"\n", 1, 7, "stands directly after \"$\""},
        {"a = \"{{#x}}b${{/x}}\"\n", 1, 6, "stands directly after \"$\""},
        {"a = 1 /{{x}}\n", 1, 8, "tag stands directly after \"/\""},
        {"a = <{{x}}\n", 1, 6, "tag stands directly after \"<\""},
        {"/* *{{x}} */\n", 1, 5, "tag stands directly after \"*\""},
        {"a = <<{{x}}\nEOT\n", 1, 7, "first line of a heredoc"},
        {"a = <<EOT{{x}}\nEOT\n", 1, 10, "first line of a heredoc"},
        {"a = << EOT\nEOT\n", 1, 7, "heredoc needs a name"},
        {"a = <<EOT\n{{x}}EOT\nEOT\n", 2, 9, "tag stands on the line that ends heredoc EOT"},
        {"a = {{x}}{{y}}\n", 1, 10, "two values stand side by side"},
        {"{{#x}}\nb {\n{{/x}}\n}\n", 1, 1, "section \"x\" does not end where it starts"},
        {"a = {{#x}}\"{{/x}}b\"\n", 1, 5, "section \"x\" does not end where it starts"},
        {"{{#x}}# {{/x}}a = 1\n", 1, 1, "section \"x\" does not end where it starts"},
        {"{{^x}}a = 1{{/x}}\n", 1, 1, "section \"x\" does not end where it starts"},
        {"a = <<EOT\nx{{#l}}\ny\n{{/l}}\nEOT\n", 2, 2, "starts and ends in different parts of a line"},
        {"a = <<EOT\n{{#l}}EO{{/l}}T\nEOT\n", 2, 1, "starts and ends in different parts of a line"},
        {"a = <<EOT\n{{#l}}x{{/l}}EOT\nEOT\n", 2, 17, "tag stands on the line that ends heredoc EOT"},
        {"a = [\n", 0, 0, "template ends before \"]\""},
        {"a = <<EOT\n", 0, 0, "template ends before the end of heredoc EOT"},
        {"b {\n}\n}\n", 3, 1, "\"}\" closes a bracket that is not open"},
        {"a = [1)\n", 1, 7, "\")\" closes a bracket where \"]\" is expected"},
        {"a = \"{{> p}}\"\n", 1, 6, "partial stands in the middle"},
        {"# {{> p}}\n", 1, 3, "partial stands in the middle"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_template_set *set = tnf_template_set_new();
        struct tnf_error err = {0};
        if (tnf_template_set_add(set, "x.tf", "x.tf", tnf_sv(rows[i].source), &err) == 0)
            fail_msg("accepted: %s", rows[i].source);
        if (strstr(err.message, rows[i].message) == NULL) fail_msg("%s%s", rows[i].source, err.message);
        assert_string_equal(err.where.file, "x.tf");
        assert_int_equal(err.where.line, rows[i].line);
        assert_int_equal(err.where.column, rows[i].column);
        tnf_template_set_free(set);
    }
}

static void brackets_have_a_depth_limit(void **state) {
    (void)state;
    for (int depth = TNF_PLACE_DEPTH - 1; depth <= TNF_PLACE_DEPTH; depth++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf source = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&source, "a = ");
        tnf_strbuf_add_repeat(&source, '[', (size_t)depth);
        tnf_strbuf_add_repeat(&source, ']', (size_t)depth);
        struct tnf_template_set *set = tnf_template_set_new();
        const int code = tnf_template_set_add(set, "x.tf", "x.tf", tnf_strbuf_view(&source), NULL);
        assert_int_equal(code, depth < TNF_PLACE_DEPTH ? 0 : TNF_E_LIMIT);
        tnf_template_set_free(set);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_knows_where_it_stands),
        cmocka_unit_test(ambiguous_templates_are_refused),
        cmocka_unit_test(brackets_have_a_depth_limit),
    };
    return cmocka_run_group_tests_name("generator/template/analyse", tests, NULL, NULL);
}

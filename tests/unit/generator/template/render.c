#include "tests/support/test.h"

#include "generator/template/program.h"

#include <string.h>

/* What all the cases render with. */
static struct tnf_value data(struct tnf_arena *arena) {
    struct tnf_value root = tnf_value_object(arena);
    struct tnf_value list = tnf_value_list(arena);
    tnf_list_add(arena, list, tnf_value_string(TNF_SV("a")));
    tnf_list_add(arena, list, tnf_value_int(2));
    struct tnf_value tags = tnf_value_object(arena);
    tnf_object_set_string(arena, tags, "Name", TNF_SV("acme"));
    tnf_object_set_string(arena, tags, "cost center", TNF_SV("7"));
    tnf_object_set_string(arena, root, "name", TNF_SV("acme"));
    tnf_object_set_string(arena, root, "nasty", TNF_SV("a\"${x}\n%{if}"));
    tnf_object_set_string(arena, root, "dollar", TNF_SV("$"));
    tnf_object_set_string(arena, root, "brace", TNF_SV("{x}"));
    tnf_object_set_string(arena, root, "marker", TNF_SV("EOT"));
    tnf_object_set_string(arena, root, "empty", TNF_SV(""));
    tnf_object_set_string(arena, root, "type", TNF_SV("aws_vpc"));
    tnf_object_set_int(arena, root, "n", -3);
    tnf_object_set_int(arena, root, "port", 8080);
    tnf_object_set_bool(arena, root, "yes", true);
    tnf_object_set_bool(arena, root, "no", false);
    tnf_object_set_value(arena, root, "nothing", tnf_value_null());
    tnf_object_set_value(arena, root, "ref", tnf_value_reference(TNF_SV("module.net.id")));
    tnf_object_set_value(arena, root, "list", list);
    tnf_object_set_value(arena, root, "none", tnf_value_list(arena));
    tnf_object_set_value(arena, root, "tags", tags);
    tnf_object_set_string(arena, root, "latin1", TNF_SV("\xe9"));
    return root;
}

static int render(const char *source, struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_template_set *set = tnf_template_set_new();
    int code = tnf_template_set_add(set, "main.tf", "templates/main.tf.mustache", tnf_sv(source), err);
    if (code == 0) code = tnf_template_set_link(set, err);
    if (code == 0) code = tnf_template_render(tnf_template_find(set, "main.tf"), data(&arena), out, err);
    tnf_template_set_free(set);
    return code;
}

struct row {
    const char *source;
    const char *expected;
};

static void check_rows(const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_error err = {0};
        const int code = render(rows[i].source, &out, &err);
        if (code != 0) print_message("%s%s\n", rows[i].source, err.message);
        assert_int_equal(code, 0);
        assert_string_equal(out.ptr, rows[i].expected);
    }
}

static void expressions_take_values_of_every_type(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"a = {{name}}\n", "a = \"acme\"\n"},
        {"a = {{nasty}}\n", "a = \"a\\\"$${x}\\n%%{if}\"\n"},
        {"a = {{n}}\n", "a = -3\n"},
        {"a = {{yes}}\n", "a = true\n"},
        {"a = {{nothing}}\n", "a = null\n"},
        {"a = {{ref}}\n", "a = module.net.id\n"},
        {"a = {{list}}\n", "a = [\"a\", 2]\n"},
        {"a = {{none}}\n", "a = []\n"},
        {"a = {{tags}}\n", "a = {\n  Name          = \"acme\"\n  \"cost center\" = \"7\"\n}\n"},
        {"b \"x\" {\n  a = {{tags}}\n}\n",
         "b \"x\" {\n  a = {\n    Name          = \"acme\"\n    \"cost center\" = \"7\"\n  }\n}\n"},
        {"a = f({{name}}, [{{n}}, {{yes}}])\n", "a = f(\"acme\", [-3, true])\n"},
        {"a = {{yes}} ? {{name}} : {{nothing}}\n", "a = true ? \"acme\" : null\n"},
        {"a = { b = {{name}}, c : {{n}} }\n", "a = { b = \"acme\", c : -3 }\n"},
        {"a = {{list}}[0]\n", "a = [\"a\", 2][0]\n"},
        {"a = concat({{list}}...)\n", "a = concat([\"a\", 2]...)\n"},
        {"a = 5 -{{port}}\n", "a = 5 - 8080\n"},
        {"a = {{port}}-1\n", "a = 8080 - 1\n"},
        {"a = [for k, v in {{tags}} : k]\n",
         "a = [for k, v in {\n  Name          = \"acme\"\n  \"cost center\" = \"7\"\n} : k]\n"},
        {"a = { for k in {{list}} : k => {{name}} }\n", "a = { for k in [\"a\", 2] : k => \"acme\" }\n"},
        {"a = {\n  for k in {{list}} :\n  {{name}} => k\n}\n", "a = {\n  for k in [\"a\", 2] :\n  \"acme\" => k\n}\n"},
    };
    check_rows(rows, TNF_ARRAY_LEN(rows));
}

static void strings_take_text(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"a = \"x-{{name}}-y\"\n", "a = \"x-acme-y\"\n"},
        {"a = \"{{nasty}}\"\n", "a = \"a\\\"$${x}\\n%%{if}\"\n"},
        {"a = \"{{n}}/{{yes}}\"\n", "a = \"-3/true\"\n"},
        {"a = \"x ${f({{name}}, {{n}})}\"\n", "a = \"x ${f(\"acme\", -3)}\"\n"},
        {"a = \"{{ref}}/x\"\n", "a = \"${module.net.id}/x\"\n"},
        {"a = \"x/{{ref}}\"\n", "a = \"x/${module.net.id}\"\n"},
        {"a = \"{{ref}}{{ref}}\"\n", "a = \"${module.net.id}${module.net.id}\"\n"},
        {"a = \"${{brace}}\"\n", "a = \"$\\u007bx}\"\n"},
        {"a = \"{{dollar}}{{brace}}\"\n", "a = \"\\u0024{x}\"\n"},
        {"a = \"{{dollar}}{x}\"\n", "a = \"\\u0024{x}\"\n"},
        {"a = \"${{ref}}\"\n", "a = \"\\u0024${module.net.id}\"\n"},
        {"a = \"${{port}}\"\n", "a = \"$8080\"\n"},
        {"a = \"$${ {{name}} }\"\n", "a = \"$${ acme }\"\n"},
        {"a = \"%{ if {{yes}} }x%{ endif }\"\n", "a = \"%{if true}x%{endif}\"\n"},
        {"a = \"\\\\{{name}}\"\n", "a = \"\\\\acme\"\n"},
    };
    check_rows(rows, TNF_ARRAY_LEN(rows));
}

static void heredocs_keep_their_shape(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"a = <<EOT\nx {{name}}\nEOT\nb = {{n}}\n", "a = <<EOT\nx acme\nEOT\nb = -3\n"},
        {"a = <<-EOT\n  {{nasty}}\n  EOT\n", "a = <<-EOT\n  ${\"a\\\"$${x}\\n%%{if}\"}\n  EOT\n"},
        {"a = <<EOT\n{{marker}}\nEOT\n", "a = <<EOT\n${\"EOT\"}\nEOT\n"},
        {"a = <<EOT\n${f({{name}})}\nEOT\n", "a = <<EOT\n${f(\"acme\")}\nEOT\n"},
        {"a = <<EOT\n{{ref}}\nEOT\n", "a = <<EOT\n${module.net.id}\nEOT\n"},
        {"a = f(<<EOT\nx\nEOT\n, {{name}})\n", "a = f(<<EOT\nx\nEOT\n, \"acme\")\n"},
        {"a = <<EOT\n{{#yes}}\nb = {{name}}\n{{/yes}}\nEOT\nc = {{name}}\n",
         "a = <<EOT\nb = acme\nEOT\nc = \"acme\"\n"},
    };
    check_rows(rows, TNF_ARRAY_LEN(rows));
}

static void names_and_comments_take_text_that_fits(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"resource {{type}} {{name}} {\n}\n", "resource \"aws_vpc\" \"acme\" {\n}\n"},
        {"resource \"{{type}}\" \"x_{{name}}\" {\n}\n", "resource \"aws_vpc\" \"x_acme\" {\n}\n"},
        {"{{name}} = 1\n", "acme = 1\n"},
        {"{{name}} {\n  {{type}}_id = 1\n}\n", "acme {\n  aws_vpc_id = 1\n}\n"},
        {"a = {{type}}.{{name}}.id\n", "a = aws_vpc.acme.id\n"},
        {"a = {{ref}}.id\n", "a = module.net.id.id\n"},
        {"a = module.x_{{port}}.id\n", "a = module.x_8080.id\n"},
        {"a = {\n  {{name}} = 1\n  {{nasty}} = 2\n  {{ref}} = 3\n}\n",
         "a = {\n  acme               = 1\n  \"a\\\"$${x}\\n%%{if}\" = 2\n  (module.net.id)    = 3\n}\n"},
        {"a = {\n  \"{{nasty}}\" = 1\n}\n", "a = {\n  \"a\\\"$${x}\\n%%{if}\" = 1\n}\n"},
        {"# by {{nasty}}\n// {{ref}} {{n}}\n", "# by a\"${x}\\n%{if}\n// module.net.id -3\n"},
        {"/* {{name}} */\na = {{name}} # {{name}}\n", "/* acme */\na = \"acme\" # acme\n"},
    };
    check_rows(rows, TNF_ARRAY_LEN(rows));
}

static void sections_choose_and_repeat(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"{{#yes}}\na = 1\n{{/yes}}\n{{^yes}}\na = 2\n{{/yes}}\n", "a = 1\n"},
        {"{{#no}}\na = 1\n{{/no}}\n{{^no}}\na = 2\n{{/no}}\n", "a = 2\n"},
        {"{{#missing}}\na = 1\n{{/missing}}\n{{#empty}}\nb = 1\n{{/empty}}\n", ""},
        {"a = [{{#list}}{{.}}, {{/list}}]\n", "a = [\"a\", 2, ]\n"},
        {"{{#tags}}\na = {{Name}}\nb = {{name}}\n{{/tags}}\n", "a = \"acme\"\nb = \"acme\"\n"},
        {"a = {{tags.Name}}\n", "a = \"acme\"\n"},
        {"a = \"{{#yes}}x{{/yes}}{{^yes}}y{{/yes}}\"\n", "a = \"x\"\n"},
        {"{{#name}}\na = {{.}}\n{{/name}}\n{{#n}}\nb = {{.}}\n{{/n}}\n", "a = \"acme\"\nb = -3\n"},
        {"{{! note }}\na = 1\n", "a = 1\n"},
        {"{{#yes}}\na = f(<<EOT\nx\nEOT\n)\n{{/yes}}\n", "a = f(<<EOT\nx\nEOT\n)\n"},
        {"{{=<% %>=}}\na = <%name%>\n", "a = \"acme\"\n"},
    };
    check_rows(rows, TNF_ARRAY_LEN(rows));
}

struct failure {
    const char *source;
    unsigned line;
    unsigned column;
    const char *message; /* part of it */
    const char *hint;    /* part of it */
};

static void values_that_do_not_fit_fail_with_their_place(void **state) {
    (void)state;
    static const struct failure rows[] = {
        {"a = 1\nb = {{nmae}}\n", 2, 5, "no value is named \"nmae\"", "did you mean name?"},
        {"a = {{tags.Nam}}\n", 1, 5, "\"tags\" has no value named \"Nam\"", "did you mean Name?"},
        {"a = {{name.x}}\n", 1, 5, "is a string, which has no names in it", ""},
        {"{{#list}}\na = {{no_such}}\n{{/list}}\n", 2, 5, "no value is named", "there is: name, nasty"},
        {"a = \"{{list}}\"\n", 1, 6, "cannot write {{list}}: it is a list, and stands in a quoted string", ""},
        {"a = \"{{nothing}}\"\n", 1, 6, "it is null, and stands in a quoted string", ""},
        {"a = <<EOT\n {{tags}}\nEOT\n", 2, 2, "it is an object, and stands in a heredoc", ""},
        {"# {{tags}}\n", 1, 3, "stands in a comment", ""},
        {"a = \"{{ref}}\"\n", 1, 6, "the quoted string is nothing else", "take the quotes off"},
        {"resource \"x\" \"{{nasty}}\" {\n}\n", 1, 15, "is no block label", "labels are not empty"},
        {"resource \"x\" {{nasty}} {\n}\n", 1, 14, "is no block label", ""},
        {"resource \"x\" \"{{empty}}\" {\n}\n", 1, 15, "is no block label", ""},
        {"resource \"x\" \"{{ref}}\" {\n}\n", 1, 15, "it is a reference, and stands in a block label", ""},
        {"{{nasty}} = 1\n", 1, 1, "is no HCL identifier", "ASCII letters"},
        {"{{ref}} = 1\n", 1, 1, "it is a reference, and stands in an identifier", ""},
        {"a = module.{{nasty}}.x\n", 1, 12, "is no HCL identifier", ""},
        {"a = {{list}}.x\n", 1, 5, "stands in the start of a reference", ""},
        {"a = {\n  {{list}} = 1\n}\n", 2, 3, "stands in an object's key", ""},
        {"a = {{latin1}}\n", 1, 5, "text is not valid UTF-8", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&out, "before");
        struct tnf_error err = {0};
        assert_true(render(rows[i].source, &out, &err) < 0);
        assert_string_equal(out.ptr, "before");
        if (strstr(err.message, rows[i].message) == NULL || strstr(err.hint, rows[i].hint) == NULL)
            fail_msg("%s\n%s\n%s", rows[i].source, err.message, err.hint);
        assert_string_equal(err.where.file, "templates/main.tf.mustache");
        assert_int_equal(err.where.line, rows[i].line);
        assert_int_equal(err.where.column, rows[i].column);
    }
}

/* Renders "main" of a set whose second template is a partial. */
static int render_pair(const char *ending, const char *main_source, const char *partial_source, struct tnf_strbuf *out,
                       struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_template_set *set = tnf_template_set_new();
    char main_name[32];
    char partial_name[32];
    (void)snprintf(main_name, sizeof main_name, "main%s", ending);
    (void)snprintf(partial_name, sizeof partial_name, "part%s", ending);
    int code = tnf_template_set_add(set, main_name, main_name, tnf_sv(main_source), err);
    if (code == 0) code = tnf_template_set_add(set, partial_name, partial_name, tnf_sv(partial_source), err);
    if (code == 0) code = tnf_template_set_link(set, err);
    if (code == 0) code = tnf_template_render(tnf_template_find(set, main_name), data(&arena), out, err);
    tnf_template_set_free(set);
    return code;
}

static void partials_take_the_place_where_they_stand(void **state) {
    (void)state;
    static const struct {
        const char *main_source;
        const char *partial;
        const char *expected;
    } rows[] = {
        {"{{> part}}\nb = 2\n", "{{type}} = {{name}}", "aws_vpc = \"acme\"\nb       = 2\n"},
        {"a = {\n  {{> part}}\n}\n", "{{nasty}} = {{n}}\n", "a = {\n  \"a\\\"$${x}\\n%%{if}\" = -3\n}\n"},
        {"a = [\n  {{> part}}\n]\n", "{{name}},\n{{n}},\n", "a = [\n  \"acme\",\n  -3,\n]\n"},
        {"b {\n  {{> part}}\n}\n", "a = <<EOT\nx\nEOT\nb = <<-EOT\n  x\n  EOT\n",
         "b {\n  a = <<EOT\nx\nEOT\n  b = <<-EOT\n    x\n    EOT\n}\n"},
        {"{{#list}}\n{{> part}}\n{{/list}}\n", "a = {{.}}\n", "a = \"a\"\na = 2\n"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        struct tnf_error err = {0};
        if (render_pair(".tf.mustache", rows[i].main_source, rows[i].partial, &out, &err) != 0)
            fail_msg("%s", err.message);
        assert_string_equal(out.ptr, rows[i].expected);
    }
}

static void partials_that_never_end_are_an_error(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    assert_int_equal(render_pair(".tf.mustache", "{{> part}}\n", "a = 1\n{{> part}}\n", &out, &err), TNF_E_LIMIT);
    assert_int_equal(out.len, 0);
    assert_string_equal(err.where.file, "part.tf.mustache");
    assert_int_equal(err.where.line, 2);
}

static void plain_templates_write_text_as_it_is(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    const char *source = "# {{name}}\n \"{{nasty}} {{port}} {{yes}}\n{{> part.md}}";
    assert_int_equal(render_pair(".md.mustache", source, "{{ref}} {", &out, &err), 0);
    assert_string_equal(out.ptr, "# acme\n \"a\"${x}\n%{if} 8080 true\nmodule.net.id {");
    assert_true(render_pair(".md.mustache", "{{list}}", "", &out, &err) < 0);
    assert_true(render_pair(".md.mustache", "{{nothing}}", "", &out, &err) < 0);
}

/* The specification's case writes its value raw. */
static void plain_partials_indent_their_own_lines_only(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    assert_int_equal(render_pair(".md.mustache", "\\\n {{>part.md}}\n/\n", "|\n{{nasty}}\n|\n\n", &out, NULL), 0);
    assert_string_equal(out.ptr, "\\\n |\n a\"${x}\n%{if}\n |\n\n/\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_take_values_of_every_type),
        cmocka_unit_test(strings_take_text),
        cmocka_unit_test(heredocs_keep_their_shape),
        cmocka_unit_test(names_and_comments_take_text_that_fits),
        cmocka_unit_test(sections_choose_and_repeat),
        cmocka_unit_test(values_that_do_not_fit_fail_with_their_place),
        cmocka_unit_test(partials_take_the_place_where_they_stand),
        cmocka_unit_test(partials_that_never_end_are_an_error),
        cmocka_unit_test(plain_templates_write_text_as_it_is),
        cmocka_unit_test(plain_partials_indent_their_own_lines_only),
    };
    return cmocka_run_group_tests_name("generator/template/render", tests, NULL, NULL);
}

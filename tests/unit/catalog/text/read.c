/* Both readers: the tree, the places, the corners of the syntax, the limits. */
#include "catalog/text/node.h"

#include "base/memory.h"
#include "base/strbuf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

typedef int (*read_fn)(struct tnf_strview, const char *, struct tnf_arena *, struct tnf_node **, struct tnf_error *);

/* The tree on one line: 1:1{ 1:1"a" 1:4 b } with plain scalars bare, quoted ones in quotes, ! for a repeated key. */
static void describe(const struct tnf_node *nodes, struct tnf_strbuf *out) {
    for (const struct tnf_node *node = nodes; node != NULL; node = node->next) {
        tnf_strbuf_addf(out, "%s%u:%u", out->len == 0 ? "" : " ", node->line, node->column);
        if (node->kind == TNF_NODE_SCALAR)
            tnf_strbuf_addf(out, node->plain ? " %.*s" : "\"%.*s\"", TNF_SV_ARG(node->text));
        else
            tnf_strbuf_add_c(out, node->kind == TNF_NODE_MAPPING ? '{' : '[');
        if (node->repeated) tnf_strbuf_add_c(out, '!');
        if (node->value != NULL) describe(node->value, out);
        describe(node->first, out);
        if (node->kind != TNF_NODE_SCALAR) tnf_strbuf_add_str(out, node->kind == TNF_NODE_MAPPING ? " }" : " ]");
    }
}

static void read_as(read_fn reader, struct tnf_strview text, struct tnf_strbuf *out) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_node *nodes = NULL;
    struct tnf_error error;
    if (reader(text, "f", &arena, &nodes, &error) < 0) {
        char message[2048];
        (void)tnf_error_format(&error, message, sizeof message);
        tnf_strbuf_add_str(out, message);
    } else {
        describe(nodes, out);
    }
    tnf_arena_release(&arena);
}

struct read_case {
    struct tnf_strview text;
    const char *expected; /* the tree, or how the error starts */
};

static void check(read_fn reader, const struct read_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        read_as(reader, cases[i].text, &out);
        const bool is_error = out.ptr[0] == 'f';
        const bool same = is_error && cases[i].expected[0] == 'f'
                              ? strncmp(out.ptr, cases[i].expected, strlen(cases[i].expected)) == 0
                              : strcmp(out.ptr, cases[i].expected) == 0;
        if (!same)
            fail_msg("for %.*s\nexpected %s\ngot      %s", TNF_SV_ARG(cases[i].text), cases[i].expected, out.ptr);
    }
}

static void yaml_values_have_places_and_styles(void **state) {
    (void)state;
    const struct read_case cases[] = {
        {TNF_SV(""), ""},
        {TNF_SV("# only a remark\n"), ""},
        {TNF_SV("a: 1\nb: \"1\"\n"), "1:1{ 1:1 a 1:4 1 2:1 b 2:4\"1\" }"},
        {TNF_SV("a:\n  - x\n  - 'y'\n"), "1:1{ 1:1 a 2:3[ 2:5 x 3:5\"y\" ] }"},
        {TNF_SV("a: {b: c, d: }\n"), "1:1{ 1:1 a 1:4{ 1:5 b 1:8 c 1:11 d 1:14  } }"},
        {TNF_SV("a: 1\n---\nb: 2\n...\n"), "1:1{ 1:1 a 1:4 1 } 3:1{ 3:1 b 3:4 2 }"},
        {TNF_SV("\xC3\xA9: \xF0\x9F\x98\x80 # x\nb: 1\n"), "1:1{ 1:1 \xC3\xA9 1:4 \xF0\x9F\x98\x80 2:1 b 2:4 1 }"},
        {TNF_SV("a: |\n  x\n  y\n"), "1:1{ 1:1 a 1:4\"x\ny\n\" }"},
        {TNF_SV("a: 1\r\nb: 2\r\n"), "1:1{ 1:1 a 1:4 1 2:1 b 2:4 2 }"},
        {TNF_SV("a: 1\nb: 2\na: 3\n"), "1:1{ 1:1 a 1:4 1 2:1 b 2:4 2 3:1 a! 3:4 3 }"},
        {TNF_SV("x: {a: 1, \"a\": 2, a: 3}"), "1:1{ 1:1 x 1:4{ 1:5 a 1:8 1 1:11\"a\"! 1:16 2 1:19 a! 1:22 3 } }"},
    };
    check(tnf_read_yaml, cases, TNF_ARRAY_LEN(cases));
}

static void yaml_is_refused_with_its_place(void **state) {
    (void)state;
    const struct read_case cases[] = {
        {TNF_SV("a: [1\n"), "f:2:1: not YAML: did not find expected ',' or ']'"},
        {TNF_SV("a: 1\n b: 2\n"), "f:2:3: not YAML: mapping values are not allowed in this context"},
        {TNF_SV("a:\n\tb: 1\n"), "f:2:1: not YAML: found character that cannot start any token"},
        {TNF_SV("a: \"x\n"), "f:2:1: not YAML: found unexpected end of stream"},
        {TNF_SV("a: 1\nb: \xFF\n"), "f:2:4: not YAML: invalid leading UTF-8 octet"},
        {TNF_SV("a: \x01\n"), "f:1:4: not YAML: control characters are not allowed"},
        {TNF_SV("a: \0\n"), "f:1:4: not YAML: control characters are not allowed"},
        {TNF_SV("\xFF\xFE"
                "a\0:\0"),
         "f:1:1: not YAML: invalid leading UTF-8 octet"},
        {TNF_SV("a: &x 1\nb: *x\n"), "f:1:4: YAML anchors are not supported\n  write the values out"},
        {TNF_SV("a: &x [1]\n"), "f:1:4: YAML anchors are not supported"},
        {TNF_SV("a: &x {b: 1}\n"), "f:1:4: YAML anchors are not supported"},
        {TNF_SV("a: 1\nb: *x\n"), "f:2:4: YAML aliases are not supported"},
        {TNF_SV("a: !!int \"3\"\n"), "f:1:4: YAML tags are not supported"},
        {TNF_SV("a: !include x\n"), "f:1:4: YAML tags are not supported"},
        {TNF_SV("a: !x [1]\n"), "f:1:4: YAML tags are not supported"},
        {TNF_SV("<<: {a: 1}\n"), "1:1{ 1:1 << 1:5{ 1:6 a 1:9 1 } }"}, /* an ordinary key, refused as an unknown one */
    };
    check(tnf_read_yaml, cases, TNF_ARRAY_LEN(cases));
}

static void json_values_have_places_and_styles(void **state) {
    (void)state;
    const struct read_case cases[] = {
        {TNF_SV("{}"), "1:1{ }"},
        {TNF_SV("[]"), "1:1[ ]"},
        {TNF_SV("{\"a\": 1,\n \"b\": [true, null, -1.50e3]}\n"),
         "1:1{ 1:2\"a\" 1:7 1 2:2\"b\" 2:7[ 2:8 true 2:14 null 2:20 -1.50e3 ] }"},
        {TNF_SV("{\"a\":{\"b\":[]},\"c\":\"\"}"), "1:1{ 1:2\"a\" 1:6{ 1:7\"b\" 1:11[ ] } 1:15\"c\" 1:19\"\" }"},
        {TNF_SV("\t{\t\"a\"\n:\r\n\t1}"), "1:2{ 1:4\"a\" 3:2 1 }"},
        {TNF_SV("{\"\\u00e9\\/\\\"\\\\\": \"\\ud83d\\ude00\\n\"}"),
         "1:1{ 1:2\"\xC3\xA9/\"\\\" 1:18\"\xF0\x9F\x98\x80\n\" }"},
        {TNF_SV("{\"\xF0\x9F\x98\x80\": 1}"), "1:1{ 1:2\"\xF0\x9F\x98\x80\" 1:7 1 }"},
        {TNF_SV("{\"a\": \"[{,:]}\"}"), "1:1{ 1:2\"a\" 1:7\"[{,:]}\" }"},
        {TNF_SV("{\"a\": 1, \"a\": 2}"), "1:1{ 1:2\"a\" 1:7 1 1:10\"a\"! 1:15 2 }"},
        {TNF_SV("{\"a\": 1, \"\\u0061\": 2}"), "1:1{ 1:2\"a\" 1:7 1 1:10\"a\"! 1:20 2 }"},
    };
    check(tnf_read_json, cases, TNF_ARRAY_LEN(cases));
}

static void json_is_refused_with_its_place(void **state) {
    (void)state;
    const struct read_case cases[] = {
        {TNF_SV(""), "f:1:1: not JSON: "},
        {TNF_SV("{\"a\": 1,\n \"b\": }"), "f:2:7: not JSON: unexpected token near '}'"},
        {TNF_SV("{a: 1}"), "f:1:2: not JSON: "},
        {TNF_SV("{'a': 1}"), "f:1:2: not JSON: "},
        {TNF_SV("{\"a\": 1,}"), "f:1:9: not JSON: "},
        {TNF_SV("{\"a\": 01}"), "f:1:7: not JSON: "},
        {TNF_SV("{\"a\": \"\\ud83d\"}"), "f:1:"},
        {TNF_SV("{\"a\": \"\\u0000\"}"), "f:1:"},
        {TNF_SV("{\"a\": \"\xFF\"}"), "f:1:"},
        {TNF_SV("{} {}"), "f:1:4: not JSON: end of file expected"},
        {TNF_SV("{\"a\": 99999999999999999999}"), "f:1:26: not JSON: too big integer"},
    };
    check(tnf_read_json, cases, TNF_ARRAY_LEN(cases));
}

/* `count` times open, then `inner`, then `count` times close. */
static void nested(struct tnf_strbuf *out, size_t count, const char *open, const char *inner, const char *close) {
    for (size_t i = 0; i < count; i++) tnf_strbuf_add_str(out, open);
    tnf_strbuf_add_str(out, inner);
    for (size_t i = 0; i < count; i++) tnf_strbuf_add_str(out, close);
}

static void nesting_is_limited(void **state) {
    (void)state;
    static const read_fn readers[] = {tnf_read_yaml, tnf_read_json};
    static const size_t depths[] = {32, 33, 100000};
    for (size_t r = 0; r < 2; r++) {
        for (size_t d = 0; d < TNF_ARRAY_LEN(depths); d++) {
            TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
            TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
            nested(&text, depths[d], d == 1 ? "{\"a\":" : "[", "1", d == 1 ? "}" : "]");
            read_as(readers[r], tnf_strbuf_view(&text), &out);
            assert_int_equal(out.ptr[0], d == 0 ? '1' : 'f');
            assert_true(d == 0 || r == 1 || strstr(out.ptr, "nested more than 32 deep") != NULL);
        }
    }
}

static void many_keys_are_compared_quickly(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (int i = 0; i < 50000; i++) tnf_strbuf_addf(&text, "%s\"k%d\":1", i == 0 ? "{" : ",", i % 49999);
    tnf_strbuf_add_c(&text, '}');
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_node *nodes = NULL;
    struct tnf_error error;
    assert_int_equal(tnf_read_json(tnf_strbuf_view(&text), "f", &arena, &nodes, &error), 0);
    size_t repeated = 0;
    for (const struct tnf_node *key = nodes->first; key != NULL; key = key->next) repeated += key->repeated;
    assert_int_equal(repeated, 1);
    tnf_arena_release(&arena);
}

static void only_plain_scalars_are_null_or_bool(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool null;
        bool boolean;
    } cases[] = {{"", true, false},      {"~", true, false},     {"null", true, false},  {"NULL", true, false},
                 {"nULL", false, false}, {"true", false, true},  {"False", false, true}, {"yes", false, false},
                 {"0", false, false},    {"none", false, false}, {"tRUE", false, false}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_node node = {.kind = TNF_NODE_SCALAR, .plain = true, .text = tnf_sv(cases[i].text)};
        assert_int_equal(tnf_node_is_null(&node), cases[i].null);
        assert_int_equal(tnf_node_is_bool(&node), cases[i].boolean);
        node.plain = false;
        assert_false(tnf_node_is_null(&node));
        assert_false(tnf_node_is_bool(&node));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml_values_have_places_and_styles),
        cmocka_unit_test(yaml_is_refused_with_its_place),
        cmocka_unit_test(json_values_have_places_and_styles),
        cmocka_unit_test(json_is_refused_with_its_place),
        cmocka_unit_test(nesting_is_limited),
        cmocka_unit_test(many_keys_are_compared_quickly),
        cmocka_unit_test(only_plain_scalars_are_null_or_bool),
    };
    return cmocka_run_group_tests_name("catalog/text/read", tests, NULL, NULL);
}

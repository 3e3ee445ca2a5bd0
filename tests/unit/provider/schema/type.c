#include "tests/support/test.h"

#include "provider/schema/type.h"

/* Reads and writes again; NULL when reading fails. */
static char *round_trip(const char *json) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    const struct tnf_cty_type *type;
    struct tnf_error err;
    if (tnf_cty_type_parse(&arena, tnf_sv(json), &type, &err) < 0) return NULL;
    tnf_cty_type_write(type, &out);
    return tnf_strbuf_detach(&out);
}

static void every_type_reads_and_writes(void **state) {
    static const struct {
        const char *json;
        const char *written; /* NULL: the same */
    } cases[] = {
        {"\"string\"", NULL},
        {"\"bool\"", NULL},
        {"\"number\"", NULL},
        {"\"dynamic\"", NULL},
        {"[\"list\",\"string\"]", NULL},
        {"[\"set\",[\"map\",\"number\"]]", NULL},
        {"[\"object\",{}]", NULL},
        {"[\"tuple\",[]]", NULL},
        {"[\"tuple\",[\"string\",\"bool\"]]", NULL},
        {"[\"object\",{\"b\":\"string\",\"a\":[\"list\",\"bool\"]}]",
         "[\"object\",{\"a\":[\"list\",\"bool\"],\"b\":\"string\"}]"},
        {"[\"object\",{\"a\":\"string\"},[\"a\"]]", "[\"object\",{\"a\":\"string\"}]"},
        {" [ \"list\" ,\n\t\"string\" ] ", "[\"list\",\"string\"]"},
        {"[\"object\",{\"a\\\"\\\\\\n\\u00e9\\ud83d\\ude00\":\"string\"}]",
         "[\"object\",{\"a\\\"\\\\\\n\xC3\xA9\xF0\x9F\x98\x80\":\"string\"}]"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO_FREE char *written = round_trip(cases[i].json);
        assert_non_null(written);
        assert_string_equal(written, cases[i].written == NULL ? cases[i].json : cases[i].written);
    }
}

static void what_is_no_type_is_refused(void **state) {
    static const char *const cases[] = {
        "",
        "string",
        "\"strin\"",
        "\"string",
        "\"string\" x",
        "[\"list\"]",
        "[\"list\",\"string\"",
        "[\"list\",]",
        "[\"string\",\"bool\"]",
        "[\"object\",[]]",
        "[\"object\",{\"a\"}]",
        "[\"object\",{\"a\":\"bool\",\"a\":\"bool\"}]",
        "[\"tuple\",{}]",
        "\"str\\xing\"",
        "\"\\ud800\"",
        "\"\\u12\"",
        "{}",
        "null",
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO_FREE char *written = round_trip(cases[i]);
        if (written != NULL) fail_msg("\"%s\" was read as %s", cases[i], written);
    }
}

static void nesting_has_a_limit(void **state) {
    (void)state;
    for (size_t depth = TNF_CTY_MAX_DEPTH - 1; depth <= TNF_CTY_MAX_DEPTH + 1; depth++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf json = TNF_STRBUF_INIT;
        for (size_t i = 0; i < depth; i++) tnf_strbuf_add_str(&json, "[\"list\",");
        tnf_strbuf_add_str(&json, "\"bool\"");
        tnf_strbuf_add_repeat(&json, ']', depth);
        TNF_AUTO_FREE char *written = round_trip(json.ptr);
        assert_int_equal(written != NULL, depth <= TNF_CTY_MAX_DEPTH);
    }
}

static void dynamic_is_found_at_any_depth(void **state) {
    static const struct {
        const char *json;
        bool has_dynamic;
    } cases[] = {
        {"\"dynamic\"", true},
        {"[\"object\",{\"a\":[\"list\",\"string\"]}]", false},
        {"[\"object\",{\"a\":\"string\",\"b\":[\"map\",[\"tuple\",[\"dynamic\"]]]}]", true},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_cty_type *type;
        assert_int_equal(tnf_cty_type_parse(&arena, tnf_sv(cases[i].json), &type, NULL), 0);
        assert_int_equal(tnf_cty_type_has_dynamic(type), cases[i].has_dynamic);
    }
}

static void types_are_equal_by_content(void **state) {
    static const char *const texts[] = {
        "\"string\"",
        "\"bool\"",
        "[\"list\",\"string\"]",
        "[\"set\",\"string\"]",
        "[\"object\",{\"a\":\"bool\"}]",
        "[\"object\",{\"b\":\"bool\"}]",
        "[\"object\",{\"a\":\"bool\",\"b\":\"bool\"}]",
        "[\"tuple\",[\"bool\"]]",
    };
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(texts); i++) {
        for (size_t j = 0; j < TNF_ARRAY_LEN(texts); j++) {
            const struct tnf_cty_type *a;
            const struct tnf_cty_type *b;
            assert_int_equal(tnf_cty_type_parse(&arena, tnf_sv(texts[i]), &a, NULL), 0);
            assert_int_equal(tnf_cty_type_parse(&arena, tnf_sv(texts[j]), &b, NULL), 0);
            assert_int_equal(tnf_cty_type_eq(a, b), i == j);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_reads_and_writes), cmocka_unit_test(what_is_no_type_is_refused),
        cmocka_unit_test(nesting_has_a_limit),         cmocka_unit_test(dynamic_is_found_at_any_depth),
        cmocka_unit_test(types_are_equal_by_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

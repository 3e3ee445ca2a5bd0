#include "generator/hcl/writer.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void expect(struct tnf_value value, size_t indent, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    assert_int_equal(tnf_hcl_write(value, indent, &out, NULL), 0);
    assert_string_equal(out.ptr, expected);
}

static void scalars_are_literals(void **state) {
    (void)state;
    expect(tnf_value_null(), 0, "null");
    expect(tnf_value_bool(true), 0, "true");
    expect(tnf_value_bool(false), 0, "false");
    expect(tnf_value_int(INT64_MIN), 0, "-9223372036854775808");
    expect(tnf_value_string(TNF_SV("${aws_vpc.x.id}")), 0, "\"$${aws_vpc.x.id}\"");
    expect(tnf_value_reference(TNF_SV("module.network.vpc_id")), 0, "module.network.vpc_id");
}

static void empty_containers_are_closed_at_once(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    expect(tnf_value_list(&arena), 4, "[]");
    expect(tnf_value_object(&arena), 4, "{}");
}

static struct tnf_value list_of(struct tnf_arena *arena, size_t count, const char *text) {
    struct tnf_value list = tnf_value_list(arena);
    for (size_t i = 0; i < count; i++) tnf_list_add(arena, list, tnf_value_string(tnf_sv(text)));
    return list;
}

static void scalar_lists_fold_past_the_width(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    expect(list_of(&arena, 2, "a"), 2, "[\"a\", \"a\"]");
    /* 2 brackets + 2 quotes + 76 = 80 columns, which just fits; umlauts are one column of two bytes. */
    char text[2 * 76 + 1] = "";
    for (size_t i = 0; i < 76; i++) memcpy(text + 2 * i, "\xc3\xa4", 3);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&expected, "[\"%s\"]", text);
    expect(list_of(&arena, 1, text), 2, expected.ptr);
    tnf_strbuf_clear(&expected);
    tnf_strbuf_addf(&expected, "[\n    \"%s!\",\n  ]", text);
    char longer[sizeof text + 1];
    (void)snprintf(longer, sizeof longer, "%s!", text);
    expect(list_of(&arena, 1, longer), 2, expected.ptr);
}

static void object_keys_align_in_runs_between_folded_values(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value inner = tnf_value_object(&arena);
    tnf_object_set_int(&arena, inner, "n", 1);
    struct tnf_value object = tnf_value_object(&arena);
    tnf_object_set_int(&arena, object, "a", 1);
    tnf_object_set_string(&arena, object, "long_name", TNF_SV("x"));
    tnf_object_set_value(&arena, object, "nested", inner);
    tnf_object_set_bool(&arena, object, "after", true);
    tnf_object_set_value(&arena, object, "b", tnf_value_list(&arena));
    tnf_object_set_int(&arena, object, "two words", 2);
    expect(object, 2,
           "{\n"
           "    a         = 1\n"
           "    long_name = \"x\"\n"
           "    nested = {\n"
           "      n = 1\n"
           "    }\n"
           "    after       = true\n"
           "    b           = []\n"
           "    \"two words\" = 2\n"
           "  }");
}

static void lists_of_objects_have_an_item_a_line(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value inner = tnf_value_object(&arena);
    tnf_object_set_int(&arena, inner, "n", 1);
    struct tnf_value list = tnf_value_list(&arena);
    tnf_list_add(&arena, list, inner);
    tnf_list_add(&arena, list, tnf_value_int(7));
    expect(list, 0, "[\n  {\n    n = 1\n  },\n  7,\n]");
}

static void keys_are_quoted_when_they_are_no_identifiers(void **state) {
    (void)state;
    static const struct {
        const char *key;
        const char *expected;
    } rows[] = {{"plain", "plain"},           {"with-dash", "with-dash"}, {"", "\"\""},       {"9", "\"9\""},
                {"a.b/c", "\"a.b/c\""},       {"${x}", "\"$${x}\""},      {"for", "\"for\""}, {"null", "\"null\""},
                {"\xc3\xa9", "\"\xc3\xa9\""}, {"a\nb", "\"a\\nb\""}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        assert_int_equal(tnf_hcl_write_key(tnf_sv(rows[i].key), &out, NULL), 0);
        assert_string_equal(out.ptr, rows[i].expected);
    }
}

static void a_failure_deep_inside_leaves_nothing_behind(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&out, "before");
    struct tnf_value object = tnf_value_object(&arena);
    tnf_object_set_int(&arena, object, "good", 1);
    tnf_object_set_string(&arena, object, "bad", TNF_SV("\xff"));
    struct tnf_error err = {0};
    assert_int_equal(tnf_hcl_write(object, 0, &out, &err), TNF_E_INVALID);
    assert_string_equal(out.ptr, "before");
}

static void nesting_has_a_limit(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_value value = tnf_value_int(1);
    for (int i = 0; i < TNF_HCL_VALUE_DEPTH; i++) {
        struct tnf_value outer = tnf_value_list(&arena);
        tnf_list_add(&arena, outer, value);
        value = outer;
    }
    assert_int_equal(tnf_hcl_write(value, 0, &out, NULL), 0);
    struct tnf_value outer = tnf_value_list(&arena);
    tnf_list_add(&arena, outer, value);
    struct tnf_error err = {0};
    tnf_strbuf_clear(&out);
    assert_int_equal(tnf_hcl_write(outer, 0, &out, &err), TNF_E_LIMIT);
    assert_int_equal(out.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scalars_are_literals),
        cmocka_unit_test(empty_containers_are_closed_at_once),
        cmocka_unit_test(scalar_lists_fold_past_the_width),
        cmocka_unit_test(object_keys_align_in_runs_between_folded_values),
        cmocka_unit_test(lists_of_objects_have_an_item_a_line),
        cmocka_unit_test(keys_are_quoted_when_they_are_no_identifiers),
        cmocka_unit_test(a_failure_deep_inside_leaves_nothing_behind),
        cmocka_unit_test(nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

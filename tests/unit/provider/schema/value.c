#include "tests/support/test.h"

#include "provider/schema/value.h"
#include "tests/support/cty_text.h"

static const char type_text[] =
    "[\"object\",{\"flag\":\"bool\",\"list\":[\"list\",\"string\"],\"map\":[\"map\",\"string\"],"
    "\"name\":\"string\",\"size\":\"number\"}]";

static struct tnf_cty_value make(struct tnf_arena *arena, const char *json) {
    const struct tnf_cty_type *type;
    assert_int_equal(tnf_cty_type_parse(arena, tnf_sv(type_text), &type, NULL), 0);
    return tnf_test_value(arena, type, json);
}

static void values_are_equal_by_content(void **state) {
    static const struct {
        const char *a;
        const char *b;
        bool equal;
    } cases[] = {
        {"{}", "{}", true},
        {"{\"name\":\"x\"}", "{\"name\":\"x\"}", true},
        {"{\"name\":\"x\"}", "{\"name\":\"y\"}", false},
        {"{\"name\":\"x\"}", "{}", false},
        {"{\"name\":\"\"}", "{}", false},
        {"{\"name\":\"<unknown>\"}", "{\"name\":\"<unknown>\"}", true},
        {"{\"name\":\"<unknown>\"}", "{\"name\":\"x\"}", false},
        {"{\"size\":2}", "{\"size\":2.0}", true},
        {"{\"size\":2}", "{\"size\":2.5}", false},
        {"{\"flag\":true}", "{\"flag\":false}", false},
        {"{\"list\":[]}", "{}", false},
        {"{\"list\":[\"a\",\"b\"]}", "{\"list\":[\"b\",\"a\"]}", false},
        {"{\"list\":[\"a\"]}", "{\"list\":[\"a\",\"b\"]}", false},
        {"{\"map\":{\"a\":\"1\",\"b\":\"2\"}}", "{\"map\":{\"b\":\"2\",\"a\":\"1\"}}", true},
        {"{\"map\":{\"a\":\"1\"}}", "{\"map\":{\"b\":\"1\"}}", false},
        {"null", "{}", false},
        {"null", "null", true},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_cty_value a = make(&arena, cases[i].a);
        const struct tnf_cty_value b = make(&arena, cases[i].b);
        assert_int_equal(tnf_cty_value_eq(&a, &b), cases[i].equal);
        assert_int_equal(tnf_cty_value_eq(&b, &a), cases[i].equal);
    }
}

static void unknown_is_found_at_any_depth(void **state) {
    static const struct {
        const char *json;
        bool known;
    } cases[] = {
        {"\"<unknown>\"", false},
        {"{\"name\":\"x\",\"list\":[\"a\"]}", true},
        {"{\"list\":[\"a\",\"<unknown>\"]}", false},
        {"{\"map\":{\"k\":\"<unknown>\"}}", false},
        {"null", true},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_cty_value value = make(&arena, cases[i].json);
        assert_int_equal(tnf_cty_is_wholly_known(&value), cases[i].known);
    }
}

static void parts_are_found_by_name(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cty_value value = make(&arena, "{\"flag\":true,\"name\":\"x\",\"size\":3}");
    (void)state;
    assert_true(tnf_cty_get(&value, TNF_SV("flag"))->boolean);
    assert_int_equal(tnf_cty_get(&value, TNF_SV("size"))->integer, 3);
    assert_int_equal(tnf_cty_get(&value, TNF_SV("list"))->kind, TNF_CTY_NULL);
    assert_null(tnf_cty_get(&value, TNF_SV("nam")));
    assert_true(tnf_sv_eq_c(tnf_cty_get_text(&value, TNF_SV("name")), "x"));
    assert_int_equal(tnf_cty_get_text(&value, TNF_SV("size")).len, 0);
    assert_null(tnf_cty_get(tnf_cty_get(&value, TNF_SV("name")), TNF_SV("x")));
}

static void changing_an_unshared_value_leaves_the_other(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cty_value value = make(&arena, "{\"name\":\"x\"}");
    const struct tnf_cty_value copy = tnf_cty_unshare(&arena, value);
    (void)state;
    *tnf_cty_get(&copy, TNF_SV("name")) = tnf_cty_text(TNF_SV("y"));
    assert_true(tnf_sv_eq_c(tnf_cty_get_text(&value, TNF_SV("name")), "x"));
    assert_true(tnf_sv_eq_c(tnf_cty_get_text(&copy, TNF_SV("name")), "y"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_equal_by_content),
        cmocka_unit_test(unknown_is_found_at_any_depth),
        cmocka_unit_test(parts_are_found_by_name),
        cmocka_unit_test(changing_an_unshared_value_leaves_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

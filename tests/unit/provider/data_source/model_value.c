#include "provider/data_source/model_value.h"

#include "tests/support/cty_text.h"
#include "tests/support/test.h"

static void values_bring_their_types_along(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf type = TNF_STRBUF_INIT;
    struct tnf_value object = tnf_value_object(&arena);
    struct tnf_value list = tnf_value_list(&arena);
    tnf_list_add(&arena, list, tnf_value_int(1));
    tnf_list_add(&arena, list, tnf_value_string(TNF_SV("x")));
    tnf_object_set_value(&arena, object, "z", list);
    tnf_object_set_bool(&arena, object, "a", true);
    tnf_object_set_value(&arena, object, "n", tnf_value_null());
    const struct tnf_cty_value value = tnf_model_value(&arena, object);
    assert_int_equal(value.kind, TNF_CTY_WITH_TYPE);
    tnf_cty_type_write(value.dynamic.type, &type);
    assert_string_equal(type.ptr,
                        "[\"object\",{\"a\":\"bool\",\"n\":\"string\",\"z\":[\"tuple\",[\"number\",\"string\"]]}]");
    assert_string_equal(tnf_test_print(&arena, value.dynamic.value), "{'a':true,'n':null,'z':[1,'x']}");
}

static void maps_are_sorted_and_what_is_missing_is_null(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value object = tnf_value_object(&arena);
    tnf_object_set_string(&arena, object, "b", TNF_SV("2"));
    tnf_object_set_string(&arena, object, "a", TNF_SV("1"));
    const struct tnf_cty_value map = tnf_model_map_value(&arena, object);
    assert_string_equal(tnf_test_print(&arena, &map), "{'a':'1','b':'2'}");
    const struct tnf_cty_value none = tnf_model_map_value(&arena, tnf_value_null());
    assert_true(tnf_cty_is_null(&none));
    const struct tnf_cty_value text = tnf_model_string_value(tnf_value_null());
    assert_true(tnf_cty_is_null(&text));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_bring_their_types_along),
        cmocka_unit_test(maps_are_sorted_and_what_is_missing_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

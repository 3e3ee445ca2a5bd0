#include "tests/support/test.h"

#include "provider/schema/value_json.h"
#include "tests/support/cty_text.h"

static const char type_text[] =
    "[\"object\",{\"b\":\"bool\",\"n\":\"number\",\"s\":\"string\",\"l\":[\"list\",\"string\"],"
    "\"m\":[\"map\",\"number\"],\"t\":[\"tuple\",[\"bool\",\"string\"]],\"d\":\"dynamic\"}]";

static void values_are_read_by_their_type(void **state) {
    static const struct {
        const char *json;
        const char *value; /* or what is wrong */
    } cases[] = {
        {"{}", "{'b':null,'d':null,'l':null,'m':null,'n':null,'s':null,'t':null}"},
        {" { \"b\" : true , \"s\" : \"x\\u0041\\n\" , \"l\":[ ], \"m\":{}} ",
         "{'b':true,'d':null,'l':[],'m':{},'n':null,'s':'xA\n','t':null}"},
        {"{\"n\":-12,\"m\":{\"z\":1,\"a\":\"2.50\"},\"l\":[\"a\",null]}",
         "{'b':null,'d':null,'l':['a',null],'m':{'a':#2.50,'z':1},'n':-12,'s':null,'t':null}"},
        {"{\"n\":1e400,\"t\":[false,\"\"]}",
         "{'b':null,'d':null,'l':null,'m':null,'n':#1e400,'s':null,'t':[false,'']}"},
        {"{\"d\":{\"value\":[1],\"type\":[\"list\",\"number\"]}}",
         "{'b':null,'d':[\"list\",\"number\"]=[1],'l':null,'m':null,'n':null,'s':null,'t':null}"},
        {"{\"n\":1.}", "n: value is not of type \"number\""},
        {"{\"n\":\"1x\"}", "n: value is not of type \"number\""},
        {"{\"b\":1}", "b: value is not of type \"bool\""},
        {"{\"t\":[true]}", "t: value is not of type [\"tuple\",[\"bool\",\"string\"]]"},
        {"{\"t\":[true,\"\",1]}", "t: value is not of type [\"tuple\",[\"bool\",\"string\"]]"},
        {"{\"m\":{\"a\":1,\"a\":2}}", "m: key \"a\" is there twice"},
        {"{\"d\":{\"value\":1}}", "d: value is not of type \"dynamic\""},
        {"{\"x\":[{}]}", "there is no attribute \"x\""},
        {"{\"s\":\"\xff\"}", "s: a string is not UTF-8"},
        {"{\"s\":\"a", "s: JSON has an unfinished string at byte 7"},
        {"{} 1", "JSON goes on after its end at byte 3"},
        {"", "value is not of type"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_cty_type *type;
        struct tnf_cty_value value;
        struct tnf_error err = {.code = TNF_OK};
        assert_int_equal(tnf_cty_type_parse(&arena, tnf_sv(type_text), &type, NULL), 0);
        if (tnf_cty_json_read(&arena, tnf_sv(cases[i].json), type, 0, &value, &err) == 0) {
            assert_string_equal(tnf_test_print(&arena, &value), cases[i].value);
        } else {
            assert_memory_equal(err.message, cases[i].value, strlen(cases[i].value));
        }
    }
}

static void attributes_that_are_gone_can_be_forgotten(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cty_field field = {.name = TNF_SV_INIT("a"), .type = &tnf_cty_string};
    struct tnf_cty_value value;
    (void)state;
    assert_int_equal(
        tnf_cty_json_read(&arena, TNF_SV("{\"x\":{\"y\":[1,{\"z\":null}],\"w\":\"\\\"}\"},\"a\":\"b\",\"v\":true}"),
                          tnf_cty_object(&arena, &field, 1), TNF_CTY_JSON_FORGET_ATTRIBUTES, &value, NULL),
        0);
    assert_string_equal(tnf_test_print(&arena, &value), "{'a':'b'}");
}

static void nesting_has_a_limit(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf json = TNF_STRBUF_INIT;
    const struct tnf_cty_field field = {.name = TNF_SV_INIT("a"), .type = &tnf_cty_string};
    struct tnf_cty_value value;
    (void)state;
    tnf_strbuf_add_str(&json, "{\"x\":");
    tnf_strbuf_add_repeat(&json, '[', 100000);
    assert_int_equal(tnf_cty_json_read(&arena, tnf_strbuf_view(&json), tnf_cty_object(&arena, &field, 1),
                                       TNF_CTY_JSON_FORGET_ATTRIBUTES, &value, NULL),
                     TNF_E_LIMIT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_by_their_type),
        cmocka_unit_test(attributes_that_are_gone_can_be_forgotten),
        cmocka_unit_test(nesting_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

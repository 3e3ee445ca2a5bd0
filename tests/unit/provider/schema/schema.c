#include "tests/support/test.h"

#include "provider/schema/schema.h"

static struct tnf_schema_attribute text_attribute(const char *name) {
    return (struct tnf_schema_attribute){.name = tnf_sv(name), .type = &tnf_cty_string};
}

/* A schema whose one block "rule" has one attribute of the type. */
static int type_of_block(enum tnf_schema_nesting nesting, const struct tnf_cty_type *type, struct tnf_strbuf *out) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_schema_attribute inner = {.name = TNF_SV("to"), .type = type};
    struct tnf_schema_nested_block rule = {
        .name = TNF_SV("rule"), .nesting = nesting, .block = {.attributes = &inner, .attribute_count = 1}};
    struct tnf_schema_attribute outer[] = {text_attribute("z"), text_attribute("a")};
    struct tnf_schema schema = {
        .block = {.attributes = outer, .attribute_count = 2, .blocks = &rule, .block_count = 1}};
    TNF_TRY(tnf_schema_finish(&arena, &schema, NULL));
    tnf_cty_type_write(schema.block.type, out);
    return 0;
}

static void blocks_have_the_type_of_their_nesting(void **state) {
    static const struct {
        enum tnf_schema_nesting nesting;
        const struct tnf_cty_type *inner;
        const char *type;
    } cases[] = {
        {TNF_SCHEMA_SINGLE, &tnf_cty_string, "[\"object\",{\"to\":\"string\"}]"},
        {TNF_SCHEMA_GROUP, &tnf_cty_string, "[\"object\",{\"to\":\"string\"}]"},
        {TNF_SCHEMA_LIST, &tnf_cty_string, "[\"list\",[\"object\",{\"to\":\"string\"}]]"},
        {TNF_SCHEMA_SET, &tnf_cty_string, "[\"set\",[\"object\",{\"to\":\"string\"}]]"},
        {TNF_SCHEMA_MAP, &tnf_cty_string, "[\"map\",[\"object\",{\"to\":\"string\"}]]"},
        {TNF_SCHEMA_LIST, &tnf_cty_dynamic, "\"dynamic\""},
        {TNF_SCHEMA_MAP, &tnf_cty_dynamic, "\"dynamic\""},
        {TNF_SCHEMA_SINGLE, &tnf_cty_dynamic, "[\"object\",{\"to\":\"dynamic\"}]"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf got = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&expected, "[\"object\",{\"a\":\"string\",\"rule\":%s,\"z\":\"string\"}]", cases[i].type);
        assert_int_equal(type_of_block(cases[i].nesting, cases[i].inner, &got), 0);
        assert_string_equal(got.ptr, expected.ptr);
    }
}

static void nested_attributes_have_the_type_of_their_nesting(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf type = TNF_STRBUF_INIT;
    struct tnf_schema_attribute inner[] = {text_attribute("y"), text_attribute("x")};
    struct tnf_schema_object object = {.attributes = inner, .attribute_count = 2, .nesting = TNF_SCHEMA_MAP};
    struct tnf_schema_attribute outer = {.name = TNF_SV("by_name"), .nested = &object};
    struct tnf_schema schema = {.block = {.attributes = &outer, .attribute_count = 1}};
    (void)state;
    assert_int_equal(tnf_schema_finish(&arena, &schema, NULL), 0);
    tnf_cty_type_write(tnf_schema_find_attribute(&schema.block, TNF_SV("by_name"))->type, &type);
    assert_string_equal(type.ptr, "[\"map\",[\"object\",{\"x\":\"string\",\"y\":\"string\"}]]");
}

static void what_contradicts_itself_is_refused(void **state) {
    struct tnf_schema_attribute twice[] = {text_attribute("a"), text_attribute("b"), text_attribute("a")};
    struct tnf_schema_attribute nameless[] = {text_attribute("")};
    struct tnf_schema_attribute typeless[] = {{.name = TNF_SV("a")}};
    struct tnf_schema_object object = {.nesting = TNF_SCHEMA_GROUP};
    struct tnf_schema_attribute grouped[] = {{.name = TNF_SV("a"), .nested = &object}};
    struct tnf_schema_nested_block same_name[] = {{.name = TNF_SV("a"), .nesting = TNF_SCHEMA_LIST}};
    struct tnf_schema_nested_block no_nesting[] = {{.name = TNF_SV("n")}};
    struct tnf_schema_attribute one[] = {text_attribute("a")};
    const struct {
        struct tnf_schema_block block;
        const char *message;
    } cases[] = {
        {{.attributes = twice, .attribute_count = 3}, "attribute \"a\" is there twice"},
        {{.attributes = nameless, .attribute_count = 1}, "an attribute has no name"},
        {{.attributes = typeless, .attribute_count = 1}, "attribute \"a\" has no type"},
        {{.attributes = grouped, .attribute_count = 1}, "\"a\" has no nesting mode"},
        {{.attributes = one, .attribute_count = 1, .blocks = same_name, .block_count = 1},
         "block \"a\" is there twice"},
        {{.blocks = no_nesting, .block_count = 1}, "\"n\" has no nesting mode"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_schema schema = {.block = cases[i].block};
        struct tnf_error err;
        assert_int_equal(tnf_schema_finish(&arena, &schema, &err), TNF_E_INVALID);
        assert_string_equal(err.message, cases[i].message);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_have_the_type_of_their_nesting),
        cmocka_unit_test(nested_attributes_have_the_type_of_their_nesting),
        cmocka_unit_test(what_contradicts_itself_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

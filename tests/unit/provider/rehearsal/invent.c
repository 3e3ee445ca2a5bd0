#include "tests/support/test.h"

#include "provider/rehearsal/invent.h"
#include "provider/rehearsal/json_read.h"
#include "provider/wire/cty_msgpack.h"
#include "tests/support/cty_text.h"

static const char given_type[] =
    "[\"object\",{\"alt\":[\"list\",\"string\"],\"domain\":\"string\",\"flag\":\"bool\",\"name\":\"string\","
    "\"net\":[\"list\",[\"object\",{\"zone\":\"string\"}]],\"size\":\"number\",\"tags\":[\"map\",\"string\"]}]";

static const struct tnf_cty_type *type_of(struct tnf_arena *arena, const char *json) {
    const struct tnf_cty_type *type;
    assert_int_equal(tnf_cty_type_parse(arena, tnf_sv(json), &type, NULL), 0);
    return type;
}

static struct tnf_facts facts_of(struct tnf_arena *arena, const char *rules) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf section = TNF_STRBUF_INIT;
    struct tnf_cty_value value;
    struct tnf_facts facts;
    struct tnf_error err;
    tnf_strbuf_addf(&text, "{\"names\":[\"name\",\"tags.Name\"],\"rules\":[%s]}", rules);
    json_t *json = json_loads(text.ptr, 0, NULL);
    assert_non_null(json);
    if (tnf_json_facts_read(arena, json, &value, &err) < 0) fail_msg("%s", err.message);
    json_decref(json);
    tnf_cty_msgpack_write(&value, &section);
    if (tnf_facts_read(arena, tnf_strbuf_view(&section), &facts, &err) < 0) fail_msg("%s", err.message);
    return facts;
}

/* What is made up for aws_ecs_task_set.<attribute>. */
static const char *invent(struct tnf_arena *arena, const char *rules, const char *given, const char *attribute,
                          const char *type) {
    const struct tnf_stage stage = {
        .region = TNF_SV("eu-west-1"), .account = TNF_SV("123456789012"), .partition = TNF_SV("aws")};
    const struct tnf_facts facts = facts_of(arena, rules);
    const struct tnf_cty_value value = tnf_test_value(arena, type_of(arena, given_type), given);
    struct tnf_invention invention;
    tnf_invention_init(&invention, arena, &facts, &stage, "", TNF_SV("aws_ecs_task_set"), &value);
    const size_t mark = tnf_invention_enter(&invention, tnf_sv(attribute));
    const struct tnf_cty_value made = tnf_invent(&invention, type_of(arena, type));
    tnf_invention_leave(&invention, mark);
    tnf_invention_release(&invention);
    return tnf_test_print(arena, &made);
}

#define RULE(pattern, value) "{\"for\":\"" pattern "\",\"value\":" value "}"

static void rules_make_values_of_their_texts(void **state) {
    static const struct {
        const char *rules;
        const char *given;
        const char *type;
        const char *made;
    } cases[] = {
        {RULE("*.it", "\"fixed\""), "{}", "\"string\"", "'fixed'"},
        {RULE("*.it", "\"\""), "{}", "\"string\"", "''"},
        {RULE("aws_ecs_task_set.it", "\"{region}/{account}/{partition}/{service}/{kind}\""), "{}", "\"string\"",
         "'eu-west-1/123456789012/aws/ecs/task-set'"},
        {RULE("*.it", "\"{name}\""), "{\"name\":\"n\",\"tags\":{\"Name\":\"t\"}}", "\"string\"", "'n'"},
        {RULE("*.it", "\"{name}\""), "{\"tags\":{\"Name\":\"t\"}}", "\"string\"", "'t'"},
        {RULE("*.it", "\"{.name}-{.size}-{.flag}-{.tags.Name}-{.net.zone}\""),
         "{\"name\":\"n\",\"size\":3,\"flag\":true,\"tags\":{\"Name\":\"t\"},\"net\":[{\"zone\":\"z\"}]}", "\"string\"",
         "'n-3-true-t-z'"},
        {RULE("*.it", "\"{\\\"json\\\":[{}]}\""), "{}", "\"string\"", "'{\"json\":[{}]}'"},
        {RULE("*.it", "\"443\""), "{}", "\"number\"", "443"},
        {RULE("*.it", "\"true\""), "{}", "\"bool\"", "true"},
        {RULE("*.it", "[\"{region}a\",\"{region}b\"]"), "{}", "[\"set\",\"string\"]", "['eu-west-1a','eu-west-1b']"},
        {RULE("*.it", "[]"), "{}", "[\"list\",\"string\"]", "[]"},
        /* A rule that cannot be filled in, or does not fit the type, leaves it to the next. */
        {RULE("*.it", "\"{.name}\"") "," RULE("*.it", "\"second\""), "{}", "\"string\"", "'second'"},
        {RULE("*.it", "\"{.name}\"") "," RULE("*.it", "\"second\""), "{\"name\":\"<unknown>\"}", "\"string\"",
         "'second'"},
        {RULE("*.it", "\"{nothing}\"") "," RULE("*.it", "\"second\""), "{}", "\"string\"", "'second'"},
        {RULE("*.it", "\"many\"") "," RULE("*.it", "\"7\""), "{}", "\"number\"", "7"},
        {RULE("*.other", "\"first\"") "," RULE("data.*.it", "\"data\"") "," RULE("*.it", "\"second\""), "{}",
         "\"string\"", "'second'"},
        {"{\"for\":\"*.it\",\"when\":{\"name\":\"*_ids\"},\"value\":\"ids\"}," RULE("*.it", "\"else\""),
         "{\"name\":\"a_ids\"}", "\"string\"", "'ids'"},
        {"{\"for\":\"*.it\",\"when\":{\"name\":\"*_ids\"},\"value\":\"ids\"}," RULE("*.it", "\"else\""),
         "{\"name\":\"a_id\"}", "\"string\"", "'else'"},
        {"{\"for\":\"*.it\",\"copy\":\"tags\"}", "{\"tags\":{\"a\":\"1\"}}", "[\"map\",\"string\"]", "{'a':'1'}"},
        {"{\"for\":\"*.it\",\"copy\":\"tags\"}", "{\"tags\":{\"a\":\"<unknown>\"}}", "[\"map\",\"string\"]", "{}"},
        {"{\"for\":\"*.it\",\"each\":[\"domain\",\"alt\"]}," RULE("*.it.d", "\"{each}\"") "," RULE("*.it.t",
                                                                                                   "\"CNAME\""),
         "{\"domain\":\"a\",\"alt\":[\"b\",\"a\"]}", "[\"set\",[\"object\",{\"d\":\"string\",\"t\":\"string\"}]]",
         "[{'d':'a','t':'CNAME'},{'d':'b','t':'CNAME'}]"},
        {"{\"for\":\"*.it\",\"each\":\"alt\",\"value\":\"x-{each}\"}", "{\"alt\":[\"b\",\"a\"]}",
         "[\"list\",\"string\"]", "['x-b','x-a']"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        assert_string_equal(invent(&arena, cases[i].rules, cases[i].given, "it", cases[i].type), cases[i].made);
    }
}

static void without_a_rule_the_type_decides(void **state) {
    static const struct {
        const char *type;
        const char *made; /* NULL: a text that starts with the attribute's name */
    } cases[] = {
        {"\"string\"", NULL},
        {"\"number\"", "1"},
        {"\"bool\"", "false"},
        {"[\"list\",\"string\"]", "[]"},
        {"[\"set\",\"number\"]", "[]"},
        {"[\"map\",\"string\"]", "{}"},
        {"[\"object\",{\"a\":\"bool\",\"b\":[\"list\",\"bool\"]}]", "{'a':false,'b':[]}"},
        {"[\"list\",[\"object\",{\"a\":\"bool\"}]]", "[{'a':false}]"},
        {"[\"tuple\",[\"bool\",\"number\"]]", "[false,1]"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const char *made = invent(&arena, "", "{}", "it", cases[i].type);
        if (cases[i].made == NULL) {
            assert_memory_equal(made, "'it-", 4);
        } else {
            assert_string_equal(made, cases[i].made);
        }
    }
}

static void the_same_is_made_up_the_same_and_others_differ(void **state) {
    static const char rules[] = RULE("*.it", "\"{hex17} {digits6} {uuid}\"");
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const char *first = invent(&arena, rules, "{\"name\":\"a\"}", "it", "\"string\"");
    (void)state;
    assert_string_equal(first, invent(&arena, rules, "{\"name\":\"a\"}", "it", "\"string\""));
    assert_string_not_equal(first, invent(&arena, rules, "{\"name\":\"b\"}", "it", "\"string\""));
    assert_int_equal(strlen(first), 2 + 17 + 1 + 6 + 1 + 36);
    assert_int_equal(strspn(first + 1, "0123456789abcdef"), 17);
    assert_int_equal(strspn(first + 19, "0123456789"), 6);
    assert_int_equal(first[26 + 8], '-');
    assert_int_equal(first[26 + 14], '4'); /* the version of the UUID */
}

static void default_tags_lie_below_those_that_are_given(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_cty_type *map = type_of(&arena, "[\"map\",\"string\"]");
    const struct tnf_cty_value defaults = tnf_test_value(&arena, map, "{\"a\":\"default\",\"c\":\"default\"}");
    const struct tnf_stage stage = {.default_tags = &defaults};
    const struct tnf_facts facts = facts_of(&arena, "{\"for\":\"*.all\",\"copy\":\"tags\"}");
    static const struct {
        const char *given;
        const char *made;
    } cases[] = {
        {"{\"tags\":{\"b\":\"mine\",\"c\":\"mine\"}}", "{'a':'default','b':'mine','c':'mine'}"},
        {"{\"tags\":{}}", "{'a':'default','c':'default'}"},
        {"{}", "{'a':'default','c':'default'}"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const struct tnf_cty_value given = tnf_test_value(&arena, type_of(&arena, given_type), cases[i].given);
        struct tnf_invention invention;
        tnf_invention_init(&invention, &arena, &facts, &stage, "", TNF_SV("t"), &given);
        (void)tnf_invention_enter(&invention, TNF_SV("all"));
        const struct tnf_cty_value made = tnf_invent(&invention, map);
        assert_string_equal(tnf_test_print(&arena, &made), cases[i].made);
        tnf_invention_release(&invention);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_make_values_of_their_texts),
        cmocka_unit_test(without_a_rule_the_type_decides),
        cmocka_unit_test(the_same_is_made_up_the_same_and_others_differ),
        cmocka_unit_test(default_tags_lie_below_those_that_are_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

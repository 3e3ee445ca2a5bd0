#include "tests/support/test.h"

#include "provider/rehearsal/plan.h"
#include "tests/support/cty_text.h"

#define ATTRIBUTES(text) "{\"attributes\":{" text "}}"
#define REQUIRED(name) "\"" name "\":{\"type\":\"string\",\"required\":true}"
#define OPTIONAL(name) "\"" name "\":{\"type\":\"string\",\"optional\":true}"
#define COMPUTED(name) "\"" name "\":{\"type\":\"string\",\"computed\":true}"
#define BOTH(name) "\"" name "\":{\"type\":\"string\",\"optional\":true,\"computed\":true}"

/* The rules that the cases know: ids are fixed texts, tags_all follows tags, region is known in the first plan. */
static const char *const id_text[] = {"made-up"};
static const char *const region_text[] = {"{region}"};
static struct tnf_fact rules[] = {
    {.pattern = "*.id", .value = {id_text, 1}},
    {.pattern = "*.region", .value = {region_text, 1}, .known = TNF_FACT_IN_CREATE},
    {.pattern = "*.tags_all", .copy = "tags", .known = TNF_FACT_IN_CHANGE},
};
static const char *const replace[] = {"thing.zone", "thing.list"};
static const struct tnf_facts facts = {
    .replace = {replace, TNF_ARRAY_LEN(replace)}, .rules = rules, .rule_count = TNF_ARRAY_LEN(rules)};
static const struct tnf_stage stage = {
    .region = {"r1", 2}, .account = {"000000000000", 12}, .partition = {"aws", 3}, .default_tags = NULL};

struct world {
    struct tnf_arena arena;
    struct tnf_schema schema;
    struct tnf_invention invention;
    struct tnf_cty_value given;
};

static void world_init(struct world *world, const char *schema, const char *given) {
    world->arena = (struct tnf_arena)TNF_ARENA_INIT;
    world->schema = tnf_test_schema(&world->arena, schema);
    world->given = tnf_test_value(&world->arena, world->schema.block.type, given);
    tnf_invention_init(&world->invention, &world->arena, &facts, &stage, "", TNF_SV("thing"), &world->given);
}

static void world_release(struct world *world) {
    tnf_invention_release(&world->invention);
    tnf_arena_release(&world->arena);
}

static struct tnf_cty_value value(struct world *world, const char *json) {
    return tnf_test_value(&world->arena, world->schema.block.type, json);
}

static const struct {
    const char *what;
    const char *schema;
    const char *prior;
    const char *proposed;
    const char *planned;
} plan_cases[] = {
    {"create: computed is unknown, optional stays null", ATTRIBUTES(COMPUTED("a") "," OPTIONAL("b") "," REQUIRED("c")),
     "null", "{\"c\":\"x\"}", "{'a':?,'b':null,'c':'x'}"},
    {"create: what is given for a computed attribute is kept", ATTRIBUTES(BOTH("a")), "null", "{\"a\":\"x\"}",
     "{'a':'x'}"},
    {"create: unknown from elsewhere stays unknown", ATTRIBUTES(OPTIONAL("a")), "null", "{\"a\":\"<unknown>\"}",
     "{'a':?}"},
    {"create: write-only is never planned",
     ATTRIBUTES("\"w\":{\"type\":\"string\",\"optional\":true,\"write_only\":true}"), "null", "{\"w\":\"secret\"}",
     "{'w':null}"},
    {"create: what the facts know early", ATTRIBUTES(BOTH("region") "," COMPUTED("id")), "null", "{}",
     "{'id':?,'region':'r1'}"},
    {"destroy", ATTRIBUTES(COMPUTED("a")), "{\"a\":\"x\"}", "null", "null"},
    {"nothing changes: the prior state, nulls and all", ATTRIBUTES(COMPUTED("a") "," OPTIONAL("b")), "{\"b\":\"x\"}",
     "{\"b\":\"x\"}", "{'a':null,'b':'x'}"},
    {"update: computed keeps its value", ATTRIBUTES(COMPUTED("a") "," OPTIONAL("b")), "{\"a\":\"1\",\"b\":\"x\"}",
     "{\"a\":\"1\",\"b\":\"y\"}", "{'a':'1','b':'y'}"},
    {"update: computed without a value becomes unknown", ATTRIBUTES(COMPUTED("a") "," OPTIONAL("b")), "{\"b\":\"x\"}",
     "{\"b\":\"y\"}", "{'a':?,'b':'y'}"},
    {"update: followers follow",
     ATTRIBUTES("\"tags\":{\"type\":[\"map\",\"string\"],\"optional\":true},"
                "\"tags_all\":{\"type\":[\"map\",\"string\"],\"optional\":true,\"computed\":true}"),
     "{\"tags\":{\"a\":\"1\"},\"tags_all\":{\"a\":\"1\"}}", "{\"tags\":{\"a\":\"2\"},\"tags_all\":{\"a\":\"1\"}}",
     "{'tags':{'a':'2'},'tags_all':{'a':'2'}}"},
    {"update: an attribute that somebody sets follows nobody",
     ATTRIBUTES("\"tags\":{\"type\":[\"map\",\"string\"],\"optional\":true},"
                "\"tags_all\":{\"type\":[\"map\",\"string\"],\"optional\":true,\"computed\":true}"),
     "{\"tags\":{\"a\":\"1\"},\"tags_all\":{\"a\":\"1\"}}", "{\"tags\":{\"a\":\"1\"},\"tags_all\":{\"b\":\"3\"}}",
     "{'tags':{'a':'1'},'tags_all':{'b':'3'}}"},
    {"update: region is not known anew", ATTRIBUTES(BOTH("region") "," OPTIONAL("b")),
     "{\"region\":\"r9\",\"b\":\"x\"}", "{\"region\":\"r9\",\"b\":\"y\"}", "{'b':'y','region':'r9'}"},
    {"blocks: computed inside each",
     "{\"block_types\":{\"rule\":{\"nesting_mode\":\"set\",\"block\":" ATTRIBUTES(
         COMPUTED("id") "," REQUIRED("port")) "}}}",
     "null", "{\"rule\":[{\"port\":\"1\"},{\"port\":\"2\"}]}", "{'rule':[{'id':?,'port':'1'},{'id':?,'port':'2'}]}"},
    {"blocks: none stay none",
     "{\"block_types\":{\"rule\":{\"nesting_mode\":\"list\",\"block\":" ATTRIBUTES(
         COMPUTED("id")) "},\"timeouts\":{\"nesting_mode\":\"single\",\"block\":" ATTRIBUTES(OPTIONAL("create")) "}}}",
     "null", "{\"rule\":[]}", "{'rule':[],'timeouts':null}"},
    {"blocks: unknown number of them stays unknown",
     "{\"block_types\":{\"rule\":{\"nesting_mode\":\"list\",\"block\":" ATTRIBUTES(COMPUTED("id")) "}}}", "null",
     "{\"rule\":\"<unknown>\"}", "{'rule':?}"},
    {"blocks: by key, and one in another",
     "{\"block_types\":{\"m\":{\"nesting_mode\":\"map\",\"block\":{\"block_types\":{\"g\":{\"nesting_mode\":"
     "\"group\","
     "\"block\":" ATTRIBUTES(COMPUTED("id")) "}}}}}}",
     "null", "{\"m\":{\"k\":{\"g\":{}}}}", "{'m':{'k':{'g':{'id':?}}}}"},
    {"nested attributes: computed as a whole",
     ATTRIBUTES("\"n\":{\"computed\":true,\"nested_type\":{\"nesting_mode\":"
                "\"single\",\"attributes\":{" COMPUTED("id") "}}}"),
     "null", "{}", "{'n':?}"},
    {"nested attributes: computed inside",
     ATTRIBUTES("\"n\":{\"optional\":true,\"nested_type\":{\"nesting_mode\":"
                "\"list\",\"attributes\":{" COMPUTED("id") "," OPTIONAL("a") "}}}"),
     "null", "{\"n\":[{\"a\":\"x\"}]}", "{'n':[{'a':'x','id':?}]}"},
    {"nested attributes: not given, not computed",
     ATTRIBUTES("\"n\":{\"optional\":true,\"nested_type\":{\"nesting_mode\":"
                "\"map\",\"attributes\":{" COMPUTED("id") "}}}"),
     "null", "{}", "{'n':null}"},
    {"write-only in a block",
     "{\"block_types\":{\"b\":{\"nesting_mode\":\"list\",\"block\":" ATTRIBUTES(
         "\"w\":{\"type\":\"string\",\"optional\":true,\"write_only\":true}") "}}}",
     "null", "{\"b\":[{\"w\":\"secret\"}]}", "{'b':[{'w':null}]}"},
};

static void plans_are_unknown_where_the_provider_chooses(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(plan_cases); i++) {
        TNF_AUTO(world_release) struct world world;
        world_init(&world, plan_cases[i].schema, plan_cases[i].proposed);
        const struct tnf_cty_value prior = value(&world, plan_cases[i].prior);
        const struct tnf_cty_value proposed = value(&world, plan_cases[i].proposed);
        const struct tnf_cty_value config = tnf_cty_null(); /* nobody sets what would follow something */
        const struct tnf_cty_value planned =
            tnf_rehearsal_plan(&world.schema, &world.invention, &prior, &config, &proposed);
        const char *printed = tnf_test_print(&world.arena, &planned);
        if (strcmp(printed, plan_cases[i].planned) != 0)
            fail_msg("%s: %s, not %s", plan_cases[i].what, printed, plan_cases[i].planned);
    }
}

static void apply_makes_up_what_is_unknown(void **state) {
    static const struct {
        const char *schema;
        const char *planned;
        const char *applied;
    } cases[] = {
        {ATTRIBUTES(COMPUTED("id") "," REQUIRED("c")), "{\"id\":\"<unknown>\",\"c\":\"x\"}",
         "{'c':'x','id':'made-up'}"},
        {ATTRIBUTES(OPTIONAL("a")), "{}", "{'a':null}"},
        {ATTRIBUTES("\"n\":{\"type\":\"number\",\"computed\":true},\"b\":{\"type\":\"bool\",\"computed\":true},"
                    "\"l\":{\"type\":[\"list\",\"string\"],\"computed\":true},\"m\":{\"type\":[\"map\",\"string\"],"
                    "\"computed\":true},"
                    "\"o\":{\"type\":[\"list\",[\"object\",{\"id\":\"string\",\"ok\":\"bool\"}]],\"computed\":true}"),
         "{\"n\":\"<unknown>\",\"b\":\"<unknown>\",\"l\":\"<unknown>\",\"m\":\"<unknown>\",\"o\":\"<unknown>\"}",
         "{'b':false,'l':[],'m':{},'n':1,'o':[{'id':'made-up','ok':false}]}"},
        {"{\"block_types\":{\"rule\":{\"nesting_mode\":\"set\",\"block\":" ATTRIBUTES(COMPUTED("id")) "}}}",
         "{\"rule\":[{\"id\":\"<unknown>\"},{\"id\":\"kept\"}]}", "{'rule':[{'id':'made-up'},{'id':'kept'}]}"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(world_release) struct world world;
        world_init(&world, cases[i].schema, cases[i].planned);
        const struct tnf_cty_value planned = value(&world, cases[i].planned);
        const struct tnf_cty_value applied = tnf_rehearsal_apply(&world.schema, &world.invention, &planned);
        assert_string_equal(tnf_test_print(&world.arena, &applied), cases[i].applied);
    }
}

static void what_is_configured_follows_nobody(void **state) {
    static const char schema[] =
        ATTRIBUTES("\"tags\":{\"type\":[\"map\",\"string\"],\"optional\":true},"
                   "\"tags_all\":{\"type\":[\"map\",\"string\"],\"optional\":true,\"computed\":true}");
    TNF_AUTO(world_release) struct world world;
    (void)state;
    world_init(&world, schema, "{\"tags\":{\"a\":\"2\"},\"tags_all\":{\"b\":\"3\"}}");
    const struct tnf_cty_value prior = value(&world, "{\"tags\":{\"a\":\"1\"},\"tags_all\":{\"b\":\"3\"}}");
    const struct tnf_cty_value planned =
        tnf_rehearsal_plan(&world.schema, &world.invention, &prior, &world.given, &world.given);
    assert_string_equal(tnf_test_print(&world.arena, &planned), "{'tags':{'a':'2'},'tags_all':{'b':'3'}}");
}

/* Create, apply, and the same proposal again: Terraform proposes the state when the configuration has not changed. */
static void a_second_plan_changes_nothing(void **state) {
    static const char schema[] = "{\"attributes\":{" COMPUTED("id") "," BOTH("region") "," OPTIONAL(
        "a") ",\"o\":{\"type\":[\"object\",{\"x\":\"number\"}],"
             "\"computed\":true}},\"block_types\":{\"rule\":{\"nesting_mode\":\"set\",\"block\":" ATTRIBUTES(
                 COMPUTED("id") "," OPTIONAL("p")) "}}}";
    TNF_AUTO(world_release) struct world world;
    (void)state;
    world_init(&world, schema, "{\"a\":\"x\",\"rule\":[{\"p\":\"1\"}]}");
    const struct tnf_cty_value nothing = tnf_cty_null();
    const struct tnf_cty_value first =
        tnf_rehearsal_plan(&world.schema, &world.invention, &nothing, &world.given, &world.given);
    const struct tnf_cty_value applied = tnf_rehearsal_apply(&world.schema, &world.invention, &first);
    assert_true(tnf_cty_is_wholly_known(&applied));
    const struct tnf_cty_value second =
        tnf_rehearsal_plan(&world.schema, &world.invention, &applied, &world.given, &applied);
    assert_true(tnf_cty_value_eq(&second, &applied));
}

static void listed_changes_make_the_resource_anew(void **state) {
    static const char schema[] = ATTRIBUTES(
        OPTIONAL("zone") "," OPTIONAL("size") ",\"list\":{\"type\":[\"list\",\"string\"],\"optional\":true}");
    static const struct {
        const char *prior;
        const char *planned;
        const char *names;
    } cases[] = {
        {"{\"zone\":\"a\"}", "{\"zone\":\"b\"}", "zone "},
        {"{\"zone\":\"a\"}", "{\"zone\":\"a\",\"size\":\"2\"}", ""},
        {"{\"zone\":\"a\",\"list\":[\"1\"]}", "{\"zone\":\"<unknown>\",\"list\":[\"2\"]}", "list zone "},
        {"null", "{\"zone\":\"b\"}", ""},
        {"{\"zone\":\"a\"}", "null", ""},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(world_release) struct world world;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf got = TNF_STRBUF_INIT;
        world_init(&world, schema, "{}");
        const struct tnf_cty_value prior = value(&world, cases[i].prior);
        const struct tnf_cty_value planned = value(&world, cases[i].planned);
        struct tnf_strview names[3];
        size_t count;
        tnf_rehearsal_replacing(&world.schema, &world.invention, &prior, &planned, names, &count);
        for (size_t n = 0; n < count; n++) tnf_strbuf_addf(&got, "%.*s ", TNF_SV_ARG(names[n]));
        assert_string_equal(got.ptr, cases[i].names);
    }
}

static void an_empty_object_has_its_blocks(void **state) {
    static const char schema[] = "{\"attributes\":{" REQUIRED(
        "a") "},\"block_types\":{"
             "\"l\":{\"nesting_mode\":\"list\",\"block\":{}},\"m\":{\"nesting_mode\":\"map\",\"block\":{}},"
             "\"s\":{\"nesting_mode\":\"single\",\"block\":{}},\"g\":{\"nesting_mode\":\"group\",\"block\":" ATTRIBUTES(
                 OPTIONAL("x")) "}}}";
    TNF_AUTO(world_release) struct world world;
    (void)state;
    world_init(&world, schema, "{}");
    const struct tnf_cty_value empty = tnf_rehearsal_empty(&world.arena, &world.schema);
    assert_string_equal(tnf_test_print(&world.arena, &empty), "{'a':null,'g':{'x':null},'l':[],'m':{},'s':null}");
}

static void filling_knows_everything_and_keeps_what_is_given(void **state) {
    TNF_AUTO(world_release) struct world world;
    (void)state;
    world_init(&world, ATTRIBUTES(COMPUTED("id") "," OPTIONAL("a") "," BOTH("region")),
               "{\"a\":\"x\",\"region\":\"mine\"}");
    const struct tnf_cty_value filled = tnf_rehearsal_fill(&world.schema, &world.invention, &world.given);
    assert_string_equal(tnf_test_print(&world.arena, &filled), "{'a':'x','id':'made-up','region':'mine'}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans_are_unknown_where_the_provider_chooses),
        cmocka_unit_test(apply_makes_up_what_is_unknown),
        cmocka_unit_test(what_is_configured_follows_nobody),
        cmocka_unit_test(a_second_plan_changes_nothing),
        cmocka_unit_test(listed_changes_make_the_resource_anew),
        cmocka_unit_test(an_empty_object_has_its_blocks),
        cmocka_unit_test(filling_knows_everything_and_keeps_what_is_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Rows to Terraform's values and back: nothing is lost, and what no row can have is said where it stands. */
#include "provider/tenantform/row.h"

#include "tests/support/catalog_rows.h"
#include "tests/support/cty_text.h"
#include "tests/support/test.h"

struct fixture {
    struct tnf_arena arena;
    struct tnf_diagnostics diagnostics;
    struct tnf_entity_schema schema;
};

static struct fixture fixture;

static void start(enum tnf_entity_id entity) {
    fixture = (struct fixture){.arena = TNF_ARENA_INIT, .diagnostics = {.arena = &fixture.arena}};
    struct tnf_error err = {0};
    if (tnf_entity_schema_init(&fixture.arena, entity, &fixture.schema, &err) < 0) fail_msg("%s", err.message);
}

static void stop(void) {
    tnf_arena_release(&fixture.arena);
}

static struct tnf_cty_value value_of(const char *json) {
    return tnf_test_value(&fixture.arena, fixture.schema.resource.block.type, json);
}

static struct tnf_row read(const char *json) {
    const struct tnf_cty_value value = value_of(json);
    struct tnf_row row;
    tnf_row_read(&fixture.arena, &fixture.schema, &value, &row, &fixture.diagnostics);
    return row;
}

static void comes_back_as_it_was(void **state) {
    static const struct {
        const char *name;
        enum tnf_entity_id entity;
        const char *json;
    } cases[] = {
        {"keys only", TNF_ENTITY_TENANT, "{\"id\":\"a\",\"name\":\"a\",\"isolation\":\"pool\"}"},
        {"a map", TNF_ENTITY_TENANT, "{\"id\":\"a\",\"name\":\"a\",\"tags\":{\"x\":\"1\",\"y\":\"\"}}"},
        {"an empty map", TNF_ENTITY_TENANT, "{\"id\":\"a\",\"name\":\"a\",\"tags\":{}}"},
        {"a group", TNF_ENTITY_TENANT, "{\"id\":\"a\",\"name\":\"a\",\"quota\":{\"cpu\":256,\"gpus\":0}}"},
        {"a group with nothing in it", TNF_ENTITY_TENANT, "{\"id\":\"a\",\"name\":\"a\",\"quota\":{}}"},
        {"lists, a bool, numbers", TNF_ENTITY_SERVICE,
         "{\"id\":\"a/b\",\"tenant\":\"a\",\"name\":\"b\",\"cpu\":512,\"command\":[],\"secrets\":[\"z\",\"a\"]}"},
        {"a bool that is false", TNF_ENTITY_VOLUME,
         "{\"id\":\"a/b/c\",\"tenant\":\"a\",\"service\":\"b\",\"name\":\"c\",\"path\":\"/x\",\"backup\":false}"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        start(cases[i].entity);
        const struct tnf_cty_value value = value_of(cases[i].json);
        const struct tnf_row row = read(cases[i].json);
        const struct tnf_cty_value written = tnf_row_write(&fixture.arena, &fixture.schema, &row.record, &value);
        if (!tnf_cty_value_eq(&value, &written))
            fail_msg("%s: %s", cases[i].name, tnf_test_print(&fixture.arena, &written));
        stop();
    }
}

static void a_group_without_values_is_null_where_nobody_wrote_it(void **state) {
    (void)state;
    start(TNF_ENTITY_TENANT);
    const struct tnf_row row = read("{\"name\":\"a\",\"quota\":{}}");
    const struct tnf_cty_value written = tnf_row_write(&fixture.arena, &fixture.schema, &row.record, NULL);
    assert_true(tnf_cty_is_null(tnf_cty_get(&written, TNF_SV("quota"))));
    assert_string_equal(tnf_cty_get_text(&written, TNF_SV("id")).ptr, "a");
    stop();
}

static void what_is_unknown_is_marked_and_not_set(void **state) {
    (void)state;
    start(TNF_ENTITY_SERVICE);
    const struct tnf_row row = read("{\"tenant\":\"a\",\"name\":\"<unknown>\",\"scaling\":\"<unknown>\",\"cpu\":512,"
                                    "\"secrets\":[\"x\",\"<unknown>\"]}");
    static const int unknown[] = {TNF_SERVICE_NAME, TNF_SERVICE_SCALING_MIN, TNF_SERVICE_SCALING_OUT_COOLDOWN,
                                  TNF_SERVICE_SECRETS};
    for (size_t i = 0; i < TNF_ARRAY_LEN(unknown); i++) {
        assert_true((row.unknown & TNF_ROW_BIT(unknown[i])) != 0);
        assert_false(row.record.data[unknown[i]].set);
    }
    assert_true((row.unknown & TNF_ROW_BIT(TNF_SERVICE_CPU)) == 0);
    assert_int_equal(row.record.data[TNF_SERVICE_CPU].integer, 512);
    stop();
}

/* The place of the first diagnostic, outermost step first: "command[1]". */
static void place_is(const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const struct tnf_attribute_path *steps[4];
    size_t count = 0;
    assert_non_null(fixture.diagnostics.first);
    for (const struct tnf_attribute_path *step = fixture.diagnostics.first->place; step != NULL; step = step->parent)
        steps[count++] = step;
    while (count-- > 0) {
        if (steps[count]->kind == TNF_STEP_ATTRIBUTE) tnf_strbuf_addf(&text, ".%.*s", TNF_SV_ARG(steps[count]->name));
        if (steps[count]->kind == TNF_STEP_KEY) tnf_strbuf_addf(&text, "{%.*s}", TNF_SV_ARG(steps[count]->name));
        if (steps[count]->kind == TNF_STEP_INDEX) tnf_strbuf_addf(&text, "[%d]", (int)steps[count]->index);
    }
    assert_string_equal(text.ptr, expected);
}

static void what_no_row_can_have_is_refused_where_it_stands(void **state) {
    static const struct {
        const char *json;
        const char *place;
    } cases[] = {
        {"{\"command\":[\"a\",null]}", ".command[1]"},
        {"{\"variables\":{\"A\":null}}", ".variables{A}"},
        {"{\"cpu\":0.5}", ".cpu"},
        {"{\"scaling\":{\"min\":1.5}}", ".scaling.min"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        start(TNF_ENTITY_SERVICE);
        (void)read(cases[i].json);
        place_is(cases[i].place);
        stop();
    }
}

static void a_number_may_come_as_a_real_one(void **state) {
    (void)state;
    start(TNF_ENTITY_SERVICE);
    struct tnf_cty_value value = value_of("{\"tenant\":\"a\",\"name\":\"b\"}");
    tnf_row_set(&value, "cpu", (struct tnf_cty_value){.kind = TNF_CTY_REAL, .real = 512.0});
    struct tnf_row row;
    tnf_row_read(&fixture.arena, &fixture.schema, &value, &row, &fixture.diagnostics);
    assert_int_equal(row.record.data[TNF_SERVICE_CPU].integer, 512);
    assert_null(fixture.diagnostics.first);
    stop();
}

static void the_identity_is_the_key(void **state) {
    (void)state;
    start(TNF_ENTITY_ROUTE);
    const struct tnf_row row = read("{\"tenant\":\"a\",\"service\":\"b\",\"name\":\"c\",\"path\":\"/\"}");
    const struct tnf_cty_value identity = tnf_row_identity(&fixture.arena, &fixture.schema, &row.record);
    assert_string_equal(tnf_test_print(&fixture.arena, &identity), "{'name':'c','service':'b','tenant':'a'}");
    const struct tnf_record back = tnf_row_of_identity(&fixture.arena, &fixture.schema, &identity);
    assert_true(tnf_row_same_key(&back, &row.record));
    stop();
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was),
        cmocka_unit_test(a_group_without_values_is_null_where_nobody_wrote_it),
        cmocka_unit_test(what_is_unknown_is_marked_and_not_set),
        cmocka_unit_test(what_no_row_can_have_is_refused_where_it_stands),
        cmocka_unit_test(a_number_may_come_as_a_real_one),
        cmocka_unit_test(the_identity_is_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

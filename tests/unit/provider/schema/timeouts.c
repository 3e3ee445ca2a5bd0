#include "tests/support/test.h"

#include "provider/schema/timeouts.h"
#include "tests/support/cty_text.h"

static void durations_are_read_as_go_writes_them(void **state) {
    static const struct {
        const char *text;
        int64_t ms; /* -1: none */
    } cases[] = {
        {"30s", 30000},    {"1h30m", 5400000},
        {"1.5s", 1500},    {"2h0m0.25s", 7200250},
        {"250ms", 250},    {"1500us", 1},
        {"7\xc2\xb5s", 0}, {"0", 0},
        {"0s", 0},         {".5m", 30000},
        {"", -1},          {"30", -1},
        {"s", -1},         {"-1s", -1},
        {"1d", -1},        {"1 s", -1},
        {"1..5s", -1},     {"87600h", INT64_C(315360000000)},
        {"87601h", -1},    {"99999999999999999999h", -1},
        {"1h ", -1},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        int64_t ms = -1;
        const int code = tnf_timeouts_parse(tnf_sv(cases[i].text), &ms, NULL);
        if (ms != cases[i].ms) fail_msg("\"%s\" is %" PRId64 " ms", cases[i].text, ms);
        assert_int_equal(code, cases[i].ms < 0 ? TNF_E_INVALID : 0);
    }
}

static struct tnf_schema make_schema(struct tnf_arena *arena) {
    static const char *const operations[] = {"create", "delete"};
    struct tnf_schema schema = {.version = 0};
    struct tnf_schema_attribute *attribute = TNF_ARENA_NEW(arena, struct tnf_schema_attribute);
    *attribute = tnf_timeouts_attribute(arena, operations, TNF_ARRAY_LEN(operations));
    schema.block.attributes = attribute;
    schema.block.attribute_count = 1;
    assert_int_equal(tnf_schema_finish(arena, &schema, NULL), 0);
    return schema;
}

static void what_is_not_said_has_a_default(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_schema schema = make_schema(&arena);
    const struct tnf_cty_value config = tnf_test_value(&arena, schema.block.type, "{\"timeouts\":{\"create\":\"1m\"}}");
    const struct tnf_cty_value nothing = tnf_cty_null();
    (void)state;
    assert_int_equal(tnf_timeouts_get(&config, "create", 7), 60000);
    assert_int_equal(tnf_timeouts_get(&config, "delete", 7), 7);
    assert_int_equal(tnf_timeouts_get(&nothing, "create", 7), 7);
}

static void a_text_that_is_no_duration_is_complained_of(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_schema schema = make_schema(&arena);
    struct tnf_diagnostics diagnostics = {.arena = &arena};
    const struct tnf_cty_value config =
        tnf_test_value(&arena, schema.block.type, "{\"timeouts\":{\"create\":\"soon\",\"delete\":\"<unknown>\"}}");
    (void)state;
    tnf_timeouts_check(&config, &diagnostics);
    assert_non_null(diagnostics.first);
    assert_null(diagnostics.first->next);
    assert_true(tnf_sv_eq_c(diagnostics.first->place->name, "create"));
    assert_true(tnf_sv_starts_with(diagnostics.first->detail, TNF_SV("\"soon\" is no duration.")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(durations_are_read_as_go_writes_them),
        cmocka_unit_test(what_is_not_said_has_a_default),
        cmocka_unit_test(a_text_that_is_no_duration_is_complained_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

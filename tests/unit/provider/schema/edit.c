#include "tests/support/test.h"

#include "provider/schema/edit.h"
#include "tests/support/cty_text.h"

static const char schema_text[] =
    "{\"attributes\":{"
    "  \"id\":{\"type\":\"string\",\"computed\":true},"
    "  \"name\":{\"type\":\"string\",\"required\":true},"
    "  \"old\":{\"type\":\"string\",\"optional\":true,\"deprecated\":true},"
    "  \"zone\":{\"type\":\"string\",\"optional\":true,\"computed\":true},"
    "  \"key\":{\"type\":\"string\",\"optional\":true,\"write_only\":true},"
    "  \"n\":{\"optional\":true,\"nested_type\":{\"nesting_mode\":\"list\",\"attributes\":{"
    "    \"key\":{\"type\":\"string\",\"optional\":true,\"write_only\":true},"
    "    \"to\":{\"type\":\"string\",\"computed\":true}}}}},"
    " \"block_types\":{"
    "  \"rule\":{\"nesting_mode\":\"map\",\"block\":{\"attributes\":{"
    "    \"key\":{\"type\":\"string\",\"optional\":true,\"write_only\":true}}}},"
    "  \"timeouts\":{\"nesting_mode\":\"single\",\"block\":{\"attributes\":{"
    "    \"create\":{\"type\":\"string\",\"optional\":true}}}}}}";

static const char *const given = "{\"id\":\"i\",\"name\":\"\",\"old\":\"o\",\"zone\":\"\",\"key\":\"k\","
                                 "\"n\":[{\"key\":\"k\",\"to\":\"t\"}],\"rule\":{\"r\":{\"key\":\"k\"}},"
                                 "\"timeouts\":{\"create\":\"1h\"}}";

static void write_only_values_are_left_out_wherever_they_are(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_schema schema = tnf_test_schema(&arena, schema_text);
    const struct tnf_cty_value value = tnf_test_value(&arena, schema.block.type, given);
    (void)state;
    const struct tnf_cty_value kept = tnf_schema_without_write_only(&arena, &schema, &value);
    assert_string_equal(tnf_test_print(&arena, &kept),
                        "{'id':'i','key':null,'n':[{'key':null,'to':'t'}],'name':'','old':'o',"
                        "'rule':{'r':{'key':null}},'timeouts':{'create':'1h'},'zone':''}");
    /* What was given stays as it was. */
    assert_string_equal(tnf_cty_get_text(&value, TNF_SV("key")).ptr, "k");
}

static void null_and_unknown_objects_stay_what_they_are(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_schema schema = tnf_test_schema(&arena, schema_text);
    const struct tnf_cty_value values[] = {tnf_cty_null(), tnf_cty_unknown()};
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(values); i++) {
        assert_int_equal(tnf_schema_without_write_only(&arena, &schema, &values[i]).kind, values[i].kind);
        assert_int_equal(tnf_schema_config_of_state(&arena, &schema, &values[i]).kind, values[i].kind);
    }
}

static void a_configuration_has_what_a_person_would_write(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_schema schema = tnf_test_schema(&arena, schema_text);
    const struct tnf_cty_value value = tnf_test_value(&arena, schema.block.type, given);
    (void)state;
    const struct tnf_cty_value config = tnf_schema_config_of_state(&arena, &schema, &value);
    assert_string_equal(tnf_test_print(&arena, &config),
                        "{'id':null,'key':null,'n':[{'key':null,'to':null}],'name':'','old':null,"
                        "'rule':{'r':{'key':null}},'timeouts':null,'zone':null}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_only_values_are_left_out_wherever_they_are),
        cmocka_unit_test(null_and_unknown_objects_stay_what_they_are),
        cmocka_unit_test(a_configuration_has_what_a_person_would_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

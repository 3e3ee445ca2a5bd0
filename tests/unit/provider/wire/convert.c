#include "tests/support/test.h"

#include "provider/wire/convert.h"
#include "tests/support/cty_text.h"

static const char schema_text[] =
    "{\"attributes\": {"
    "  \"id\": {\"type\": \"string\", \"computed\": true},"
    "  \"old\": {\"type\": \"bool\", \"optional\": true, \"deprecated\": true, \"deprecation_message\": \"Use new.\"},"
    "  \"secret\": {\"type\": \"string\", \"required\": true, \"sensitive\": true, \"write_only\": true},"
    "  \"by_name\": {\"optional\": true, \"description\": \"Says it.\", \"description_kind\": \"markdown\","
    "    \"nested_type\": {\"nesting_mode\": \"map\", \"attributes\": {\"to\": {\"type\": [\"list\", \"number\"]}}}}},"
    " \"block_types\": {\"rule\": {\"nesting_mode\": \"set\", \"min_items\": 1, \"max_items\": 3, \"block\": {"
    "   \"attributes\": {\"port\": {\"type\": \"number\", \"optional\": true}},"
    "   \"block_types\": {\"deep\": {\"nesting_mode\": \"single\", \"block\": {\"deprecated\": true}}}}}}}";

static void schemas_survive_the_wire(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf before = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf after = TNF_STRBUF_INIT;
    struct tnf_schema schema = tnf_test_schema(&arena, schema_text);
    struct tnf_schema read;
    ProtobufCMessage *message;
    (void)state;
    schema.version = 7;
    tnf_message_pack(&tnf_wire_new_schema(&arena, &schema)->base, &bytes);
    assert_int_equal(
        tnf_message_unpack(&arena, &tfplugin6__schema__descriptor, tnf_strbuf_view(&bytes), &message, NULL), 0);
    assert_int_equal(tnf_wire_read_schema(&arena, (Tfplugin6__Schema *)message, &read, NULL), 0);

    assert_int_equal(read.version, 7);
    tnf_cty_type_write(schema.block.type, &before);
    tnf_cty_type_write(read.block.type, &after);
    assert_string_equal(before.ptr, after.ptr);
    assert_int_equal(tnf_schema_find_attribute(&read.block, TNF_SV("secret"))->flags,
                     TNF_SCHEMA_REQUIRED | TNF_SCHEMA_SENSITIVE | TNF_SCHEMA_WRITE_ONLY);
    assert_int_equal(tnf_schema_find_attribute(&read.block, TNF_SV("id"))->flags, TNF_SCHEMA_COMPUTED);
    const struct tnf_schema_attribute *old = tnf_schema_find_attribute(&read.block, TNF_SV("old"));
    assert_int_equal(old->flags, TNF_SCHEMA_OPTIONAL | TNF_SCHEMA_DEPRECATED);
    assert_true(tnf_sv_eq_c(old->text.deprecation, "Use new."));
    const struct tnf_schema_attribute *by_name = tnf_schema_find_attribute(&read.block, TNF_SV("by_name"));
    assert_int_equal(by_name->nested->nesting, TNF_SCHEMA_MAP);
    assert_true(by_name->text.markdown);
    assert_true(tnf_sv_eq_c(by_name->text.description, "Says it."));
    const struct tnf_schema_nested_block *rule = tnf_schema_find_block(&read.block, TNF_SV("rule"));
    assert_int_equal(rule->nesting, TNF_SCHEMA_SET);
    assert_int_equal(rule->min_items, 1);
    assert_int_equal(rule->max_items, 3);
    assert_true(tnf_schema_find_block(&rule->block, TNF_SV("deep"))->block.deprecated);
}

static void a_value_that_is_missing_is_null(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    Tfplugin6__DynamicValue empty = TFPLUGIN6__DYNAMIC_VALUE__INIT;
    struct tnf_cty_value value = tnf_cty_boolean(true);
    (void)state;
    assert_int_equal(tnf_wire_read_value(&arena, NULL, &tnf_cty_string, &value, NULL), 0);
    assert_int_equal(value.kind, TNF_CTY_NULL);
    value = tnf_cty_boolean(true);
    assert_int_equal(tnf_wire_read_value(&arena, &empty, &tnf_cty_string, &value, NULL), 0);
    assert_int_equal(value.kind, TNF_CTY_NULL);
}

static void a_value_in_json_is_refused(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    Tfplugin6__DynamicValue message = TFPLUGIN6__DYNAMIC_VALUE__INIT;
    struct tnf_cty_value value;
    struct tnf_error err;
    (void)state;
    message.json = tnf_message_data(TNF_SV("\"x\""));
    assert_int_equal(tnf_wire_read_value(&arena, &message, &tnf_cty_string, &value, &err), TNF_E_INVALID);
}

static void diagnostics_go_to_the_response_s_own_field(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_diagnostics list = {.arena = &arena};
    const struct tnf_attribute_path outer = {.kind = TNF_STEP_ATTRIBUTE, .name = TNF_SV("rule")};
    const struct tnf_attribute_path index = {.parent = &outer, .kind = TNF_STEP_INDEX, .index = 2};
    const struct tnf_attribute_path key = {.parent = &index, .kind = TNF_STEP_KEY, .name = TNF_SV("k")};
    Tfplugin6__PlanResourceChange__Response response = TFPLUGIN6__PLAN_RESOURCE_CHANGE__RESPONSE__INIT;
    (void)state;
    tnf_diagnostics_add(&list, TNF_SEVERITY_ERROR, &key, TNF_SV("Wrong"), TNF_SV("It is wrong."));
    tnf_diagnostics_add(&list, TNF_SEVERITY_WARNING, NULL, TNF_SV("Odd"), TNF_SV(""));
    assert_true(tnf_wire_set_diagnostics(&list, &response.base));
    assert_int_equal(response.n_diagnostics, 2);
    assert_int_equal(response.diagnostics[0]->severity, TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR);
    assert_string_equal(response.diagnostics[0]->summary, "Wrong");
    assert_string_equal(response.diagnostics[0]->detail, "It is wrong.");
    assert_int_equal(response.diagnostics[0]->attribute->n_steps, 3);
    assert_string_equal(response.diagnostics[0]->attribute->steps[0]->attribute_name, "rule");
    assert_int_equal(response.diagnostics[0]->attribute->steps[1]->element_key_int, 2);
    assert_string_equal(response.diagnostics[0]->attribute->steps[2]->element_key_string, "k");
    assert_int_equal(response.diagnostics[1]->severity, TFPLUGIN6__DIAGNOSTIC__SEVERITY__WARNING);
    assert_null(response.diagnostics[1]->attribute);
}

static void a_response_without_diagnostics_says_so(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_diagnostics list = {.arena = &arena};
    Tfplugin6__StopProvider__Response response = TFPLUGIN6__STOP_PROVIDER__RESPONSE__INIT;
    (void)state;
    assert_false(tnf_wire_set_diagnostics(&list, &response.base));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schemas_survive_the_wire),
        cmocka_unit_test(a_value_that_is_missing_is_null),
        cmocka_unit_test(a_value_in_json_is_refused),
        cmocka_unit_test(diagnostics_go_to_the_response_s_own_field),
        cmocka_unit_test(a_response_without_diagnostics_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

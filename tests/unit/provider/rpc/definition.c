/* A defined provider, from a request's bytes to the answer's bytes: what there is, and resources. */
#include "tests/support/test.h"

#include "tests/support/rpc_client.h"

static char thing[] = "sample_thing";
static Tfplugin6__ClientCapabilities capable = {
    .base = PROTOBUF_C_MESSAGE_INIT(&tfplugin6__client_capabilities__descriptor),
    .write_only_attributes_allowed = true,
};

static void what_there_is_comes_ready_made(void **state) {
    struct tnf_test_rpc *rpc = *state;
    struct tnf_strview first;
    struct tnf_strview second;
    Tfplugin6__GetProviderSchema__Request asked = TFPLUGIN6__GET_PROVIDER_SCHEMA__REQUEST__INIT;
    assert_int_equal(tnf_test_rpc_answer(rpc, "GetProviderSchema", &asked.base, &first, NULL), 0);
    assert_int_equal(tnf_test_rpc_answer(rpc, "GetProviderSchema", &asked.base, &second, NULL), 0);
    assert_ptr_equal(first.ptr, second.ptr);
    const Tfplugin6__GetProviderSchema__Response *schema =
        tnf_test_rpc_unpack(rpc, &tfplugin6__get_provider_schema__response__descriptor, first);
    assert_string_equal(schema->resource_schemas[0]->key, "sample_thing");
    assert_int_equal(schema->resource_schemas[0]->value->version, 1);
    assert_int_equal(schema->resource_schemas[0]->value->block->n_attributes, 11);
    assert_string_equal(schema->data_source_schemas[0]->key, "sample_named");
    assert_string_equal(schema->ephemeral_resource_schemas[0]->key, "sample_token");
    assert_string_equal(schema->list_resource_schemas[0]->key, "sample_thing");
    assert_string_equal(schema->action_schemas[0]->key, "sample_greet");
    assert_string_equal(schema->functions[0]->key, "shout");
    assert_string_equal(schema->functions[0]->value->variadic_parameter->name, "more");
    assert_true(schema->server_capabilities->plan_destroy);
    assert_true(schema->server_capabilities->get_provider_schema_optional);
    const Tfplugin6__GetMetadata__Response *metadata = TNF_TEST_RPC_CALL(rpc, "GetMetadata", &asked, get_metadata);
    assert_string_equal(metadata->actions[0]->type_name, "sample_greet");
    assert_string_equal(metadata->list_resources[0]->type_name, "sample_thing");
    assert_string_equal(metadata->functions[0]->name, "shout");
    const Tfplugin6__GetResourceIdentitySchemas__Response *identities =
        TNF_TEST_RPC_CALL(rpc, "GetResourceIdentitySchemas", &asked, get_resource_identity_schemas);
    assert_string_equal(identities->identity_schemas[0]->key, "sample_thing");
    assert_true(identities->identity_schemas[0]->value->identity_attributes[0]->required_for_import);
    const Tfplugin6__GetFunctions__Response *functions = TNF_TEST_RPC_CALL(rpc, "GetFunctions", &asked, get_functions);
    assert_memory_equal(functions->functions[0]->value->return_->type.data, "\"string\"", 8);
}

static void a_configuration_is_checked_before_the_provider_sees_it(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static const struct {
        const char *config;
        bool knows_write_only;
        const char *faults;
    } cases[] = {
        {"{\"name\":\"a\",\"secret\":\"s\"}", true, ""},
        {"{\"name\":\"a\",\"secret\":\"s\"}", false,
         ".secretWrite-only argument not supported: \"secret\" is write-only, which needs Terraform 1.11 or OpenTofu "
         "1.11, or newer.; "},
        {"{}", true, ".nameMissing required argument: The argument \"name\" is required, but it is not set.; "},
        {"{\"name\":\"a\",\"old\":\"x\"}", true,
         ".oldDeprecated argument: \"old\" will be removed in a later version. Remove it.; "},
        {"{\"name\":\"a name of more than twenty letters\"}", true, ".nameLong name: A name has up to 20 letters.; "},
        {"{\"name\":\"<unknown>\"}", true, ""},
        {"{\"name\":\"a\",\"timeouts\":{\"create\":\"soon\"}}", true,
         ".timeouts.createInvalid timeout: \"soon\" is no duration.\nWrite numbers with units, such as \"30s\" or "
         "\"1h30m\".; "},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        Tfplugin6__ValidateResourceConfig__Request asked = TFPLUGIN6__VALIDATE_RESOURCE_CONFIG__REQUEST__INIT;
        asked.type_name = thing;
        asked.config = tnf_test_rpc_thing(rpc, cases[i].config);
        asked.client_capabilities = cases[i].knows_write_only ? &capable : NULL;
        const Tfplugin6__ValidateResourceConfig__Response *said =
            TNF_TEST_RPC_CALL(rpc, "ValidateResourceConfig", &asked, validate_resource_config);
        tnf_test_rpc_assert_diagnostics(said->diagnostics, said->n_diagnostics, cases[i].faults);
    }
}

static void plans_come_without_write_only_values(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static const struct {
        const char *prior;
        const char *proposed;
        const char *planned;
        size_t replaced;
    } cases[] = {
        {NULL, "{\"name\":\"a\",\"secret\":\"s\"}", "{'id':'id-a','name':'a','size':1}", 0},
        {NULL, "{\"name\":\"<unknown>\"}", "{'id':?,'name':?,'size':1}", 0},
        {"{\"name\":\"a\",\"kind\":\"x\"}", "{\"name\":\"a\",\"kind\":\"y\"}",
         "{'id':'id-a','kind':'y','name':'a','size':1}", 1},
        {"{\"name\":\"a\"}", NULL, "null", 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        Tfplugin6__PlanResourceChange__Request asked = TFPLUGIN6__PLAN_RESOURCE_CHANGE__REQUEST__INIT;
        asked.type_name = thing;
        asked.prior_state = tnf_test_rpc_thing(rpc, cases[i].prior);
        asked.proposed_new_state = tnf_test_rpc_thing(rpc, cases[i].proposed);
        asked.config = asked.proposed_new_state;
        asked.prior_private = tnf_message_data(TNF_SV("kept"));
        const Tfplugin6__PlanResourceChange__Response *said =
            TNF_TEST_RPC_CALL(rpc, "PlanResourceChange", &asked, plan_resource_change);
        assert_int_equal(said->n_diagnostics, 0);
        tnf_test_rpc_assert_thing(rpc, said->planned_state, cases[i].planned);
        assert_int_equal(said->n_requires_replace, cases[i].replaced);
        if (cases[i].replaced > 0) {
            assert_string_equal(said->requires_replace[0]->steps[0]->attribute_name, "kind");
        }
        assert_true(tnf_sv_eq_c(tnf_message_bytes(said->planned_private), "kept"));
        assert_null(said->deferred);
    }
}

/* {"any": unknown with a refinement: not null} comes back as it was. */
static void what_is_known_of_an_unknown_value_stays_known(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static const char refined[] = "\xc7\x03\x0c\x81\x01\xc2";
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    Tfplugin6__PlanResourceChange__Request asked = TFPLUGIN6__PLAN_RESOURCE_CHANGE__REQUEST__INIT;
    Tfplugin6__DynamicValue proposed = TFPLUGIN6__DYNAMIC_VALUE__INIT;
    tnf_strbuf_add_str(&bytes, "\x82\xa4name\xa1x\xa4kind");
    tnf_strbuf_add(&bytes, refined, sizeof refined - 1);
    proposed.msgpack = tnf_message_data(tnf_strbuf_view(&bytes));
    asked.type_name = thing;
    asked.proposed_new_state = &proposed;
    const Tfplugin6__PlanResourceChange__Response *said =
        TNF_TEST_RPC_CALL(rpc, "PlanResourceChange", &asked, plan_resource_change);
    const ProtobufCBinaryData planned = said->planned_state->msgpack;
    assert_non_null(memmem(planned.data, planned.len, refined, sizeof refined - 1));
}

static void what_came_to_be_is_kept_also_when_apply_fails(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static const struct {
        const char *prior;
        const char *planned;
        const char *state;
        const char *faults;
    } cases[] = {
        {NULL, "{\"name\":\"a\",\"size\":\"<unknown>\",\"secret\":\"s\"}", "{'id':'id-a','name':'a','size':1}", ""},
        {NULL, "{\"name\":\"a\",\"size\":1,\"fail\":\"the disk is full\"}",
         "{'fail':'the disk is full','id':'id-a','name':'a','size':1}",
         "Cannot apply sample_thing: The disk is full.; "},
        {NULL, "{\"name\":\"a\",\"hold\":\"/dev/null\",\"timeouts\":{\"create\":\"20ms\"}}", "null",
         "Cannot apply sample_thing: Held for too long.; "},
        {"{\"name\":\"a\"}", NULL, "null", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        Tfplugin6__ApplyResourceChange__Request asked = TFPLUGIN6__APPLY_RESOURCE_CHANGE__REQUEST__INIT;
        asked.type_name = thing;
        asked.prior_state = tnf_test_rpc_thing(rpc, cases[i].prior);
        asked.planned_state = tnf_test_rpc_thing(rpc, cases[i].planned);
        asked.planned_private = tnf_message_data(TNF_SV("p"));
        const Tfplugin6__ApplyResourceChange__Response *said =
            TNF_TEST_RPC_CALL(rpc, "ApplyResourceChange", &asked, apply_resource_change);
        tnf_test_rpc_assert_thing(rpc, said->new_state, cases[i].state);
        tnf_test_rpc_assert_diagnostics(said->diagnostics, said->n_diagnostics, cases[i].faults);
        if (strcmp(cases[i].state, "null") == 0) {
            assert_null(said->new_identity);
            continue;
        }
        tnf_test_rpc_assert_named(rpc, said->new_identity, "a");
        assert_true(tnf_sv_eq_c(tnf_message_bytes(said->private_), "p|"));
    }
}

static void a_read_gives_state_and_identity(void **state) {
    struct tnf_test_rpc *rpc = *state;
    Tfplugin6__ReadResource__Request asked = TFPLUGIN6__READ_RESOURCE__REQUEST__INIT;
    asked.type_name = thing;
    asked.current_state = tnf_test_rpc_thing(rpc, "{\"name\":\"a\",\"secret\":\"s\"}");
    asked.private_ = tnf_message_data(TNF_SV("p"));
    const Tfplugin6__ReadResource__Response *said = TNF_TEST_RPC_CALL(rpc, "ReadResource", &asked, read_resource);
    tnf_test_rpc_assert_thing(rpc, said->new_state, "{'name':'a'}");
    tnf_test_rpc_assert_named(rpc, said->new_identity, "a");
    assert_true(tnf_sv_eq_c(tnf_message_bytes(said->private_), "p"));
}

static void stored_states_are_brought_up_to_date(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static const struct {
        int64_t version;
        const char *json;
        const char *expected; /* the state, or what is wrong */
    } cases[] = {
        {1, "{\"name\":\"a\",\"gone\":{\"x\":[1,{}]},\"size\":12345678901234567890}",
         "{'name':'a','size':#12345678901234567890}"},
        {0, "{\"title\":\"a\",\"id\":7}", "{'id':'id-a','name':'a','size':1}"},
        {2, "{}",
         "Cannot use the state of sample_thing: The state has version 2, and this provider knows version 1.\nUse the "
         "version of the provider that wrote it, or a newer one.; "},
        {1, "{\"name\":7}", "Cannot use the state of sample_thing: Name: JSON has no '\"' at byte 8.; "},
        {1, "", "Cannot use the state of sample_thing: The state is not in JSON.; "},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        Tfplugin6__UpgradeResourceState__Request asked = TFPLUGIN6__UPGRADE_RESOURCE_STATE__REQUEST__INIT;
        Tfplugin6__RawState raw = TFPLUGIN6__RAW_STATE__INIT;
        asked.type_name = thing;
        asked.version = cases[i].version;
        asked.raw_state = &raw;
        raw.json = tnf_message_data(tnf_sv(cases[i].json));
        const Tfplugin6__UpgradeResourceState__Response *said =
            TNF_TEST_RPC_CALL(rpc, "UpgradeResourceState", &asked, upgrade_resource_state);
        if (said->n_diagnostics > 0) {
            tnf_test_rpc_assert_diagnostics(said->diagnostics, said->n_diagnostics, cases[i].expected);
        } else {
            tnf_test_rpc_assert_thing(rpc, said->upgraded_state, cases[i].expected);
        }
    }
}

static void stored_identities_are_read(void **state) {
    struct tnf_test_rpc *rpc = *state;
    Tfplugin6__UpgradeResourceIdentity__Request asked = TFPLUGIN6__UPGRADE_RESOURCE_IDENTITY__REQUEST__INIT;
    Tfplugin6__RawState raw = TFPLUGIN6__RAW_STATE__INIT;
    asked.type_name = thing;
    asked.raw_identity = &raw;
    raw.json = tnf_message_data(TNF_SV("{\"name\":\"a\"}"));
    const Tfplugin6__UpgradeResourceIdentity__Response *said =
        TNF_TEST_RPC_CALL(rpc, "UpgradeResourceIdentity", &asked, upgrade_resource_identity);
    tnf_test_rpc_assert_named(rpc, said->upgraded_identity, "a");
    asked.version = 3;
    said = TNF_TEST_RPC_CALL(rpc, "UpgradeResourceIdentity", &asked, upgrade_resource_identity);
    assert_int_equal(said->n_diagnostics, 1);
}

static void imports_go_by_id_or_by_identity(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static const struct {
        const char *id;
        bool has_identity;
        const char *faults;
    } cases[] = {
        {"a", false, ""},
        {"", true, ""},
        {"missing", false, "Cannot import sample_thing: There is none with the id \"missing\".; "},
        {"", false, "Cannot import sample_thing: The import has neither an id nor an identity.; "},
    };
    Tfplugin6__ResourceIdentityData identity = TFPLUGIN6__RESOURCE_IDENTITY_DATA__INIT;
    identity.identity_data = tnf_test_rpc_value(rpc, rpc->definition->resources[0]->identity->type, "{\"name\":\"a\"}");
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        Tfplugin6__ImportResourceState__Request asked = TFPLUGIN6__IMPORT_RESOURCE_STATE__REQUEST__INIT;
        asked.type_name = thing;
        asked.id = (char *)(uintptr_t)cases[i].id;
        asked.identity = cases[i].has_identity ? &identity : NULL;
        const Tfplugin6__ImportResourceState__Response *said =
            TNF_TEST_RPC_CALL(rpc, "ImportResourceState", &asked, import_resource_state);
        tnf_test_rpc_assert_diagnostics(said->diagnostics, said->n_diagnostics, cases[i].faults);
        if (said->n_diagnostics > 0) continue;
        assert_string_equal(said->imported_resources[0]->type_name, "sample_thing");
        tnf_test_rpc_assert_thing(rpc, said->imported_resources[0]->state, "{'id':'id-a','name':'a','size':1}");
        tnf_test_rpc_assert_named(rpc, said->imported_resources[0]->identity, "a");
    }
}

static void only_known_types_can_be_moved_from(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static char known[] = "sample_old";
    static char other[] = "sample_other";
    Tfplugin6__MoveResourceState__Request asked = TFPLUGIN6__MOVE_RESOURCE_STATE__REQUEST__INIT;
    Tfplugin6__RawState raw = TFPLUGIN6__RAW_STATE__INIT;
    raw.json = tnf_message_data(TNF_SV("{\"title\":\"a\"}"));
    asked.target_type_name = thing;
    asked.source_type_name = known;
    asked.source_state = &raw;
    asked.source_private = tnf_message_data(TNF_SV("p"));
    const Tfplugin6__MoveResourceState__Response *said =
        TNF_TEST_RPC_CALL(rpc, "MoveResourceState", &asked, move_resource_state);
    tnf_test_rpc_assert_thing(rpc, said->target_state, "{'id':'id-a','name':'a','size':1}");
    assert_true(tnf_sv_eq_c(tnf_message_bytes(said->target_private), "p"));
    asked.source_type_name = other;
    said = TNF_TEST_RPC_CALL(rpc, "MoveResourceState", &asked, move_resource_state);
    tnf_test_rpc_assert_diagnostics(said->diagnostics, said->n_diagnostics,
                                    "Cannot move to sample_thing: Only a sample_old can become one.; ");
}

static void a_configuration_is_written_for_a_state(void **state) {
    struct tnf_test_rpc *rpc = *state;
    Tfplugin6__GenerateResourceConfig__Request asked = TFPLUGIN6__GENERATE_RESOURCE_CONFIG__REQUEST__INIT;
    asked.type_name = thing;
    asked.state = tnf_test_rpc_thing(rpc, "{\"id\":\"id-a\",\"name\":\"a\",\"size\":1,\"old\":\"o\",\"kind\":\"\"}");
    const Tfplugin6__GenerateResourceConfig__Response *said =
        TNF_TEST_RPC_CALL(rpc, "GenerateResourceConfig", &asked, generate_resource_config);
    tnf_test_rpc_assert_thing(rpc, said->config, "{'name':'a','size':1}");
}

static void what_is_not_there_is_said_in_a_diagnostic(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static char nothing[] = "sample_nothing";
    Tfplugin6__ReadResource__Request asked = TFPLUGIN6__READ_RESOURCE__REQUEST__INIT;
    struct tnf_strview reply;
    asked.type_name = nothing;
    const Tfplugin6__ReadResource__Response *said = TNF_TEST_RPC_CALL(rpc, "ReadResource", &asked, read_resource);
    tnf_test_rpc_assert_diagnostics(
        said->diagnostics, said->n_diagnostics,
        "Cannot read sample_nothing: This provider has no resource type \"sample_nothing\".; ");
    assert_int_equal(tnf_test_rpc_answer(rpc, "ReadStateBytes", &asked.base, &reply, NULL), TNF_E_NOT_FOUND);
}

static void a_definition_has_to_be_whole(void **state) {
    struct tnf_test_rpc *rpc = *state;
    struct tnf_provider_definition definition = *rpc->definition;
    struct tnf_resource_type type = *definition.resources[0];
    const struct tnf_resource_type *types[] = {&type};
    struct tnf_rpc_service *service;
    struct tnf_error err;
    definition.resources = types;
    type.identity = NULL;
    assert_int_equal(tnf_definition_service_new(&definition, &service, &err), TNF_E_INTERNAL);
    assert_string_equal(err.message, "list resource \"sample_thing\" has no resource type with an identity");
    type.apply = NULL;
    assert_int_equal(tnf_definition_service_new(&definition, &service, &err), TNF_E_INTERNAL);
    assert_string_equal(err.message, "resource type \"sample_thing\" has no read, plan or apply");
}

/* Fails the first time. */
struct late_definition {
    const struct tnf_provider_definition *definition;
    int asked;
};

static int define_late(void *context, const struct tnf_provider_definition **ret_definition, struct tnf_error *err) {
    struct late_definition *late = context;
    if (++late->asked == 1) return tnf_error_set(err, TNF_E_IO, "not yet");
    *ret_definition = late->definition;
    return 0;
}

static void a_definition_may_be_made_when_the_first_call_comes(void **state) {
    struct tnf_test_rpc *rpc = *state;
    struct late_definition late = {.definition = rpc->definition};
    struct tnf_rpc_service *service = tnf_definition_service_new_later(define_late, &late);
    const struct tnf_strview method = TNF_SV("GetMetadata");
    struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
    struct tnf_error err;
    assert_int_equal(late.asked, 0);
    assert_int_equal(tnf_rpc_answer(service, method, TNF_SV(""), NULL, &reply, &err), TNF_E_IO);
    assert_string_equal(err.message, "not yet");
    for (int i = 0; i < 2; i++) assert_int_equal(tnf_rpc_answer(service, method, TNF_SV(""), NULL, &reply, &err), 0);
    assert_true(reply.ready.len > 0);
    assert_int_equal(late.asked, 2);
    tnf_strbuf_release(&reply.bytes);
    tnf_definition_service_free(service);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, tnf_test_rpc_set_up, tnf_test_rpc_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_there_is_comes_ready_made),
        TEST(a_configuration_is_checked_before_the_provider_sees_it),
        TEST(plans_come_without_write_only_values),
        TEST(what_is_known_of_an_unknown_value_stays_known),
        TEST(what_came_to_be_is_kept_also_when_apply_fails),
        TEST(a_read_gives_state_and_identity),
        TEST(stored_states_are_brought_up_to_date),
        TEST(stored_identities_are_read),
        TEST(imports_go_by_id_or_by_identity),
        TEST(only_known_types_can_be_moved_from),
        TEST(a_configuration_is_written_for_a_state),
        TEST(what_is_not_there_is_said_in_a_diagnostic),
        TEST(a_definition_has_to_be_whole),
        TEST(a_definition_may_be_made_when_the_first_call_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The rest of a defined provider: functions, data sources, ephemeral resources, streams, and how it is stopped. */
#include "tests/support/test.h"

#include "tests/support/rpc_client.h"

#include <pthread.h>

static char thing[] = "sample_thing";

static void functions_answer_or_name_the_argument_at_fault(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static char shout[] = "shout";
    static char whisper[] = "whisper";
    static const struct {
        char *function;
        const char *arguments[2]; /* text; "-" is null */
        const char *result;
        const char *fault;
        int64_t argument;
    } cases[] = {
        {shout, {"hi", "you"}, "'HI!YOU!'", NULL, -1},
        {shout, {"hi", ""}, NULL, "There is nothing to shout", 1},
        {shout, {"-", NULL}, NULL, "Argument \"text\" must not be null", 0},
        {shout, {NULL, NULL}, NULL, "Function \"shout\" takes 1 arguments, not 0", -1},
        {whisper, {NULL, NULL}, NULL, "This provider has no function \"whisper\"", -1},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        Tfplugin6__CallFunction__Request asked = TFPLUGIN6__CALL_FUNCTION__REQUEST__INIT;
        Tfplugin6__DynamicValue *arguments[2];
        asked.name = cases[i].function;
        asked.arguments = arguments;
        for (size_t j = 0; j < 2 && cases[i].arguments[j] != NULL; j++) {
            const bool is_null = strcmp(cases[i].arguments[j], "-") == 0;
            const struct tnf_cty_value text = is_null ? tnf_cty_null() : tnf_cty_text(tnf_sv(cases[i].arguments[j]));
            arguments[asked.n_arguments++] = tnf_wire_new_value(&rpc->arena, &text);
        }
        const Tfplugin6__CallFunction__Response *said = TNF_TEST_RPC_CALL(rpc, "CallFunction", &asked, call_function);
        if (cases[i].result != NULL) {
            assert_null(said->error);
            assert_string_equal(tnf_test_rpc_print(rpc, &tnf_cty_string, said->result), cases[i].result);
            continue;
        }
        assert_string_equal(said->error->text, cases[i].fault);
        assert_int_equal(said->error->has_function_argument_case != 0, cases[i].argument >= 0);
        if (cases[i].argument >= 0) assert_int_equal(said->error->function_argument, cases[i].argument);
    }
}

static void data_sources_are_read(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static char name[] = "sample_named";
    const struct tnf_schema *schema = rpc->definition->data_sources[0]->schema;
    Tfplugin6__ReadDataSource__Request asked = TFPLUGIN6__READ_DATA_SOURCE__REQUEST__INIT;
    asked.type_name = name;
    asked.config = tnf_test_rpc_value(rpc, schema->block.type, "{\"name\":\"a\"}");
    const Tfplugin6__ReadDataSource__Response *said =
        TNF_TEST_RPC_CALL(rpc, "ReadDataSource", &asked, read_data_source);
    assert_string_equal(tnf_test_rpc_print(rpc, schema->block.type, said->state), "{'id':'id-a','name':'a'}");
}

static void ephemeral_resources_open_renew_and_close(void **state) {
    struct tnf_test_rpc *rpc = *state;
    static char name[] = "sample_token";
    const struct tnf_schema *schema = rpc->definition->ephemeral_resources[0]->schema;
    Tfplugin6__OpenEphemeralResource__Request asked = TFPLUGIN6__OPEN_EPHEMERAL_RESOURCE__REQUEST__INIT;
    asked.type_name = name;
    asked.config = tnf_test_rpc_value(rpc, schema->block.type, "{\"name\":\"a\"}");
    const Tfplugin6__OpenEphemeralResource__Response *opened =
        TNF_TEST_RPC_CALL(rpc, "OpenEphemeralResource", &asked, open_ephemeral_resource);
    assert_string_equal(tnf_test_rpc_print(rpc, schema->block.type, opened->result), "{'id':'id-a','name':'a'}");
    assert_int_equal(opened->renew_at->seconds, 4102444800);
    assert_true(tnf_sv_eq_c(tnf_message_bytes(opened->private_), "opened"));
    Tfplugin6__RenewEphemeralResource__Request renew;
    tfplugin6__renew_ephemeral_resource__request__init(&renew);
    renew.type_name = name;
    renew.has_private_case = TFPLUGIN6__RENEW_EPHEMERAL_RESOURCE__REQUEST__HAS_PRIVATE_PRIVATE;
    renew.private_ = opened->private_;
    const Tfplugin6__RenewEphemeralResource__Response *renewed =
        TNF_TEST_RPC_CALL(rpc, "RenewEphemeralResource", &renew, renew_ephemeral_resource);
    assert_null(renewed->renew_at);
    assert_true(tnf_sv_eq_c(tnf_message_bytes(renewed->private_), "opened"));
    Tfplugin6__CloseEphemeralResource__Request close;
    tfplugin6__close_ephemeral_resource__request__init(&close);
    close.type_name = name;
    const Tfplugin6__CloseEphemeralResource__Response *closed =
        TNF_TEST_RPC_CALL(rpc, "CloseEphemeralResource", &close, close_ephemeral_resource);
    assert_int_equal(closed->n_diagnostics, 0);
}

static const Tfplugin6__ListResource__Event *event_at(struct tnf_test_rpc *rpc, size_t i) {
    return tnf_test_rpc_unpack(rpc, &tfplugin6__list_resource__event__descriptor, rpc->messages[i]);
}

static void ask_list(struct tnf_test_rpc *rpc, const char *config, int64_t limit, bool with_object, int expected) {
    struct tnf_strview reply;
    Tfplugin6__ListResource__Request asked = TFPLUGIN6__LIST_RESOURCE__REQUEST__INIT;
    asked.type_name = thing;
    asked.config = tnf_test_rpc_value(rpc, rpc->definition->list_resources[0]->schema->block.type, config);
    asked.limit = limit;
    asked.include_resource_object = with_object;
    assert_int_equal(tnf_test_rpc_answer(rpc, "ListResource", &asked.base, &reply, NULL), expected);
    assert_int_equal(reply.len, 0);
}

static void a_list_is_a_stream_of_objects(void **state) {
    struct tnf_test_rpc *rpc = *state;
    ask_list(rpc, "{\"count_of\":2}", 0, true, 0);
    assert_int_equal(rpc->message_count, 2);
    tnf_test_rpc_assert_named(rpc, event_at(rpc, 1)->identity, "thing-1");
    assert_string_equal(event_at(rpc, 1)->display_name, "thing-1");
    tnf_test_rpc_assert_thing(rpc, event_at(rpc, 1)->resource_object, "{'id':'id-thing-1','name':'thing-1','size':1}");
}

static void a_list_ends_at_its_limit(void **state) {
    struct tnf_test_rpc *rpc = *state;
    ask_list(rpc, "{\"count_of\":5,\"fail\":\"too late to fail\"}", 2, false, 0);
    assert_int_equal(rpc->message_count, 2);
    assert_null(event_at(rpc, 0)->resource_object);
    assert_int_equal(event_at(rpc, 1)->n_diagnostic, 0);
}

static void what_fails_in_a_list_is_its_last_event(void **state) {
    struct tnf_test_rpc *rpc = *state;
    ask_list(rpc, "{\"count_of\":1,\"fail\":\"the disk is full\"}", 0, false, 0);
    assert_int_equal(rpc->message_count, 2);
    assert_null(event_at(rpc, 1)->identity);
    tnf_test_rpc_assert_diagnostics(event_at(rpc, 1)->diagnostic, event_at(rpc, 1)->n_diagnostic,
                                    "Cannot list sample_thing: The disk is full.; ");
}

static void a_list_ends_with_its_client(void **state) {
    struct tnf_test_rpc *rpc = *state;
    rpc->takes = 1;
    ask_list(rpc, "{\"count_of\":1000000000}", 0, false, 0);
    assert_int_equal(rpc->message_count, 1);
}

static void ask_action(struct tnf_test_rpc *rpc, const char *config) {
    static char greet[] = "sample_greet";
    struct tnf_strview reply;
    Tfplugin6__InvokeAction__Request asked = TFPLUGIN6__INVOKE_ACTION__REQUEST__INIT;
    asked.action_type = greet;
    asked.config = tnf_test_rpc_value(rpc, rpc->definition->actions[0]->schema->block.type, config);
    assert_int_equal(tnf_test_rpc_answer(rpc, "InvokeAction", &asked.base, &reply, NULL), 0);
}

static void an_action_tells_how_far_it_is_and_how_it_ended(void **state) {
    struct tnf_test_rpc *rpc = *state;
    const Tfplugin6__InvokeAction__Event *event;
    ask_action(rpc, "{\"name\":\"you\",\"fail\":\"the disk is full\"}");
    assert_int_equal(rpc->message_count, 3);
    event = tnf_test_rpc_unpack(rpc, &tfplugin6__invoke_action__event__descriptor, rpc->messages[0]);
    assert_string_equal(event->progress->message, "hello you");
    event = tnf_test_rpc_unpack(rpc, &tfplugin6__invoke_action__event__descriptor, rpc->messages[2]);
    assert_int_equal(event->type_case, TFPLUGIN6__INVOKE_ACTION__EVENT__TYPE_COMPLETED);
    tnf_test_rpc_assert_diagnostics(event->completed->diagnostics, event->completed->n_diagnostics,
                                    "Cannot invoke sample_greet: The disk is full.; ");
}

static void *hold(void *argument) {
    struct tnf_test_rpc *rpc = argument;
    Tfplugin6__ApplyResourceChange__Request asked = TFPLUGIN6__APPLY_RESOURCE_CHANGE__REQUEST__INIT;
    asked.type_name = thing;
    asked.planned_state = tnf_test_rpc_thing(rpc, "{\"name\":\"a\",\"hold\":\"/dev/null\"}");
    return TNF_TEST_RPC_CALL(rpc, "ApplyResourceChange", &asked, apply_resource_change);
}

static void stop_ends_what_waits_and_nothing_later(void **state) {
    struct tnf_test_rpc *rpc = *state;
    pthread_t thread;
    void *result;
    struct tnf_strview reply;
    Tfplugin6__StopProvider__Request stop = TFPLUGIN6__STOP_PROVIDER__REQUEST__INIT;
    for (int round = 0; round < 2; round++) {
        assert_int_equal(pthread_create(&thread, NULL, hold, rpc), 0);
        tnf_sample_wait_for_hold(rpc->sample);
        assert_int_equal(tnf_test_rpc_answer(rpc, "StopProvider", &stop.base, &reply, NULL), 0);
        pthread_join(thread, &result);
        const Tfplugin6__ApplyResourceChange__Response *said = result;
        tnf_test_rpc_assert_diagnostics(said->diagnostics, said->n_diagnostics,
                                        "Cannot apply sample_thing: Stopped while it was held.; ");
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, tnf_test_rpc_set_up, tnf_test_rpc_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(functions_answer_or_name_the_argument_at_fault),
        TEST(data_sources_are_read),
        TEST(ephemeral_resources_open_renew_and_close),
        TEST(a_list_is_a_stream_of_objects),
        TEST(a_list_ends_at_its_limit),
        TEST(what_fails_in_a_list_is_its_last_event),
        TEST(a_list_ends_with_its_client),
        TEST(an_action_tells_how_far_it_is_and_how_it_ended),
        TEST(stop_ends_what_waits_and_nothing_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

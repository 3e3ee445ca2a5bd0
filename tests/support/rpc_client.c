#include "tests/support/test.h"

#include "tests/support/cty_text.h"
#include "tests/support/rpc_client.h"

int tnf_test_rpc_set_up(void **state) {
    struct tnf_test_rpc *rpc = tnf_xcalloc(1, sizeof *rpc);
    rpc->sample = tnf_sample_provider_new(/* may_hold= */ true);
    rpc->definition = tnf_sample_definition(rpc->sample);
    rpc->takes = TNF_TEST_MESSAGES_MOST;
    assert_int_equal(tnf_definition_service_new(rpc->definition, &rpc->service, NULL), 0);
    *state = rpc;
    return 0;
}

int tnf_test_rpc_tear_down(void **state) {
    struct tnf_test_rpc *rpc = *state;
    tnf_definition_service_free(rpc->service);
    tnf_sample_provider_free(rpc->sample);
    tnf_arena_release(&rpc->arena);
    free(rpc);
    return 0;
}

static int take(void *context, struct tnf_strview message, struct tnf_error *err) {
    struct tnf_test_rpc *rpc = context;
    if (rpc->message_count == rpc->takes) return tnf_error_set(err, TNF_E_IO, "gone");
    rpc->messages[rpc->message_count++] = tnf_arena_sv(&rpc->arena, message);
    return 0;
}

static bool is_over(void *context) {
    (void)context;
    return false;
}

int tnf_test_rpc_answer(struct tnf_test_rpc *rpc, const char *method, const ProtobufCMessage *request,
                        struct tnf_strview *ret_reply, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    const struct tnf_rpc_sink sink = {.context = rpc, .send = take, .is_over = is_over};
    struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
    tnf_message_pack(request, &bytes);
    const int code = tnf_rpc_answer(rpc->service, tnf_sv(method), tnf_strbuf_view(&bytes), &sink, &reply, err);
    *ret_reply = reply.ready.ptr != NULL ? reply.ready : tnf_arena_sv(&rpc->arena, tnf_strbuf_view(&reply.bytes));
    tnf_strbuf_release(&reply.bytes);
    return code;
}

void *tnf_test_rpc_unpack(struct tnf_test_rpc *rpc, const ProtobufCMessageDescriptor *kind, struct tnf_strview bytes) {
    ProtobufCMessage *message;
    assert_int_equal(tnf_message_unpack(&rpc->arena, kind, bytes, &message, NULL), 0);
    return message;
}

void *tnf_test_rpc_call(struct tnf_test_rpc *rpc, const char *method, const ProtobufCMessage *request,
                        const ProtobufCMessageDescriptor *kind) {
    struct tnf_strview reply;
    struct tnf_error err;
    if (tnf_test_rpc_answer(rpc, method, request, &reply, &err) < 0) fail_msg("%s: %s", method, err.message);
    return tnf_test_rpc_unpack(rpc, kind, reply);
}
Tfplugin6__DynamicValue *tnf_test_rpc_value(struct tnf_test_rpc *rpc, const struct tnf_cty_type *type,
                                            const char *json) {
    const struct tnf_cty_value value = json == NULL ? tnf_cty_null() : tnf_test_value(&rpc->arena, type, json);
    return tnf_wire_new_value(&rpc->arena, &value);
}

Tfplugin6__DynamicValue *tnf_test_rpc_thing(struct tnf_test_rpc *rpc, const char *json) {
    return tnf_test_rpc_value(rpc, rpc->definition->resources[0]->schema->block.type, json);
}

const char *tnf_test_rpc_print(struct tnf_test_rpc *rpc, const struct tnf_cty_type *type,
                               const Tfplugin6__DynamicValue *message) {
    struct tnf_cty_value value;
    assert_int_equal(tnf_wire_read_value(&rpc->arena, message, type, &value, NULL), 0);
    if (value.kind != TNF_CTY_MAPPING) return tnf_test_print(&rpc->arena, &value);
    size_t count = 0;
    for (size_t i = 0; i < value.parts.count; i++) {
        if (value.parts.items[i].kind == TNF_CTY_NULL) continue;
        value.parts.keys[count] = value.parts.keys[i];
        value.parts.items[count++] = value.parts.items[i];
    }
    value.parts.count = count;
    return tnf_test_print(&rpc->arena, &value);
}

void tnf_test_rpc_assert_thing(struct tnf_test_rpc *rpc, const Tfplugin6__DynamicValue *message, const char *expected) {
    assert_string_equal(tnf_test_rpc_print(rpc, rpc->definition->resources[0]->schema->block.type, message), expected);
}

void tnf_test_rpc_assert_named(struct tnf_test_rpc *rpc, const Tfplugin6__ResourceIdentityData *message,
                               const char *name) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf expected = TNF_STRBUF_INIT;
    assert_non_null(message);
    tnf_strbuf_addf(&expected, "{'name':'%s'}", name);
    assert_string_equal(tnf_test_rpc_print(rpc, rpc->definition->resources[0]->identity->type, message->identity_data),
                        expected.ptr);
}

void tnf_test_rpc_assert_diagnostics(Tfplugin6__Diagnostic **diagnostics, size_t count, const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        const Tfplugin6__AttributePath *path = diagnostics[i]->attribute;
        for (size_t step = 0; path != NULL && step < path->n_steps; step++) {
            tnf_strbuf_addf(&text, ".%s", path->steps[step]->attribute_name);
        }
        tnf_strbuf_addf(&text, "%s: %s; ", diagnostics[i]->summary, diagnostics[i]->detail);
    }
    assert_string_equal(text.ptr, expected);
}

#include "tests/support/test.h"

#include "provider/rpc/service.h"
#include "provider/wire/convert.h"

static int fails(void *provider, struct tnf_rpc_call *call, const void *request, void *response,
                 struct tnf_error *err) {
    const Tfplugin6__ReadResource__Request *in = request;
    (void)provider;
    (void)call;
    (void)response;
    return tnf_error_set(err, TNF_E_INVALID, "cannot read \"%s\"", in->type_name);
}

static int warns(void *provider, struct tnf_rpc_call *call, const void *request, void *response,
                 struct tnf_error *err) {
    Tfplugin6__ReadResource__Response *out = response;
    const Tfplugin6__ReadResource__Request *in = request;
    (void)provider;
    (void)err;
    out->private_ = in->private_;
    tnf_diagnostics_add(&call->diagnostics, TNF_SEVERITY_WARNING, NULL, TNF_SV("Odd"), TNF_SV(""));
    return 0;
}

static int fails_without_place(void *provider, struct tnf_rpc_call *call, const void *request, void *response,
                               struct tnf_error *err) {
    (void)provider;
    (void)call;
    (void)request;
    (void)response;
    return tnf_error_set(err, TNF_E_IO, "cannot stop");
}

static struct tnf_strview ready_made(const void *provider) {
    return tnf_sv(provider);
}

static const struct tnf_rpc_method methods[] = {
    {.name = "Fails",
     .request = &tfplugin6__read_resource__request__descriptor,
     .response = &tfplugin6__read_resource__response__descriptor,
     .answer = fails},
    {.name = "Warns",
     .request = &tfplugin6__read_resource__request__descriptor,
     .response = &tfplugin6__read_resource__response__descriptor,
     .answer = warns},
    {.name = "Stop",
     .request = &tfplugin6__stop_provider__request__descriptor,
     .response = &tfplugin6__stop_provider__response__descriptor,
     .answer = fails_without_place},
    {.name = "Ready", .ready = ready_made},
};
static char provider_text[] = "bytes";
static const struct tnf_rpc_service service = {
    .methods = methods, .count = TNF_ARRAY_LEN(methods), .provider = provider_text};

static Tfplugin6__ReadResource__Response *ask(struct tnf_arena *arena, const char *method, const char *type) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf request = TNF_STRBUF_INIT;
    struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
    ProtobufCMessage *response;
    tnf_message_pack_bytes(/* type_name */ 1, tnf_sv(type), &request);
    tnf_message_pack_bytes(/* private */ 3, TNF_SV("kept"), &request);
    assert_int_equal(tnf_rpc_answer(&service, tnf_sv(method), tnf_strbuf_view(&request), NULL, &reply, NULL), 0);
    assert_null(reply.ready.ptr);
    assert_int_equal(tnf_message_unpack(arena, &tfplugin6__read_resource__response__descriptor,
                                        tnf_strbuf_view(&reply.bytes), &response, NULL),
                     0);
    tnf_strbuf_release(&reply.bytes);
    return (Tfplugin6__ReadResource__Response *)response;
}

static void a_failure_becomes_a_diagnostic(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const Tfplugin6__ReadResource__Response *response = ask(&arena, "Fails", "x");
    (void)state;
    assert_int_equal(response->n_diagnostics, 1);
    assert_int_equal(response->diagnostics[0]->severity, TFPLUGIN6__DIAGNOSTIC__SEVERITY__ERROR);
    assert_string_equal(response->diagnostics[0]->summary, "Fails failed");
    assert_string_equal(response->diagnostics[0]->detail, "Cannot read \"x\".");
}

static void what_the_method_adds_goes_out_with_its_answer(void **state) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const Tfplugin6__ReadResource__Response *response = ask(&arena, "Warns", "x");
    (void)state;
    assert_int_equal(response->n_diagnostics, 1);
    assert_string_equal(response->diagnostics[0]->summary, "Odd");
    assert_true(tnf_sv_eq_c(tnf_message_bytes(response->private_), "kept"));
}

static void protocol_faults_are_errors(void **state) {
    static const struct {
        const char *method;
        const char *request;
        int code;
        const char *message;
    } cases[] = {
        {"Nothing", "", TNF_E_NOT_FOUND, "this provider has no method Nothing"},
        {"Stop", "", TNF_E_INTERNAL, "Stop: cannot stop"},
        {"Fails", "\x0a\x05x", TNF_E_INVALID, "bytes are not a tfplugin6.ReadResource.Request message"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
        struct tnf_error err;
        assert_int_equal(
            tnf_rpc_answer(&service, tnf_sv(cases[i].method), tnf_sv(cases[i].request), NULL, &reply, &err),
            cases[i].code);
        assert_string_equal(err.message, cases[i].message);
    }
}

static void a_ready_made_answer_is_lent(void **state) {
    struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
    (void)state;
    assert_int_equal(tnf_rpc_answer(&service, TNF_SV("Ready"), TNF_SV(""), NULL, &reply, NULL), 0);
    assert_ptr_equal(reply.ready.ptr, provider_text);
    assert_int_equal(reply.bytes.len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_becomes_a_diagnostic),
        cmocka_unit_test(what_the_method_adds_goes_out_with_its_answer),
        cmocka_unit_test(protocol_faults_are_errors),
        cmocka_unit_test(a_ready_made_answer_is_lent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

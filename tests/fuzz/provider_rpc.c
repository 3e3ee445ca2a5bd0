/* A line with a method's name, and a request's bytes: the whole service of the sample provider answers, with a message
 * of the method's kind, or refuses. */
#include "base/memory.h"
#include "provider/rpc/definition.h"
#include "provider/wire/message.h"
#include "tests/support/sample_provider.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MESSAGES_MOST = 16 };

static const struct tnf_rpc_service *the_service(void) {
    static struct tnf_rpc_service *service;
    if (service != NULL) return service;
    struct tnf_sample_provider *sample = tnf_sample_provider_new(/* may_hold= */ false);
    if (tnf_definition_service_new(tnf_sample_definition(sample), &service, NULL) < 0) abort();
    return service;
}

static int take(void *context, struct tnf_strview message, struct tnf_error *err) {
    size_t *left = context;
    (void)message;
    if (*left == 0) return tnf_error_set(err, TNF_E_IO, "the client is gone");
    --*left;
    return 0;
}

static bool is_over(void *context) {
    const size_t *left = context;
    return *left == 0;
}

/* The method of that name, or else any. */
static const struct tnf_rpc_method *choose(const struct tnf_rpc_service *service, struct tnf_strview name) {
    const size_t any = name.len == 0 ? 0 : (unsigned char)name.ptr[0];
    for (size_t i = 0; i < service->count; i++) {
        if (tnf_sv_eq_c(name, service->methods[i].name)) return &service->methods[i];
    }
    return &service->methods[any < service->count ? any : 0];
}

static void check_answer(const struct tnf_rpc_method *method, const struct tnf_rpc_reply *reply) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    ProtobufCMessage *message;
    if (method->response == NULL) return;
    if (tnf_message_unpack(&arena, method->response, tnf_strbuf_view(&reply->bytes), &message, NULL) < 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct tnf_rpc_service *service = the_service();
    struct tnf_strview request = tnf_sv_n((const char *)data, size);
    const struct tnf_rpc_method *method = choose(service, tnf_sv_next(&request, '\n'));
    size_t left = MESSAGES_MOST;
    const struct tnf_rpc_sink sink = {.context = &left, .send = take, .is_over = is_over};
    struct tnf_rpc_reply reply = TNF_RPC_REPLY_INIT;
    if (tnf_rpc_answer(service, tnf_sv(method->name), request, &sink, &reply, NULL) == 0) check_answer(method, &reply);
    tnf_strbuf_release(&reply.bytes);
    return 0;
}

#include "provider/rpc/service.h"

#include "base/memory.h"
#include "provider/wire/convert.h"
#include "provider/wire/message.h"

static const struct tnf_rpc_method *find(const struct tnf_rpc_service *service, struct tnf_strview name) {
    for (size_t i = 0; i < service->count; i++) {
        if (tnf_sv_eq_c(name, service->methods[i].name)) return &service->methods[i];
    }
    return NULL;
}

bool tnf_rpc_call_is_over(const struct tnf_rpc_call *call) {
    if (call->stops != NULL && atomic_load(call->stops) != call->stops_before) return true;
    return call->sink != NULL && call->sink->is_over(call->sink->context);
}

void tnf_rpc_call_fail(struct tnf_rpc_call *call, const struct tnf_error *failure) {
    tnf_diagnostics_add_error(&call->diagnostics, NULL, call->failure, failure);
}

int tnf_rpc_send(const struct tnf_rpc_call *call, const struct ProtobufCMessage *message, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf bytes = TNF_STRBUF_INIT;
    tnf_message_pack(message, &bytes);
    return call->sink->send(call->sink->context, tnf_strbuf_view(&bytes), err);
}

static int answer(const struct tnf_rpc_service *service, const struct tnf_rpc_method *method, struct tnf_rpc_call *call,
                  const void *request, struct tnf_strbuf *out, struct tnf_error *err) {
    ProtobufCMessage *response = tnf_message_new(&call->arena, method->response);
    struct tnf_error failure = {.code = TNF_OK};
    if (method->answer(service->provider, call, request, response, &failure) < 0) tnf_rpc_call_fail(call, &failure);
    if (call->diagnostics.first != NULL && !tnf_wire_set_diagnostics(&call->diagnostics, response)) {
        return tnf_error_set(err, TNF_E_INTERNAL, "%s: %s", method->name, failure.message);
    }
    tnf_message_pack(response, out);
    return 0;
}

static int answer_with_stream(const struct tnf_rpc_service *service, const struct tnf_rpc_method *method,
                              struct tnf_rpc_call *call, const void *request, struct tnf_error *err) {
    if (call->sink != NULL) return method->answer(service->provider, call, request, NULL, err);
    return tnf_error_set(err, TNF_E_INTERNAL, "%s answers with a stream, which nobody takes", method->name);
}

static void call_release(struct tnf_rpc_call *call) {
    tnf_arena_release(&call->arena);
}

int tnf_rpc_answer(const struct tnf_rpc_service *service, struct tnf_strview method, struct tnf_strview request,
                   const struct tnf_rpc_sink *sink, struct tnf_rpc_reply *reply, struct tnf_error *err) {
    const struct tnf_rpc_method *found = find(service, method);
    if (found == NULL) {
        return tnf_error_set(err, TNF_E_NOT_FOUND, "this provider has no method %.*s", TNF_SV_ARG(method));
    }
    if (service->prepare != NULL) TNF_TRY(service->prepare(service->provider, err));
    if (found->ready != NULL) {
        reply->ready = found->ready(service->provider);
        return 0;
    }
    TNF_AUTO(call_release)
    struct tnf_rpc_call call = {.arena = TNF_ARENA_INIT, .sink = sink, .stops = service->stops};
    if (call.stops != NULL) call.stops_before = atomic_load(call.stops);
    call.diagnostics.arena = &call.arena;
    call.failure = tnf_arena_printf(&call.arena, "%s failed", found->name);
    ProtobufCMessage *message;
    TNF_TRY(tnf_message_unpack(&call.arena, found->request, request, &message, err));
    reply->streamed = found->streams;
    if (found->streams) return answer_with_stream(service, found, &call, message, err);
    return answer(service, found, &call, message, &reply->bytes, err);
}

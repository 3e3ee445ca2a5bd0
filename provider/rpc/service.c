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

static int answer(const struct tnf_rpc_service *service, const struct tnf_rpc_method *method, struct tnf_rpc_call *call,
                  struct tnf_strview bytes, struct tnf_strbuf *out, struct tnf_error *err) {
    ProtobufCMessage *request;
    TNF_TRY(tnf_message_unpack(&call->arena, method->request, bytes, &request, err));
    ProtobufCMessage *response = tnf_message_new(&call->arena, method->response);
    struct tnf_error failure = {.code = TNF_OK};
    const int code = method->answer(service->provider, call, request, response, &failure);
    if (code < 0) {
        const struct tnf_strview summary = tnf_arena_printf(&call->arena, "%s failed", method->name);
        tnf_diagnostics_add_error(&call->diagnostics, NULL, summary, &failure);
    }
    if (call->diagnostics.first != NULL && !tnf_wire_set_diagnostics(&call->diagnostics, response)) {
        return tnf_error_set(err, TNF_E_INTERNAL, "%s: %s", method->name, failure.message);
    }
    tnf_message_pack(response, out);
    return 0;
}

static void call_release(struct tnf_rpc_call *call) {
    tnf_arena_release(&call->arena);
}

int tnf_rpc_answer(const struct tnf_rpc_service *service, struct tnf_strview method, struct tnf_strview request,
                   struct tnf_strview *ret_ready, struct tnf_strbuf *out, struct tnf_error *err) {
    const struct tnf_rpc_method *found = find(service, method);
    if (found == NULL) {
        return tnf_error_set(err, TNF_E_NOT_FOUND, "this provider has no method %.*s", TNF_SV_ARG(method));
    }
    if (found->ready != NULL) {
        *ret_ready = found->ready(service->provider);
        return 0;
    }
    TNF_AUTO(call_release) struct tnf_rpc_call call = {.arena = TNF_ARENA_INIT};
    call.diagnostics.arena = &call.arena;
    return answer(service, found, &call, request, out, err);
}

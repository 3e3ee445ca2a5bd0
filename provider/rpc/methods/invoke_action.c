#include "provider/rpc/methods/methods.h"

#include "base/memory.h"

static int send_progress(void *context, struct tnf_strview message, struct tnf_error *err) {
    const struct tnf_rpc_call *call = context;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    Tfplugin6__InvokeAction__Event event = TFPLUGIN6__INVOKE_ACTION__EVENT__INIT;
    Tfplugin6__InvokeAction__Event__Progress progress = TFPLUGIN6__INVOKE_ACTION__EVENT__PROGRESS__INIT;
    progress.message = tnf_message_string(&arena, message);
    event.type_case = TFPLUGIN6__INVOKE_ACTION__EVENT__TYPE_PROGRESS;
    event.progress = &progress;
    return tnf_rpc_send(call, &event.base, err);
}

static int invoke(const void *service, struct tnf_rpc_call *call, const Tfplugin6__InvokeAction__Request *in,
                  struct tnf_error *err) {
    const struct tnf_action_type *type;
    struct tnf_cty_value config;
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_action(service, call, "invoke", in->action_type, &type, err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &config, err));
    return type->invoke(tnf_rpc_definition(service)->provider, type, call, &config, send_progress, call, err);
}

/* What went wrong is in the last event, which says that it is over. */
TNF_RPC_METHOD(tnf_rpc_invoke_action) {
    struct tnf_error failure = {.code = TNF_OK};
    Tfplugin6__InvokeAction__Event event = TFPLUGIN6__INVOKE_ACTION__EVENT__INIT;
    Tfplugin6__InvokeAction__Event__Completed completed = TFPLUGIN6__INVOKE_ACTION__EVENT__COMPLETED__INIT;
    (void)response;
    if (invoke(provider, call, request, &failure) < 0) tnf_rpc_call_fail(call, &failure);
    completed.diagnostics = tnf_wire_new_diagnostics(&call->diagnostics, &completed.n_diagnostics);
    event.type_case = TFPLUGIN6__INVOKE_ACTION__EVENT__TYPE_COMPLETED;
    event.completed = &completed;
    return tnf_rpc_send(call, &event.base, err);
}

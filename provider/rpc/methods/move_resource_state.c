#include "provider/rpc/methods/methods.h"

static int move(const void *service, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                const Tfplugin6__MoveResourceState__Request *in, struct tnf_resource_state *ret_state,
                struct tnf_error *err) {
    struct tnf_move_request asked = {
        .source_provider = tnf_sv(in->source_provider_address),
        .source_type = tnf_sv(in->source_type_name),
        .source_version = in->source_schema_version,
        .source_private = tnf_message_bytes(in->source_private),
    };
    if (type->move == NULL) {
        return tnf_error_set(err, TNF_E_INVALID, "no other type's objects can be moved to it, also not %s",
                             in->source_type_name);
    }
    TNF_TRY(tnf_rpc_read_raw("source state", in->source_state, &asked.json, err));
    return type->move(tnf_rpc_definition(service)->provider, type, call, &asked, ret_state, err);
}

TNF_RPC_METHOD(tnf_rpc_move_resource_state) {
    const Tfplugin6__MoveResourceState__Request *in = request;
    Tfplugin6__MoveResourceState__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_resource_state state = {.state = tnf_cty_null()};
    TNF_TRY(tnf_rpc_find_resource(provider, call, "move to", in->target_type_name, &type, err));
    TNF_TRY(move(provider, type, call, in, &state, err));
    if (tnf_diagnostics_have_error(&call->diagnostics)) return 0;
    out->target_state = tnf_rpc_new_state(&call->arena, type, &state.state);
    out->target_identity = tnf_rpc_new_identity(call, type, &state.identity);
    out->target_private = tnf_message_data(state.private_bytes);
    return 0;
}

#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_read_resource) {
    const Tfplugin6__ReadResource__Request *in = request;
    Tfplugin6__ReadResource__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_resource_state current = {.private_bytes = tnf_message_bytes(in->private_)};
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_resource(provider, call, "read", in->type_name, &type, err));
    TNF_TRY(tnf_rpc_read_value(call, "state", in->current_state, type->schema, &current.state, err));
    TNF_TRY(tnf_rpc_read_identity(call, type, in->current_identity, &current.identity, err));
    struct tnf_resource_state state = current;
    const int code = type->read(tnf_rpc_definition(provider)->provider, type, call, &current, &state, err);
    out->new_state = tnf_rpc_new_state(&call->arena, type, &state.state);
    out->new_identity = tnf_rpc_new_identity(call, type, &state.identity);
    out->private_ = tnf_message_data(state.private_bytes);
    return code;
}

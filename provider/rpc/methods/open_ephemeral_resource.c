#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_open_ephemeral_resource) {
    const Tfplugin6__OpenEphemeralResource__Request *in = request;
    Tfplugin6__OpenEphemeralResource__Response *out = response;
    const struct tnf_ephemeral_resource_type *type;
    struct tnf_cty_value config;
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_ephemeral_resource(provider, call, "open", in->type_name, &type, err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &config, err));
    struct tnf_ephemeral_state state = {.result = config};
    TNF_TRY(type->open(tnf_rpc_definition(provider)->provider, type, call, &config, &state, err));
    out->result = tnf_wire_new_value(&call->arena, &state.result);
    out->renew_at = tnf_wire_new_time(&call->arena, state.renew_at);
    out->has_private_case = TFPLUGIN6__OPEN_EPHEMERAL_RESOURCE__RESPONSE__HAS_PRIVATE_PRIVATE;
    out->private_ = tnf_message_data(state.private_bytes);
    return 0;
}

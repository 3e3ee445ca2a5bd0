#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_renew_ephemeral_resource) {
    const Tfplugin6__RenewEphemeralResource__Request *in = request;
    Tfplugin6__RenewEphemeralResource__Response *out = response;
    const struct tnf_ephemeral_resource_type *type;
    struct tnf_ephemeral_state state = {.result = tnf_cty_null()};
    TNF_TRY(tnf_rpc_find_ephemeral_resource(provider, call, "renew", in->type_name, &type, err));
    if (in->has_private_case == TFPLUGIN6__RENEW_EPHEMERAL_RESOURCE__REQUEST__HAS_PRIVATE_PRIVATE) {
        state.private_bytes = tnf_message_bytes(in->private_);
    }
    if (type->renew != NULL) {
        TNF_TRY(type->renew(tnf_rpc_definition(provider)->provider, type, call, &state, err));
    }
    out->renew_at = tnf_wire_new_time(&call->arena, state.renew_at);
    out->has_private_case = TFPLUGIN6__RENEW_EPHEMERAL_RESOURCE__RESPONSE__HAS_PRIVATE_PRIVATE;
    out->private_ = tnf_message_data(state.private_bytes);
    return 0;
}

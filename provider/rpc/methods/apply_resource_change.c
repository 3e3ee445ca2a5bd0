#include "provider/rpc/methods/methods.h"

static int read_request(const Tfplugin6__ApplyResourceChange__Request *in, const struct tnf_resource_type *type,
                        struct tnf_rpc_call *call, struct tnf_cty_value values[4],
                        struct tnf_resource_apply_request *ret_request, struct tnf_error *err) {
    TNF_TRY(tnf_rpc_read_value(call, "prior state", in->prior_state, type->schema, &values[0], err));
    TNF_TRY(tnf_rpc_read_value(call, "planned state", in->planned_state, type->schema, &values[1], err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &values[2], err));
    TNF_TRY(tnf_rpc_read_identity(call, type, in->planned_identity, &values[3], err));
    *ret_request = (struct tnf_resource_apply_request){
        .prior = &values[0],
        .planned = &values[1],
        .config = &values[2],
        .planned_identity = &values[3],
        .planned_private = tnf_message_bytes(in->planned_private),
    };
    return 0;
}

/* The state goes out also when something failed: it says how far it came. */
TNF_RPC_METHOD(tnf_rpc_apply_resource_change) {
    const Tfplugin6__ApplyResourceChange__Request *in = request;
    Tfplugin6__ApplyResourceChange__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_resource_apply_request asked;
    struct tnf_cty_value values[4];
    TNF_TRY(tnf_rpc_find_resource(provider, call, "apply", in->type_name, &type, err));
    TNF_TRY(read_request(in, type, call, values, &asked, err));
    struct tnf_resource_state state = {
        .state = *asked.prior,
        .identity = *asked.planned_identity,
        .private_bytes = asked.planned_private,
    };
    const int code = type->apply(tnf_rpc_definition(provider)->provider, type, call, &asked, &state, err);
    out->new_state = tnf_rpc_new_state(&call->arena, type, &state.state);
    if (!tnf_cty_is_null(&state.state)) out->new_identity = tnf_rpc_new_identity(call, type, &state.identity);
    out->private_ = tnf_message_data(state.private_bytes);
    return code;
}

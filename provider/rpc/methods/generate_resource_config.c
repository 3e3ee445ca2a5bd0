#include "provider/rpc/methods/methods.h"

#include "provider/schema/edit.h"

TNF_RPC_METHOD(tnf_rpc_generate_resource_config) {
    const Tfplugin6__GenerateResourceConfig__Request *in = request;
    Tfplugin6__GenerateResourceConfig__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_cty_value state;
    TNF_TRY(tnf_rpc_find_resource(provider, call, "write the configuration of", in->type_name, &type, err));
    TNF_TRY(tnf_rpc_read_value(call, "state", in->state, type->schema, &state, err));
    const struct tnf_cty_value config = tnf_schema_config_of_state(&call->arena, type->schema, &state);
    out->config = tnf_wire_new_value(&call->arena, &config);
    return 0;
}

#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_read_data_source) {
    const Tfplugin6__ReadDataSource__Request *in = request;
    Tfplugin6__ReadDataSource__Response *out = response;
    const struct tnf_data_source_type *type;
    struct tnf_cty_value config;
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_data_source(provider, call, "read", in->type_name, &type, err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &config, err));
    struct tnf_cty_value state = config;
    TNF_TRY(type->read(tnf_rpc_definition(provider)->provider, type, call, &config, &state, err));
    out->state = tnf_wire_new_value(&call->arena, &state);
    return 0;
}

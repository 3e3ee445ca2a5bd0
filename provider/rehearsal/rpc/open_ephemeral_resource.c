#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_open_ephemeral_resource) {
    const Tfplugin6__OpenEphemeralResource__Request *in = request;
    Tfplugin6__OpenEphemeralResource__Response *out = response;
    const struct tnf_schema *schema;
    struct tnf_cty_value config;
    struct tnf_cty_value result;
    TNF_TRY(tnf_player_read_config(provider, call, TNF_REHEARSAL_EPHEMERAL, in->type_name, in->config, &schema, &config,
                                   err));
    TNF_TRY(tnf_player_fill(provider, call, TNF_REHEARSAL_EPHEMERAL, in->type_name, schema, &config, &result, err));
    out->result = tnf_wire_new_value(&call->arena, &result);
    return 0;
}

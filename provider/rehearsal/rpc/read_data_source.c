#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_read_data_source) {
    const Tfplugin6__ReadDataSource__Request *in = request;
    Tfplugin6__ReadDataSource__Response *out = response;
    const struct tnf_schema *schema;
    struct tnf_cty_value config;
    struct tnf_cty_value state;
    TNF_TRY(tnf_player_read_config(provider, call, TNF_REHEARSAL_DATA_SOURCE, in->type_name, in->config, &schema,
                                   &config, err));
    TNF_TRY(tnf_player_fill(provider, call, TNF_REHEARSAL_DATA_SOURCE, in->type_name, schema, &config, &state, err));
    out->state = tnf_wire_new_value(&call->arena, &state);
    return 0;
}

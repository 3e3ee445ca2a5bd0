#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_validate_data_resource_config) {
    const Tfplugin6__ValidateDataResourceConfig__Request *in = request;
    (void)response;
    return tnf_player_validate(provider, call, TNF_REHEARSAL_DATA_SOURCE, in->type_name, in->config, err);
}

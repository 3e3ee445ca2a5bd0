#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_validate_ephemeral_resource_config) {
    const Tfplugin6__ValidateEphemeralResourceConfig__Request *in = request;
    (void)response;
    return tnf_player_validate(provider, call, TNF_REHEARSAL_EPHEMERAL, in->type_name, in->config, err);
}

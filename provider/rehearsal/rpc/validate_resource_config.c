#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_validate_resource_config) {
    const Tfplugin6__ValidateResourceConfig__Request *in = request;
    (void)response;
    return tnf_player_validate(provider, call, TNF_REHEARSAL_RESOURCE, in->type_name, in->config, err);
}

#include "provider/rehearsal/rpc/rpc.h"

TNF_PLAYER_METHOD(tnf_player_validate_provider_config) {
    const Tfplugin6__ValidateProviderConfig__Request *in = request;
    (void)response;
    return tnf_player_validate(provider, call, TNF_REHEARSAL_PROVIDER, "", in->config, err);
}

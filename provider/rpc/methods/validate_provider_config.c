#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_validate_provider_config) {
    const Tfplugin6__ValidateProviderConfig__Request *in = request;
    const struct tnf_provider_definition *definition = tnf_rpc_definition(provider);
    struct tnf_cty_value config;
    bool fine;
    (void)response;
    call->failure = TNF_SV("Invalid provider configuration");
    TNF_TRY(tnf_rpc_check_config(call, in->config, definition->config, &config, &fine, err));
    if (!fine || definition->validate_config == NULL) return 0;
    return definition->validate_config(definition->provider, call, &config, err);
}

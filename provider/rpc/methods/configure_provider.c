#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_configure_provider) {
    const Tfplugin6__ConfigureProvider__Request *in = request;
    const struct tnf_provider_definition *definition = tnf_rpc_definition(provider);
    struct tnf_cty_value config;
    (void)response;
    call->failure = TNF_SV("Cannot configure the provider");
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, definition->config, &config, err));
    return definition->configure(definition->provider, call, &config, tnf_sv(in->terraform_version), err);
}

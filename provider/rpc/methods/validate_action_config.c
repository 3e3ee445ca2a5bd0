#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_validate_action_config) {
    const Tfplugin6__ValidateActionConfig__Request *in = request;
    const struct tnf_action_type *type;
    struct tnf_cty_value config;
    bool fine;
    (void)response;
    TNF_TRY(tnf_rpc_find_action(provider, call, "use", in->action_type, &type, err));
    TNF_TRY(tnf_rpc_check_config(call, in->config, type->schema, &config, &fine, err));
    if (!fine || type->validate == NULL) return 0;
    return type->validate(tnf_rpc_definition(provider)->provider, type, call, &config, err);
}

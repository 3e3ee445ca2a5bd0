#include "provider/rpc/methods/methods.h"

TNF_RPC_METHOD(tnf_rpc_plan_action) {
    const Tfplugin6__PlanAction__Request *in = request;
    const struct tnf_action_type *type;
    struct tnf_cty_value config;
    (void)response;
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_action(provider, call, "plan", in->action_type, &type, err));
    TNF_TRY(tnf_rpc_read_value(call, "configuration", in->config, type->schema, &config, err));
    if (type->plan == NULL) return 0;
    return type->plan(tnf_rpc_definition(provider)->provider, type, call, &config, err);
}

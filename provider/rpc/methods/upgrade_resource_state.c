#include "provider/rpc/methods/methods.h"

#include "provider/schema/value_json.h"

/* Terraform asks on every refresh, also when the version is today's. Attributes that the schema has no more are
 * forgotten: that needs no new version. */
static int read_stored(const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                       const struct tnf_upgrade_request *stored, struct tnf_cty_value *ret_state,
                       struct tnf_error *err) {
    if (stored->version == type->schema->version) {
        return tnf_cty_json_read(&call->arena, stored->json, type->schema->block.type, TNF_CTY_JSON_FORGET_ATTRIBUTES,
                                 ret_state, err);
    }
    return tnf_rpc_refuse_version("state", stored->version, type->schema->version, err);
}

TNF_RPC_METHOD(tnf_rpc_upgrade_resource_state) {
    const Tfplugin6__UpgradeResourceState__Request *in = request;
    Tfplugin6__UpgradeResourceState__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_upgrade_request stored = {.version = in->version};
    struct tnf_cty_value state = tnf_cty_null();
    TNF_TRY(tnf_rpc_find_resource(provider, call, "use the state of", in->type_name, &type, err));
    TNF_TRY(tnf_rpc_read_raw("state", in->raw_state, &stored.json, err));
    if (stored.version < type->schema->version && type->upgrade != NULL) {
        TNF_TRY(type->upgrade(tnf_rpc_definition(provider)->provider, type, call, &stored, &state, err));
    } else {
        TNF_TRY(read_stored(type, call, &stored, &state, err));
    }
    out->upgraded_state = tnf_rpc_new_state(&call->arena, type, &state);
    return 0;
}

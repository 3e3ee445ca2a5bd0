#include "provider/rpc/methods/methods.h"

#include "provider/schema/value_json.h"

static int read_stored(const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                       const struct tnf_upgrade_request *stored, struct tnf_cty_value *ret_identity,
                       struct tnf_error *err) {
    if (stored->version == type->identity->version) {
        return tnf_cty_json_read(&call->arena, stored->json, type->identity->type, TNF_CTY_JSON_FORGET_ATTRIBUTES,
                                 ret_identity, err);
    }
    return tnf_rpc_refuse_version("identity", stored->version, type->identity->version, err);
}

TNF_RPC_METHOD(tnf_rpc_upgrade_resource_identity) {
    const Tfplugin6__UpgradeResourceIdentity__Request *in = request;
    Tfplugin6__UpgradeResourceIdentity__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_upgrade_request stored = {.version = in->version};
    struct tnf_cty_value identity = tnf_cty_null();
    TNF_TRY(tnf_rpc_find_resource(provider, call, "use the identity of", in->type_name, &type, err));
    if (type->identity == NULL) return tnf_error_set(err, TNF_E_INVALID, "this type has no identity");
    TNF_TRY(tnf_rpc_read_raw("identity", in->raw_identity, &stored.json, err));
    if (stored.version < type->identity->version && type->upgrade_identity != NULL) {
        TNF_TRY(type->upgrade_identity(tnf_rpc_definition(provider)->provider, type, call, &stored, &identity, err));
    } else {
        TNF_TRY(read_stored(type, call, &stored, &identity, err));
    }
    out->upgraded_identity = tnf_rpc_new_identity(call, type, &identity);
    return 0;
}

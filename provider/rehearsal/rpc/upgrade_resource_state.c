#include "provider/rehearsal/rpc/rpc.h"

/* States come from this same player, so they are as they should be: the JSON goes back as it came. */
TNF_PLAYER_METHOD(tnf_player_upgrade_resource_state) {
    const Tfplugin6__UpgradeResourceState__Request *in = request;
    Tfplugin6__UpgradeResourceState__Response *out = response;
    const struct tnf_schema *schema;
    struct tnf_schema_file *schemas = tnf_player_schemas(provider);
    TNF_TRY(tnf_schema_file_find(schemas, TNF_REHEARSAL_RESOURCE, tnf_sv(in->type_name), &schema, err));
    if (in->raw_state == NULL || in->raw_state->json.len == 0) {
        return tnf_error_set(err, TNF_E_INVALID, "state of \"%s\" is not in JSON", in->type_name);
    }
    out->upgraded_state = TNF_ARENA_NEW(&call->arena, Tfplugin6__DynamicValue);
    tfplugin6__dynamic_value__init(out->upgraded_state);
    out->upgraded_state->json = in->raw_state->json;
    return 0;
}

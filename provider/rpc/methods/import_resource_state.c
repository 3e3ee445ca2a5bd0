#include "provider/rpc/methods/methods.h"

static int import(const void *service, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                  const Tfplugin6__ImportResourceState__Request *in, struct tnf_resource_state *ret_state,
                  struct tnf_error *err) {
    struct tnf_cty_value identity;
    if (type->import == NULL) return tnf_error_set(err, TNF_E_INVALID, "this type cannot be imported");
    TNF_TRY(tnf_rpc_read_identity(call, type, in->identity, &identity, err));
    const struct tnf_import_request asked = {.id = tnf_sv(in->id), .identity = &identity};
    if (asked.id.len == 0 && tnf_cty_is_null(&identity)) {
        return tnf_error_set(err, TNF_E_INVALID, "the import has neither an id nor an identity");
    }
    ret_state->identity = identity;
    TNF_TRY(type->import(tnf_rpc_definition(service)->provider, type, call, &asked, ret_state, err));
    if (!tnf_cty_is_null(&ret_state->state) || tnf_diagnostics_have_error(&call->diagnostics)) return 0;
    if (asked.id.len == 0) return tnf_error_set(err, TNF_E_NOT_FOUND, "there is none with this identity");
    return tnf_error_set(err, TNF_E_NOT_FOUND, "there is none with the id \"%s\"", in->id);
}

TNF_RPC_METHOD(tnf_rpc_import_resource_state) {
    const Tfplugin6__ImportResourceState__Request *in = request;
    Tfplugin6__ImportResourceState__Response *out = response;
    const struct tnf_resource_type *type;
    struct tnf_resource_state state = {.state = tnf_cty_null()};
    tnf_rpc_take_capabilities(call, in->client_capabilities);
    TNF_TRY(tnf_rpc_find_resource(provider, call, "import", in->type_name, &type, err));
    TNF_TRY(import(provider, type, call, in, &state, err));
    if (tnf_diagnostics_have_error(&call->diagnostics)) return 0;
    Tfplugin6__ImportResourceState__ImportedResource *imported =
        tnf_wire_add_named(&call->arena, &out->base, "imported_resources", type->name, NULL);
    imported->state = tnf_rpc_new_state(&call->arena, type, &state.state);
    imported->identity = tnf_rpc_new_identity(call, type, &state.identity);
    imported->private_ = tnf_message_data(state.private_bytes);
    return 0;
}

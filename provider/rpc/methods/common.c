#include "provider/rpc/methods/common.h"

#include "base/memory.h"
#include "provider/schema/check.h"
#include "provider/schema/edit.h"

const struct tnf_provider_definition *tnf_rpc_definition(const void *service) {
    return ((const struct tnf_definition_service *)service)->definition;
}

struct tnf_strview tnf_rpc_ready(const void *service, enum tnf_rpc_ready which, tnf_rpc_make_fn make) {
    struct tnf_definition_service *self = (struct tnf_definition_service *)(uintptr_t)service;
    struct tnf_strbuf *ready = &self->ready[which];
    pthread_mutex_lock(&self->mutex);
    if (ready->len == 0) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        tnf_message_pack(make(&arena, self->definition), ready);
    }
    pthread_mutex_unlock(&self->mutex);
    return tnf_strbuf_view(ready);
}

int tnf_rpc_read_raw(const char *what, const Tfplugin6__RawState *message, struct tnf_strview *ret_json,
                     struct tnf_error *err) {
    if (message == NULL || message->json.len == 0) {
        return tnf_error_set(err, TNF_E_INVALID, "the %s is not in JSON", what);
    }
    *ret_json = tnf_message_bytes(message->json);
    return 0;
}

int tnf_rpc_refuse_version(const char *what, int64_t stored, int64_t known, struct tnf_error *err) {
    tnf_error_set(err, TNF_E_INVALID, "the %s has version %" PRId64 ", and this provider knows version %" PRId64, what,
                  stored, known);
    tnf_error_hint(err, "use the version of the provider that wrote it, or a newer one");
    return TNF_E_INVALID;
}

int tnf_rpc_read_value(struct tnf_rpc_call *call, const char *what, const Tfplugin6__DynamicValue *message,
                       const struct tnf_schema *schema, struct tnf_cty_value *ret_value, struct tnf_error *err) {
    if (tnf_wire_read_value(&call->arena, message, schema->block.type, ret_value, err) == 0) return 0;
    return tnf_error_wrap(err, "%s", what);
}

int tnf_rpc_check_config(struct tnf_rpc_call *call, const Tfplugin6__DynamicValue *message,
                         const struct tnf_schema *schema, struct tnf_cty_value *ret_config, bool *ret_fine,
                         struct tnf_error *err) {
    TNF_TRY(tnf_rpc_read_value(call, "configuration", message, schema, ret_config, err));
    tnf_schema_check_config(schema, ret_config, call->write_only_allowed, &call->diagnostics);
    *ret_fine = !tnf_diagnostics_have_error(&call->diagnostics);
    return 0;
}

void tnf_rpc_take_capabilities(struct tnf_rpc_call *call, const Tfplugin6__ClientCapabilities *message) {
    if (message == NULL) return;
    call->deferral_allowed = message->deferral_allowed;
    call->write_only_allowed = message->write_only_attributes_allowed;
}

int tnf_rpc_read_identity(struct tnf_rpc_call *call, const struct tnf_resource_type *type,
                          const Tfplugin6__ResourceIdentityData *message, struct tnf_cty_value *ret_identity,
                          struct tnf_error *err) {
    *ret_identity = tnf_cty_null();
    if (message == NULL || type->identity == NULL) return 0;
    if (tnf_wire_read_value(&call->arena, message->identity_data, type->identity->type, ret_identity, err) == 0) {
        return 0;
    }
    return tnf_error_wrap(err, "identity");
}

Tfplugin6__ResourceIdentityData *tnf_rpc_new_identity(struct tnf_rpc_call *call, const struct tnf_resource_type *type,
                                                      const struct tnf_cty_value *identity) {
    if (type->identity == NULL || tnf_cty_is_null(identity)) return NULL;
    Tfplugin6__ResourceIdentityData *message = TNF_ARENA_NEW(&call->arena, Tfplugin6__ResourceIdentityData);
    tfplugin6__resource_identity_data__init(message);
    message->identity_data = tnf_wire_new_value(&call->arena, identity);
    return message;
}

Tfplugin6__DynamicValue *tnf_rpc_new_state(struct tnf_arena *arena, const struct tnf_resource_type *type,
                                           const struct tnf_cty_value *state) {
    const struct tnf_cty_value kept = tnf_schema_without_write_only(arena, type->schema, state);
    return tnf_wire_new_value(arena, &kept);
}

Tfplugin6__ServerCapabilities *tnf_rpc_new_capabilities(struct tnf_arena *arena) {
    Tfplugin6__ServerCapabilities *message = TNF_ARENA_NEW(arena, Tfplugin6__ServerCapabilities);
    tfplugin6__server_capabilities__init(message);
    message->plan_destroy = true;
    message->get_provider_schema_optional = true;
    message->move_resource_state = true;
    message->generate_resource_config = true;
    return message;
}

#include "provider/rpc/methods/methods.h"

static void add_schema(struct tnf_arena *arena, ProtobufCMessage *out, const char *field, struct tnf_strview name,
                       const struct tnf_schema *schema) {
    (void)tnf_wire_add_named(arena, out, field, name, &tnf_wire_new_schema(arena, schema)->base);
}

static void add_action(struct tnf_arena *arena, ProtobufCMessage *out, const struct tnf_action_type *type) {
    Tfplugin6__ActionSchema *message = TNF_ARENA_NEW(arena, Tfplugin6__ActionSchema);
    tfplugin6__action_schema__init(message);
    message->schema = tnf_wire_new_schema(arena, type->schema);
    (void)tnf_wire_add_named(arena, out, "action_schemas", type->name, &message->base);
}

static const ProtobufCMessage *make(struct tnf_arena *arena, const struct tnf_provider_definition *definition) {
    Tfplugin6__GetProviderSchema__Response *out = TNF_ARENA_NEW(arena, Tfplugin6__GetProviderSchema__Response);
    tfplugin6__get_provider_schema__response__init(out);
    ProtobufCMessage *base = &out->base;
    out->server_capabilities = tnf_rpc_new_capabilities(arena);
    out->provider = tnf_wire_new_schema(arena, definition->config);
    for (size_t i = 0; i < definition->resource_count; i++) {
        add_schema(arena, base, "resource_schemas", definition->resources[i]->name, definition->resources[i]->schema);
    }
    for (size_t i = 0; i < definition->data_source_count; i++) {
        const struct tnf_data_source_type *type = definition->data_sources[i];
        add_schema(arena, base, "data_source_schemas", type->name, type->schema);
    }
    for (size_t i = 0; i < definition->ephemeral_resource_count; i++) {
        const struct tnf_ephemeral_resource_type *type = definition->ephemeral_resources[i];
        add_schema(arena, base, "ephemeral_resource_schemas", type->name, type->schema);
    }
    for (size_t i = 0; i < definition->list_resource_count; i++) {
        const struct tnf_list_resource_type *type = definition->list_resources[i];
        add_schema(arena, base, "list_resource_schemas", type->name, type->schema);
    }
    for (size_t i = 0; i < definition->action_count; i++) add_action(arena, base, definition->actions[i]);
    tnf_rpc_add_functions(arena, base, definition);
    return base;
}

struct tnf_strview tnf_rpc_get_provider_schema(const void *provider) {
    return tnf_rpc_ready(provider, TNF_RPC_READY_SCHEMA, make);
}

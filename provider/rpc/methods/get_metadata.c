#include "provider/rpc/methods/methods.h"

static const ProtobufCMessage *make(struct tnf_arena *arena, const struct tnf_provider_definition *definition) {
    Tfplugin6__GetMetadata__Response *out = TNF_ARENA_NEW(arena, Tfplugin6__GetMetadata__Response);
    tfplugin6__get_metadata__response__init(out);
    ProtobufCMessage *base = &out->base;
    out->server_capabilities = tnf_rpc_new_capabilities(arena);
    for (size_t i = 0; i < definition->resource_count; i++) {
        (void)tnf_wire_add_named(arena, base, "resources", definition->resources[i]->name, NULL);
    }
    for (size_t i = 0; i < definition->data_source_count; i++) {
        (void)tnf_wire_add_named(arena, base, "data_sources", definition->data_sources[i]->name, NULL);
    }
    for (size_t i = 0; i < definition->function_count; i++) {
        (void)tnf_wire_add_named(arena, base, "functions", definition->functions[i]->name, NULL);
    }
    for (size_t i = 0; i < definition->ephemeral_resource_count; i++) {
        (void)tnf_wire_add_named(arena, base, "ephemeral_resources", definition->ephemeral_resources[i]->name, NULL);
    }
    for (size_t i = 0; i < definition->list_resource_count; i++) {
        (void)tnf_wire_add_named(arena, base, "list_resources", definition->list_resources[i]->name, NULL);
    }
    for (size_t i = 0; i < definition->action_count; i++) {
        (void)tnf_wire_add_named(arena, base, "actions", definition->actions[i]->name, NULL);
    }
    return base;
}

struct tnf_strview tnf_rpc_get_metadata(const void *provider) {
    return tnf_rpc_ready(provider, TNF_RPC_READY_METADATA, make);
}

#include "provider/rpc/methods/methods.h"

static Tfplugin6__ResourceIdentitySchema__IdentityAttribute *
new_attribute(struct tnf_arena *arena, const struct tnf_identity_attribute *attribute) {
    Tfplugin6__ResourceIdentitySchema__IdentityAttribute *message =
        TNF_ARENA_NEW(arena, Tfplugin6__ResourceIdentitySchema__IdentityAttribute);
    tfplugin6__resource_identity_schema__identity_attribute__init(message);
    message->name = tnf_message_string(arena, attribute->name);
    message->type = tnf_message_data(tnf_wire_type_text(arena, attribute->type));
    message->required_for_import = attribute->required_for_import;
    message->optional_for_import = attribute->optional_for_import;
    message->description = tnf_message_string(arena, attribute->description);
    return message;
}

static Tfplugin6__ResourceIdentitySchema *new_identity(struct tnf_arena *arena,
                                                       const struct tnf_identity_schema *schema) {
    Tfplugin6__ResourceIdentitySchema *message = TNF_ARENA_NEW(arena, Tfplugin6__ResourceIdentitySchema);
    tfplugin6__resource_identity_schema__init(message);
    message->version = schema->version;
    message->n_identity_attributes = schema->attribute_count;
    message->identity_attributes =
        TNF_ARENA_ARRAY(arena, Tfplugin6__ResourceIdentitySchema__IdentityAttribute *, schema->attribute_count);
    for (size_t i = 0; i < schema->attribute_count; i++) {
        message->identity_attributes[i] = new_attribute(arena, &schema->attributes[i]);
    }
    return message;
}

static const ProtobufCMessage *make(struct tnf_arena *arena, const struct tnf_provider_definition *definition) {
    ProtobufCMessage *out = tnf_message_new(arena, &tfplugin6__get_resource_identity_schemas__response__descriptor);
    for (size_t i = 0; i < definition->resource_count; i++) {
        const struct tnf_resource_type *type = definition->resources[i];
        if (type->identity == NULL) continue;
        (void)tnf_wire_add_named(arena, out, "identity_schemas", type->name,
                                 &new_identity(arena, type->identity)->base);
    }
    return out;
}

struct tnf_strview tnf_rpc_get_resource_identity_schemas(const void *provider) {
    return tnf_rpc_ready(provider, TNF_RPC_READY_IDENTITIES, make);
}

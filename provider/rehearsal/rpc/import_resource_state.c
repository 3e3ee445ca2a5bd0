#include "provider/rehearsal/rpc/rpc.h"

#include "base/memory.h"

/* The attribute that an id is for: "id", or what stands for it where there is none. */
static struct tnf_cty_value *id_slot(const struct tnf_cty_value *object) {
    static const char *const names[] = {"id", "arn", "name"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        struct tnf_cty_value *slot = tnf_cty_get(object, tnf_sv(names[i]));
        if (slot != NULL) return slot;
    }
    return NULL;
}

TNF_PLAYER_METHOD(tnf_player_import_resource_state) {
    const Tfplugin6__ImportResourceState__Request *in = request;
    Tfplugin6__ImportResourceState__Response *out = response;
    struct tnf_arena *arena = &call->arena;
    const struct tnf_schema *schema;
    struct tnf_cty_value state;
    struct tnf_schema_file *schemas = tnf_player_schemas(provider);
    TNF_TRY(tnf_schema_file_find(schemas, TNF_REHEARSAL_RESOURCE, tnf_sv(in->type_name), &schema, err));
    struct tnf_cty_value given = tnf_rehearsal_empty(arena, schema);
    struct tnf_cty_value *id = id_slot(&given);
    if (id == NULL || in->id[0] == '\0') {
        return tnf_error_set(err, TNF_E_INVALID, "\"%s\" cannot be imported by an id", in->type_name);
    }
    *id = tnf_cty_text(tnf_sv(in->id));
    TNF_TRY(tnf_player_fill(provider, call, TNF_REHEARSAL_RESOURCE, in->type_name, schema, &given, &state, err));
    Tfplugin6__ImportResourceState__ImportedResource *imported =
        tnf_wire_add_named(arena, &out->base, "imported_resources", tnf_sv(in->type_name), NULL);
    imported->state = tnf_wire_new_value(arena, &state);
    imported->private_ = tnf_player_imported_mark();
    return 0;
}

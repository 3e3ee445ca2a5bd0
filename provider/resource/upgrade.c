/*
 * States of older versions. Version 0 was flat: what is in a group now stood beside the other attributes under its
 * column's name (scaling_min = 1 for scaling = { min = 1 }). Attributes that are missing are null.
 */
#include "provider/resource/resource.h"

#include "base/memory.h"
#include "provider/schema/value_json.h"

static const struct tnf_cty_type *flat_type(struct tnf_arena *arena, const struct tnf_entity *entity) {
    struct tnf_cty_field *fields = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, entity->field_count + 1);
    for (size_t i = 0; i < entity->field_count; i++)
        fields[i] = (struct tnf_cty_field){tnf_sv(entity->fields[i].name), tnf_field_type(arena, &entity->fields[i])};
    fields[entity->field_count] = (struct tnf_cty_field){TNF_SV("id"), &tnf_cty_string};
    return tnf_cty_object(arena, fields, entity->field_count + 1);
}

/* The value of one field, in the form that it has now; groups are put around it by tnf_row_write. */
static struct tnf_cty_value regroup(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                    const struct tnf_cty_value *flat) {
    struct tnf_cty_value value = tnf_cty_mapping(arena, schema->attribute_count);
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct tnf_entity_attribute *attribute = &schema->attributes[i];
        value.parts.keys[i] = attribute->name;
        if (attribute->field != TNF_ATTRIBUTE_GROUP) {
            const struct tnf_cty_value *found = tnf_cty_get(flat, attribute->name);
            if (found != NULL) value.parts.items[i] = *found;
            continue;
        }
        struct tnf_cty_value group = tnf_cty_mapping(arena, attribute->inner_count);
        bool given = false;
        for (size_t j = 0; j < attribute->inner_count; j++) {
            const struct tnf_field *field = &schema->entity->fields[attribute->inner[j].field];
            const struct tnf_cty_value *found = tnf_cty_get(flat, tnf_sv(field->name));
            group.parts.keys[j] = attribute->inner[j].name;
            if (found == NULL || found->kind == TNF_CTY_NULL) continue;
            group.parts.items[j] = *found;
            given = true;
        }
        if (given) value.parts.items[i] = group;
    }
    return value;
}

int tnf_resource_upgrade(void *provider, const struct tnf_resource_type *type, struct tnf_rpc_call *call,
                         const struct tnf_upgrade_request *request, struct tnf_cty_value *ret_state,
                         struct tnf_error *err) {
    (void)provider;
    const struct tnf_entity_schema *schema = type->context;
    struct tnf_cty_value flat;
    if (request->version != 0) {
        tnf_error_set(err, TNF_E_INVALID, "a state of schema version %lld cannot be read, this provider has %d",
                      (long long)request->version, TNF_RESOURCE_SCHEMA_VERSION);
        tnf_error_hint(err, "use the provider version that wrote it, or a newer one");
        return TNF_E_INVALID;
    }
    TNF_TRY(tnf_cty_json_read(&call->arena, request->json, flat_type(&call->arena, schema->entity),
                              TNF_CTY_JSON_FORGET_ATTRIBUTES, &flat, err));
    *ret_state = regroup(&call->arena, schema, &flat);
    return 0;
}

#include "provider/tenantform/filter.h"

size_t tnf_filter_attributes(struct tnf_arena *arena, const struct tnf_entity *entity,
                             struct tnf_schema_attribute *attributes) {
    size_t count = 0;
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (!tnf_field_is_filter(field)) continue;
        attributes[count++] = (struct tnf_schema_attribute){
            .name = tnf_sv(field->name),
            .type = tnf_field_type(arena, field),
            .flags = TNF_SCHEMA_OPTIONAL,
            .text = {.description = tnf_arena_printf(arena, "Only rows with this value: %s.", field->summary),
                     .markdown = true},
        };
    }
    return count;
}

struct tnf_record tnf_filter_read(struct tnf_arena *arena, const struct tnf_entity *entity,
                                  const struct tnf_cty_value *config) {
    struct tnf_record filter = tnf_record_new(arena, entity->id);
    for (size_t i = 0; i < entity->field_count; i++) {
        if (!tnf_field_is_filter(&entity->fields[i])) continue;
        const struct tnf_cty_value *value = tnf_cty_get(config, tnf_sv(entity->fields[i].name));
        if (value != NULL && value->kind == TNF_CTY_TEXT)
            filter.data[i] = (struct tnf_datum){.set = true, .string = value->text};
    }
    return filter;
}

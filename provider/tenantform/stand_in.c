#include "provider/tenantform/stand_in.h"

static struct tnf_strview text_for(enum tnf_format format) {
    switch (format) {
    case TNF_FORMAT_REGION:
        return TNF_SV("us-east-1");
    case TNF_FORMAT_INSTANCE_TYPE:
        return TNF_SV("t3.micro");
    case TNF_FORMAT_EXPRESSION:
        return TNF_SV("rate(1 day)");
    case TNF_FORMAT_FILE_PATH:
        return TNF_SV("/unknown");
    default:
        return TNF_SV("unknown");
    }
}

/* The last of the choices asks for the least company: a silo may have what pool and bridge tenants may not. */
static struct tnf_strview last_choice(const struct tnf_field *field) {
    size_t last = 0;
    while (field->choices[last + 1] != NULL) last++;
    return tnf_sv(field->choices[last]);
}

static struct tnf_datum value_for(const struct tnf_field *field) {
    struct tnf_datum datum = {.set = true};
    if (field->type == TNF_TYPE_INT) datum.integer = field->max;
    if (field->type == TNF_TYPE_STRING)
        datum.string = field->choices != NULL ? last_choice(field) : text_for(field->format);
    return datum;
}

struct tnf_record tnf_row_stand_in(struct tnf_arena *arena, const struct tnf_row *planned,
                                   const struct tnf_record *before) {
    const struct tnf_entity *entity = planned->record.entity;
    struct tnf_record record = tnf_record_new(arena, entity->id);
    for (size_t i = 0; i < entity->field_count; i++) {
        record.data[i] = planned->record.data[i];
        if ((planned->unknown & TNF_ROW_BIT(i)) == 0) continue;
        if (before != NULL) record.data[i] = before->data[i];
        if (!record.data[i].set && (entity->fields[i].flags & TNF_FIELD_REQUIRED) != 0)
            record.data[i] = value_for(&entity->fields[i]);
    }
    return record;
}

struct tnf_record tnf_row_key_before(struct tnf_arena *arena, const struct tnf_record *prior,
                                     const struct tnf_record *planned) {
    struct tnf_record key = tnf_record_new(arena, prior->entity->id);
    for (size_t i = 0; i < tnf_entity_key_count(prior->entity); i++)
        key.data[i] = prior->entity->fields[i].ref == TNF_ENTITY_NONE ? prior->data[i] : planned->data[i];
    return key;
}

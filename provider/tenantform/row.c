#include "provider/tenantform/row.h"

#include "base/memory.h"

#include <math.h>

uint64_t tnf_row_keys(const struct tnf_entity *entity) {
    return TNF_ROW_BIT(tnf_entity_key_count(entity)) - 1;
}

bool tnf_row_same_key(const struct tnf_record *a, const struct tnf_record *b) {
    return tnf_record_key_cmp(a, b) == 0;
}

static const struct tnf_attribute_path *add_step(struct tnf_place *storage, size_t *count, enum tnf_step_kind kind,
                                                 struct tnf_strview name, int64_t index) {
    struct tnf_attribute_path *step = &storage->steps[*count];
    *step = (struct tnf_attribute_path){
        .parent = *count == 0 ? NULL : step - 1, .kind = kind, .name = name, .index = index};
    (*count)++;
    return step;
}

const struct tnf_attribute_path *tnf_row_place(const struct tnf_record *record, int field, int item,
                                               struct tnf_place *storage) {
    if (field < 0) return NULL;
    const struct tnf_field *described = &record->entity->fields[field];
    const struct tnf_datum *datum = &record->data[field];
    size_t count = 0;
    if (described->group != NULL) add_step(storage, &count, TNF_STEP_ATTRIBUTE, tnf_sv(described->group), 0);
    const struct tnf_attribute_path *place =
        add_step(storage, &count, TNF_STEP_ATTRIBUTE, tnf_sv(tnf_field_local_name(described)), 0);
    if (item < 0 || !datum->set) return place;
    const struct tnf_strview no_name = {NULL, 0};
    if (described->type == TNF_TYPE_LIST && (size_t)item < datum->list.count)
        return add_step(storage, &count, TNF_STEP_INDEX, no_name, item);
    if (described->type == TNF_TYPE_MAP && (size_t)item < datum->map.count)
        return add_step(storage, &count, TNF_STEP_KEY, datum->map.items[item].key, 0);
    return place;
}

/* What a row is read into; keeps the parameter lists short. */
struct reading {
    struct tnf_arena *arena;
    struct tnf_row *row;
    struct tnf_diagnostics *diagnostics;
};

static void refuse(const struct reading *reading, int field, const struct tnf_attribute_path *entry,
                   struct tnf_strview detail) {
    struct tnf_place storage;
    const struct tnf_attribute_path *place = tnf_row_place(&reading->row->record, field, -1, &storage);
    struct tnf_attribute_path step;
    if (entry != NULL) {
        step = *entry;
        step.parent = place;
        place = &step;
    }
    tnf_diagnostics_add(reading->diagnostics, TNF_SEVERITY_ERROR, place, TNF_SV("Invalid value"), detail);
}

static bool read_int(const struct tnf_cty_value *value, int64_t *ret) {
    if (value->kind == TNF_CTY_INTEGER) {
        *ret = value->integer;
        return true;
    }
    /* Past 2^53 a double no longer says which whole number is meant; every field's limit is far below. */
    if (value->kind != TNF_CTY_REAL || fabs(value->real) > 0x1p53 || floor(value->real) != value->real) return false;
    *ret = (int64_t)value->real;
    return true;
}

static void read_list(const struct reading *reading, int field, const struct tnf_cty_value *value,
                      struct tnf_datum *ret) {
    ret->list = (struct tnf_strings){.count = value->parts.count};
    ret->list.items = TNF_ARENA_ARRAY(reading->arena, struct tnf_strview, ret->list.count);
    for (size_t i = 0; i < ret->list.count; i++) {
        ret->list.items[i] = value->parts.items[i].text;
        if (value->parts.items[i].kind == TNF_CTY_TEXT) continue;
        const struct tnf_attribute_path entry = {.kind = TNF_STEP_INDEX, .index = (int64_t)i};
        refuse(reading, field, &entry, TNF_SV("An entry must not be null. Leave it out of the list."));
        ret->list.items[i] = TNF_SV("");
    }
}

static void read_map(const struct reading *reading, int field, const struct tnf_cty_value *value,
                     struct tnf_datum *ret) {
    ret->map = (struct tnf_pairs){.count = value->parts.count};
    ret->map.items = TNF_ARENA_ARRAY(reading->arena, struct tnf_pair, ret->map.count);
    for (size_t i = 0; i < ret->map.count; i++) {
        ret->map.items[i] = (struct tnf_pair){.key = value->parts.keys[i], .value = value->parts.items[i].text};
        if (value->parts.items[i].kind == TNF_CTY_TEXT) continue;
        const struct tnf_attribute_path entry = {.kind = TNF_STEP_KEY, .name = value->parts.keys[i]};
        refuse(reading, field, &entry, TNF_SV("A value must not be null. Leave its key out of the map."));
        ret->map.items[i].value = TNF_SV("");
    }
    (void)tnf_pairs_sort(&ret->map);
}

static void read_known(const struct reading *reading, int field, const struct tnf_cty_value *value) {
    struct tnf_datum datum = {.set = true};
    switch (reading->row->record.entity->fields[field].type) {
    case TNF_TYPE_STRING:
        datum.string = value->text;
        break;
    case TNF_TYPE_INT:
        if (!read_int(value, &datum.integer)) {
            refuse(reading, field, NULL, TNF_SV("It must be a whole number."));
            return;
        }
        break;
    case TNF_TYPE_BOOL:
        datum.boolean = value->boolean;
        break;
    case TNF_TYPE_LIST:
        read_list(reading, field, value, &datum);
        break;
    case TNF_TYPE_MAP:
        read_map(reading, field, value, &datum);
        break;
    }
    reading->row->record.data[field] = datum;
}

static void read_attributes(const struct reading *reading, const struct tnf_entity_attribute *attributes, size_t count,
                            const struct tnf_cty_value *value);

static void read_attribute(const struct reading *reading, const struct tnf_entity_attribute *attribute,
                           const struct tnf_cty_value *value) {
    if (value->kind == TNF_CTY_NULL || attribute->field == TNF_ATTRIBUTE_ID) return;
    if (attribute->field == TNF_ATTRIBUTE_GROUP)
        read_attributes(reading, attribute->inner, attribute->inner_count, value);
    else if (tnf_cty_is_wholly_known(value))
        read_known(reading, attribute->field, value);
    else
        reading->row->unknown |= TNF_ROW_BIT(attribute->field);
}

/* An unknown group has only unknown fields. */
static void read_attributes(const struct reading *reading, const struct tnf_entity_attribute *attributes, size_t count,
                            const struct tnf_cty_value *value) {
    for (size_t i = 0; i < count; i++) {
        const struct tnf_cty_value *part =
            value->kind == TNF_CTY_UNKNOWN ? value : tnf_cty_get(value, attributes[i].name);
        if (part != NULL) read_attribute(reading, &attributes[i], part);
    }
}

void tnf_row_read(struct tnf_arena *arena, const struct tnf_entity_schema *schema, const struct tnf_cty_value *value,
                  struct tnf_row *ret, struct tnf_diagnostics *diagnostics) {
    *ret = (struct tnf_row){.record = tnf_record_new(arena, schema->entity->id)};
    const struct reading reading = {.arena = arena, .row = ret, .diagnostics = diagnostics};
    read_attributes(&reading, schema->attributes, schema->attribute_count, value);
}

static struct tnf_cty_value write_list(struct tnf_arena *arena, const struct tnf_strings *list) {
    struct tnf_cty_value value = tnf_cty_sequence(arena, list->count);
    for (size_t i = 0; i < list->count; i++) value.parts.items[i] = tnf_cty_text(list->items[i]);
    return value;
}

static struct tnf_cty_value write_map(struct tnf_arena *arena, const struct tnf_pairs *map) {
    struct tnf_cty_value value = tnf_cty_mapping(arena, map->count);
    for (size_t i = 0; i < map->count; i++) {
        value.parts.keys[i] = map->items[i].key;
        value.parts.items[i] = tnf_cty_text(map->items[i].value);
    }
    return value;
}

static struct tnf_cty_value write_datum(struct tnf_arena *arena, const struct tnf_field *field,
                                        const struct tnf_datum *datum) {
    if (!datum->set) return tnf_cty_null();
    switch (field->type) {
    case TNF_TYPE_STRING:
        return tnf_cty_text(datum->string);
    case TNF_TYPE_INT:
        return tnf_cty_integer(datum->integer);
    case TNF_TYPE_BOOL:
        return tnf_cty_boolean(datum->boolean);
    case TNF_TYPE_LIST:
        return write_list(arena, &datum->list);
    case TNF_TYPE_MAP:
        return write_map(arena, &datum->map);
    }
    return tnf_cty_null();
}

static bool has_values(const struct tnf_entity_attribute *group, const struct tnf_record *record) {
    for (size_t i = 0; i < group->inner_count; i++)
        if (record->data[group->inner[i].field].set) return true;
    return false;
}

static bool is_object(const struct tnf_cty_value *shape, struct tnf_strview name) {
    const struct tnf_cty_value *part = shape == NULL ? NULL : tnf_cty_get(shape, name);
    return part != NULL && part->kind == TNF_CTY_MAPPING;
}

static struct tnf_cty_value write_group(struct tnf_arena *arena, const struct tnf_entity_attribute *group,
                                        const struct tnf_record *record, const struct tnf_cty_value *shape) {
    if (!has_values(group, record) && !is_object(shape, group->name)) return tnf_cty_null();
    struct tnf_cty_value value = tnf_cty_mapping(arena, group->inner_count);
    for (size_t i = 0; i < group->inner_count; i++) {
        const int field = group->inner[i].field;
        value.parts.keys[i] = group->inner[i].name;
        value.parts.items[i] = write_datum(arena, &record->entity->fields[field], &record->data[field]);
    }
    return value;
}

struct tnf_cty_value tnf_row_write(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                   const struct tnf_record *record, const struct tnf_cty_value *shape) {
    struct tnf_cty_value value = tnf_cty_mapping(arena, schema->attribute_count);
    for (size_t i = 0; i < schema->attribute_count; i++) {
        const struct tnf_entity_attribute *attribute = &schema->attributes[i];
        struct tnf_cty_value *part = &value.parts.items[i];
        value.parts.keys[i] = attribute->name;
        if (attribute->field == TNF_ATTRIBUTE_ID)
            *part = tnf_cty_text(tnf_record_key(arena, record));
        else if (attribute->field == TNF_ATTRIBUTE_GROUP)
            *part = write_group(arena, attribute, record, shape);
        else
            *part = write_datum(arena, &record->entity->fields[attribute->field], &record->data[attribute->field]);
    }
    return value;
}

struct tnf_cty_value tnf_row_identity(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                      const struct tnf_record *record) {
    const struct tnf_identity_schema *identity = &schema->identity;
    struct tnf_cty_value value = tnf_cty_mapping(arena, identity->attribute_count);
    for (size_t i = 0; i < identity->attribute_count; i++) {
        const int field = tnf_entity_field(schema->entity, identity->attributes[i].name);
        value.parts.keys[i] = identity->attributes[i].name;
        value.parts.items[i] = tnf_cty_text(record->data[field].string);
    }
    return value;
}

struct tnf_record tnf_row_of_identity(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                                      const struct tnf_cty_value *identity) {
    struct tnf_record record = tnf_record_new(arena, schema->entity->id);
    for (size_t i = 0; i < tnf_entity_key_count(schema->entity); i++)
        record.data[i] = (struct tnf_datum){
            .set = true, .string = tnf_cty_get_text(identity, tnf_sv(schema->entity->fields[i].name))};
    return record;
}

void tnf_row_set(struct tnf_cty_value *value, const char *attribute, struct tnf_cty_value part) {
    struct tnf_cty_value *place = tnf_cty_get(value, tnf_sv(attribute));
    if (place != NULL) *place = part;
}

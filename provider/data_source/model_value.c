#include "provider/data_source/model_value.h"

struct typed {
    struct tnf_cty_value value;
    const struct tnf_cty_type *type;
};

static struct typed convert(struct tnf_arena *arena, struct tnf_value value);

static struct typed convert_list(struct tnf_arena *arena, struct tnf_value list) {
    const size_t count = tnf_list_count(list);
    struct tnf_cty_field *fields = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, count);
    struct typed out = {.value = tnf_cty_sequence(arena, count)};
    for (size_t i = 0; i < count; i++) {
        const struct typed item = convert(arena, tnf_list_at(list, i));
        out.value.parts.items[i] = item.value;
        fields[i].type = item.type;
    }
    out.type = tnf_cty_tuple(arena, fields, count);
    return out;
}

/* The keys are sorted by way of a type that has them, as values need them sorted. */
static struct typed convert_object(struct tnf_arena *arena, struct tnf_value object) {
    const size_t count = tnf_object_count(object);
    struct tnf_cty_field *fields = TNF_ARENA_ARRAY(arena, struct tnf_cty_field, count);
    for (size_t i = 0; i < count; i++)
        fields[i] = (struct tnf_cty_field){.name = tnf_object_key_at(object, i), .type = &tnf_cty_dynamic};
    const struct tnf_cty_type *sorted = tnf_cty_object(arena, fields, count);
    struct typed out = {.value = tnf_cty_mapping(arena, count)};
    for (size_t i = 0; i < count; i++) {
        const struct tnf_strview key = sorted->fields[i].name;
        const struct typed item = convert(arena, tnf_object_get(object, key, NULL));
        out.value.parts.keys[i] = key;
        out.value.parts.items[i] = item.value;
        fields[i] = (struct tnf_cty_field){.name = key, .type = item.type};
    }
    out.type = tnf_cty_object(arena, fields, count);
    return out;
}

static struct typed convert(struct tnf_arena *arena, struct tnf_value value) {
    switch (value.kind) {
    case TNF_VALUE_BOOL:
        return (struct typed){tnf_cty_boolean(value.boolean), &tnf_cty_bool};
    case TNF_VALUE_INT:
        return (struct typed){tnf_cty_integer(value.integer), &tnf_cty_number};
    case TNF_VALUE_STRING:
        return (struct typed){tnf_cty_text(value.text), &tnf_cty_string};
    case TNF_VALUE_LIST:
        return convert_list(arena, value);
    case TNF_VALUE_OBJECT:
        return convert_object(arena, value);
    case TNF_VALUE_NULL:
    case TNF_VALUE_REFERENCE:
        break;
    }
    return (struct typed){tnf_cty_null(), &tnf_cty_string};
}

struct tnf_cty_value tnf_model_value(struct tnf_arena *arena, struct tnf_value value) {
    const struct typed typed = convert(arena, value);
    struct tnf_cty_value *inner = TNF_ARENA_NEW(arena, struct tnf_cty_value);
    *inner = typed.value;
    return (struct tnf_cty_value){.kind = TNF_CTY_WITH_TYPE, .dynamic = {.type = typed.type, .value = inner}};
}

struct tnf_cty_value tnf_model_map_value(struct tnf_arena *arena, struct tnf_value value) {
    return value.kind == TNF_VALUE_OBJECT ? convert_object(arena, value).value : tnf_cty_null();
}

struct tnf_cty_value tnf_model_string_value(struct tnf_value value) {
    return value.kind == TNF_VALUE_STRING ? tnf_cty_text(value.text) : tnf_cty_null();
}

#include "provider/schema/value.h"

struct tnf_cty_value tnf_cty_null(void) {
    return (struct tnf_cty_value){.kind = TNF_CTY_NULL};
}

struct tnf_cty_value tnf_cty_unknown(void) {
    return (struct tnf_cty_value){.kind = TNF_CTY_UNKNOWN, .refinement = {NULL, 0}};
}

struct tnf_cty_value tnf_cty_text(struct tnf_strview text) {
    return (struct tnf_cty_value){.kind = TNF_CTY_TEXT, .text = text};
}

struct tnf_cty_value tnf_cty_boolean(bool boolean) {
    return (struct tnf_cty_value){.kind = TNF_CTY_BOOLEAN, .boolean = boolean};
}

struct tnf_cty_value tnf_cty_integer(int64_t integer) {
    return (struct tnf_cty_value){.kind = TNF_CTY_INTEGER, .integer = integer};
}

struct tnf_cty_value tnf_cty_sequence(struct tnf_arena *arena, size_t count) {
    struct tnf_cty_value value = {.kind = TNF_CTY_SEQUENCE};
    value.parts = (struct tnf_cty_parts){.items = TNF_ARENA_ARRAY(arena, struct tnf_cty_value, count), .count = count};
    return value;
}

struct tnf_cty_value tnf_cty_mapping(struct tnf_arena *arena, size_t count) {
    struct tnf_cty_value value = tnf_cty_sequence(arena, count);
    value.kind = TNF_CTY_MAPPING;
    value.parts.keys = TNF_ARENA_ARRAY(arena, struct tnf_strview, count);
    return value;
}

bool tnf_cty_has_parts(const struct tnf_cty_value *value) {
    return value->kind == TNF_CTY_SEQUENCE || value->kind == TNF_CTY_MAPPING;
}

struct tnf_cty_value tnf_cty_unshare(struct tnf_arena *arena, struct tnf_cty_value value) {
    if (!tnf_cty_has_parts(&value) || value.parts.count == 0) return value;
    struct tnf_cty_value *items = TNF_ARENA_ARRAY(arena, struct tnf_cty_value, value.parts.count);
    memcpy(items, value.parts.items, value.parts.count * sizeof *items);
    value.parts.items = items;
    return value;
}

struct tnf_cty_value *tnf_cty_get(const struct tnf_cty_value *value, struct tnf_strview name) {
    if (value->kind != TNF_CTY_MAPPING) return NULL;
    size_t low = 0;
    size_t high = value->parts.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = tnf_sv_cmp(value->parts.keys[middle], name);
        if (order == 0) return &value->parts.items[middle];
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

struct tnf_strview tnf_cty_get_text(const struct tnf_cty_value *value, struct tnf_strview name) {
    const struct tnf_cty_value *found = tnf_cty_get(value, name);
    if (found == NULL || found->kind != TNF_CTY_TEXT) return (struct tnf_strview){NULL, 0};
    return found->text;
}

bool tnf_cty_is_null(const struct tnf_cty_value *value) {
    if (value->kind == TNF_CTY_WITH_TYPE) return tnf_cty_is_null(value->dynamic.value);
    return value->kind == TNF_CTY_NULL;
}

bool tnf_cty_is_wholly_known(const struct tnf_cty_value *value) {
    if (value->kind == TNF_CTY_UNKNOWN) return false;
    if (value->kind == TNF_CTY_WITH_TYPE) return tnf_cty_is_wholly_known(value->dynamic.value);
    if (!tnf_cty_has_parts(value)) return true;
    for (size_t i = 0; i < value->parts.count; i++) {
        if (!tnf_cty_is_wholly_known(&value->parts.items[i])) return false;
    }
    return true;
}

static bool parts_eq(const struct tnf_cty_parts *a, const struct tnf_cty_parts *b) {
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++) {
        if (a->keys != NULL && !tnf_sv_eq(a->keys[i], b->keys[i])) return false;
        if (!tnf_cty_value_eq(&a->items[i], &b->items[i])) return false;
    }
    return true;
}

/* Numbers that are kept in different forms: only whole numbers can be equal. */
static bool integer_eq_real(const struct tnf_cty_value *integer, const struct tnf_cty_value *real) {
    return integer->kind == TNF_CTY_INTEGER && real->kind == TNF_CTY_REAL && (double)integer->integer == real->real;
}

bool tnf_cty_value_eq(const struct tnf_cty_value *a, const struct tnf_cty_value *b) {
    if (a->kind != b->kind) return integer_eq_real(a, b) || integer_eq_real(b, a);
    switch (a->kind) {
    case TNF_CTY_NULL:
    case TNF_CTY_UNKNOWN:
        return true;
    case TNF_CTY_BOOLEAN:
        return a->boolean == b->boolean;
    case TNF_CTY_INTEGER:
        return a->integer == b->integer;
    case TNF_CTY_REAL:
        return a->real == b->real;
    case TNF_CTY_DECIMAL:
    case TNF_CTY_TEXT:
        return tnf_sv_eq(a->text, b->text);
    case TNF_CTY_SEQUENCE:
    case TNF_CTY_MAPPING:
        return parts_eq(&a->parts, &b->parts);
    case TNF_CTY_WITH_TYPE:
        return tnf_cty_type_eq(a->dynamic.type, b->dynamic.type) &&
               tnf_cty_value_eq(a->dynamic.value, b->dynamic.value);
    }
    return false;
}

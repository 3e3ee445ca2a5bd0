#include "provider/rehearsal/json_read.h"

#include "base/memory.h"
#include "provider/rehearsal/format.h"

/* A value of `type` from the same in JSON, where a single text may stand for a list of one. Keys that the type does not
 * know are errors: a slip in a rule would otherwise be a rule that never applies. */
static int read_value(struct tnf_arena *arena, const json_t *json, const struct tnf_cty_type *type,
                      struct tnf_cty_value *ret_value, struct tnf_error *err);

static int read_text(struct tnf_arena *arena, const json_t *json, struct tnf_cty_value *ret_value,
                     struct tnf_error *err) {
    if (!json_is_string(json)) return tnf_error_set(err, TNF_E_INVALID, "value is not a string");
    *ret_value = tnf_cty_text(tnf_arena_sv(arena, tnf_json_text(json)));
    return 0;
}

static int read_list(struct tnf_arena *arena, const json_t *json, const struct tnf_cty_type *type,
                     struct tnf_cty_value *ret_value, struct tnf_error *err) {
    if (json_is_string(json)) {
        *ret_value = tnf_cty_sequence(arena, 1);
        return read_value(arena, json, type->element, &ret_value->parts.items[0], err);
    }
    if (!json_is_array(json)) return tnf_error_set(err, TNF_E_INVALID, "value is not a list");
    *ret_value = tnf_cty_sequence(arena, json_array_size(json));
    for (size_t i = 0; i < json_array_size(json); i++) {
        if (read_value(arena, json_array_get(json, i), type->element, &ret_value->parts.items[i], err) < 0) {
            return tnf_error_wrap(err, "item %zu", i + 1);
        }
    }
    return 0;
}

/* A map of one key: more conditions on one rule are not needed, and need no sorting then. */
static int read_map(struct tnf_arena *arena, const json_t *json, const struct tnf_cty_type *type,
                    struct tnf_cty_value *ret_value, struct tnf_error *err) {
    if (!json_is_object(json) || json_object_size(json) != 1) {
        return tnf_error_set(err, TNF_E_INVALID, "value is not an object with one key");
    }
    void *entry = json_object_iter((json_t *)(uintptr_t)json);
    *ret_value = tnf_cty_mapping(arena, 1);
    ret_value->parts.keys[0] = tnf_sv(tnf_arena_str(arena, json_object_iter_key(entry)));
    return read_value(arena, json_object_iter_value(entry), type->element, &ret_value->parts.items[0], err);
}

static int read_object(struct tnf_arena *arena, const json_t *json, const struct tnf_cty_type *type,
                       struct tnf_cty_value *ret_value, struct tnf_error *err) {
    if (!json_is_object(json)) return tnf_error_set(err, TNF_E_INVALID, "value is not an object");
    *ret_value = tnf_cty_mapping(arena, type->count);
    size_t found = 0;
    for (size_t i = 0; i < type->count; i++) {
        const struct tnf_cty_field *field = &type->fields[i];
        ret_value->parts.keys[i] = field->name;
        const json_t *item = json_object_getn(json, field->name.ptr, field->name.len);
        if (item == NULL) continue;
        found++;
        if (read_value(arena, item, field->type, &ret_value->parts.items[i], err) < 0) {
            return tnf_error_wrap(err, "\"%.*s\"", TNF_SV_ARG(field->name));
        }
    }
    if (found == json_object_size(json)) return 0;
    return tnf_error_set(err, TNF_E_INVALID, "object has keys that nobody knows");
}

static int read_value(struct tnf_arena *arena, const json_t *json, const struct tnf_cty_type *type,
                      struct tnf_cty_value *ret_value, struct tnf_error *err) {
    switch (type->kind) {
    case TNF_CTY_STRING:
        return read_text(arena, json, ret_value, err);
    case TNF_CTY_LIST:
        return read_list(arena, json, type, ret_value, err);
    case TNF_CTY_MAP:
        return read_map(arena, json, type, ret_value, err);
    case TNF_CTY_OBJECT:
        return read_object(arena, json, type, ret_value, err);
    default:
        return tnf_error_set(err, TNF_E_INTERNAL, "facts have no such type");
    }
}

int tnf_json_facts_read(struct tnf_arena *arena, const json_t *json, struct tnf_cty_value *ret_facts,
                        struct tnf_error *err) {
    const struct tnf_cty_type *type = tnf_rehearsal_facts_type(arena);
    if (json != NULL) return read_object(arena, json, type, ret_facts, err);
    *ret_facts = tnf_cty_mapping(arena, type->count);
    for (size_t i = 0; i < type->count; i++) ret_facts->parts.keys[i] = type->fields[i].name;
    return 0;
}

#include "provider/wire/cty_msgpack.h"

#include "base/memory.h"
#include "provider/wire/msgpack.h"

struct reader {
    struct tnf_msgpack_reader bytes;
    struct tnf_arena *arena;
    struct tnf_error *err;
    unsigned depth;
    size_t parts_left; /* how many elements and attributes there may still be */
};

/* Every element and every attribute takes a byte at least, so there cannot be more of them than bytes, however they
 * nest. A claim to more would only cost memory. Attributes that are left out have this much room. */
enum { PARTS_FREE = 4096 };

static int read_value(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value);

static int wrong_kind(struct reader *reader, const struct tnf_cty_type *type) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_cty_type_write(type, &name);
    return tnf_error_set(reader->err, TNF_E_INVALID, "value is not of type %.200s", name.ptr);
}

static int claim_parts(struct reader *reader, size_t count) {
    if (count > reader->parts_left) {
        return tnf_error_set(reader->err, TNF_E_LIMIT, "value claims more parts than it has bytes");
    }
    reader->parts_left -= count;
    return 0;
}

static int read_natural(struct reader *reader, uint64_t natural, struct tnf_cty_value *ret_value) {
    ret_value->kind = TNF_CTY_DECIMAL;
    ret_value->text = tnf_arena_printf(reader->arena, "%" PRIu64, natural);
    return 0;
}

static int read_number(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                       struct tnf_cty_value *ret_value) {
    switch (token->kind) {
    case TNF_MSGPACK_INT:
        *ret_value = tnf_cty_integer(token->integer);
        return 0;
    case TNF_MSGPACK_UINT:
        return read_natural(reader, token->natural, ret_value);
    case TNF_MSGPACK_FLOAT:
        *ret_value = (struct tnf_cty_value){.kind = TNF_CTY_REAL, .real = token->real};
        return 0;
    case TNF_MSGPACK_STR:
        *ret_value = (struct tnf_cty_value){.kind = TNF_CTY_DECIMAL, .text = token->bytes};
        return 0;
    default:
        return wrong_kind(reader, type);
    }
}

static int read_text(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                     struct tnf_cty_value *ret_value) {
    if (token->kind != TNF_MSGPACK_STR) return wrong_kind(reader, type);
    if (!tnf_sv_is_utf8(token->bytes)) {
        return tnf_error_set(reader->err, TNF_E_INVALID, "a string is not UTF-8");
    }
    *ret_value = tnf_cty_text(token->bytes);
    return 0;
}

static int read_list(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                     struct tnf_cty_value *ret_value) {
    if (token->kind != TNF_MSGPACK_ARRAY) return wrong_kind(reader, type);
    if (type->kind == TNF_CTY_TUPLE && token->count != type->count) return wrong_kind(reader, type);
    TNF_TRY(claim_parts(reader, token->count));
    *ret_value = tnf_cty_sequence(reader->arena, token->count);
    for (size_t i = 0; i < token->count; i++) {
        const struct tnf_cty_type *element = type->kind == TNF_CTY_TUPLE ? type->fields[i].type : type->element;
        TNF_TRY(read_value(reader, element, &ret_value->parts.items[i]));
    }
    return 0;
}

static int read_key(struct reader *reader, struct tnf_strview *ret_key) {
    struct tnf_msgpack_token token;
    TNF_TRY(tnf_msgpack_read(&reader->bytes, &token, reader->err));
    if (token.kind != TNF_MSGPACK_STR) {
        return tnf_error_set(reader->err, TNF_E_INVALID, "a key is not a string");
    }
    if (!tnf_sv_is_utf8(token.bytes)) return tnf_error_set(reader->err, TNF_E_INVALID, "a key is not UTF-8");
    *ret_key = token.bytes;
    return 0;
}

struct pair {
    struct tnf_strview key;
    struct tnf_cty_value value;
};

static int compare_pairs(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct pair *)a)->key, ((const struct pair *)b)->key);
}

/* A mapping of the pairs, sorted. The same key twice is an error. */
static int mapping_of(struct reader *reader, struct pair *pairs, size_t count, struct tnf_cty_value *ret_value) {
    if (count > 1) qsort(pairs, count, sizeof *pairs, compare_pairs);
    *ret_value = tnf_cty_mapping(reader->arena, count);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && tnf_sv_eq(pairs[i - 1].key, pairs[i].key)) {
            return tnf_error_set(reader->err, TNF_E_INVALID, "key \"%.*s\" is there twice", TNF_SV_ARG(pairs[i].key));
        }
        ret_value->parts.keys[i] = pairs[i].key;
        ret_value->parts.items[i] = pairs[i].value;
    }
    return 0;
}

static int read_map(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                    struct tnf_cty_value *ret_value) {
    if (token->kind != TNF_MSGPACK_MAP) return wrong_kind(reader, type);
    TNF_TRY(claim_parts(reader, token->count));
    struct pair *pairs = TNF_ARENA_ARRAY(reader->arena, struct pair, token->count);
    for (size_t i = 0; i < token->count; i++) {
        TNF_TRY(read_key(reader, &pairs[i].key));
        if (read_value(reader, type->element, &pairs[i].value) < 0) {
            return tnf_error_wrap(reader->err, "%.*s", TNF_SV_ARG(pairs[i].key));
        }
    }
    return mapping_of(reader, pairs, token->count, ret_value);
}

static int read_attribute(struct reader *reader, const struct tnf_cty_type *type, bool *seen,
                          struct tnf_cty_value *object) {
    struct tnf_strview key;
    TNF_TRY(read_key(reader, &key));
    struct tnf_cty_value *slot = tnf_cty_get(object, key);
    if (slot == NULL) {
        return tnf_error_set(reader->err, TNF_E_INVALID, "there is no attribute \"%.*s\"", TNF_SV_ARG(key));
    }
    const size_t i = (size_t)(slot - object->parts.items);
    if (seen[i]) return tnf_error_set(reader->err, TNF_E_INVALID, "\"%.*s\" is there twice", TNF_SV_ARG(key));
    seen[i] = true;
    if (read_value(reader, type->fields[i].type, slot) < 0) {
        return tnf_error_wrap(reader->err, "%.*s", TNF_SV_ARG(key));
    }
    return 0;
}

static int read_object(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                       struct tnf_cty_value *ret_value) {
    if (token->kind != TNF_MSGPACK_MAP) return wrong_kind(reader, type);
    TNF_TRY(claim_parts(reader, type->count));
    struct tnf_cty_value object = tnf_cty_mapping(reader->arena, type->count);
    for (size_t i = 0; i < type->count; i++) object.parts.keys[i] = type->fields[i].name;
    bool *seen = TNF_ARENA_ARRAY(reader->arena, bool, type->count);
    for (size_t i = 0; i < token->count; i++) TNF_TRY(read_attribute(reader, type, seen, &object));
    *ret_value = object;
    return 0;
}

/* An array of the type, in JSON, and the value. */
static int read_with_type(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                          struct tnf_cty_value *ret_value) {
    if (token->kind != TNF_MSGPACK_ARRAY || token->count != 2) return wrong_kind(reader, type);
    struct tnf_msgpack_token text;
    TNF_TRY(tnf_msgpack_read(&reader->bytes, &text, reader->err));
    if (text.kind != TNF_MSGPACK_BIN && text.kind != TNF_MSGPACK_STR) return wrong_kind(reader, type);
    struct tnf_cty_dynamic_value dynamic = {.value = TNF_ARENA_NEW(reader->arena, struct tnf_cty_value)};
    TNF_TRY(tnf_cty_type_parse(reader->arena, text.bytes, &dynamic.type, reader->err));
    TNF_TRY(read_value(reader, dynamic.type, dynamic.value));
    *ret_value = (struct tnf_cty_value){.kind = TNF_CTY_WITH_TYPE, .dynamic = dynamic};
    return 0;
}

static int read_by_type(struct reader *reader, const struct tnf_msgpack_token *token, const struct tnf_cty_type *type,
                        struct tnf_cty_value *ret_value) {
    switch (type->kind) {
    case TNF_CTY_BOOL:
        if (token->kind != TNF_MSGPACK_BOOL) return wrong_kind(reader, type);
        *ret_value = tnf_cty_boolean(token->boolean);
        return 0;
    case TNF_CTY_NUMBER:
        return read_number(reader, token, type, ret_value);
    case TNF_CTY_STRING:
        return read_text(reader, token, type, ret_value);
    case TNF_CTY_LIST:
    case TNF_CTY_SET:
    case TNF_CTY_TUPLE:
        return read_list(reader, token, type, ret_value);
    case TNF_CTY_MAP:
        return read_map(reader, token, type, ret_value);
    case TNF_CTY_OBJECT:
        return read_object(reader, token, type, ret_value);
    case TNF_CTY_DYNAMIC:
        return read_with_type(reader, token, type, ret_value);
    }
    return wrong_kind(reader, type);
}

/* The plain unknown's body is one byte without meaning; a refined one's says what is known and is kept. */
static struct tnf_cty_value unknown_of(const struct tnf_msgpack_token *token) {
    struct tnf_cty_value value = tnf_cty_unknown();
    if (token->extension == TNF_CTY_MSGPACK_REFINED) value.refinement = token->bytes;
    return value;
}

static int read_value(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    struct tnf_msgpack_token token;
    TNF_TRY(tnf_msgpack_read(&reader->bytes, &token, reader->err));
    if (token.kind == TNF_MSGPACK_NIL) {
        *ret_value = tnf_cty_null();
        return 0;
    }
    if (token.kind == TNF_MSGPACK_EXT) {
        *ret_value = unknown_of(&token);
        return 0;
    }
    if (++reader->depth > TNF_CTY_MAX_DEPTH) {
        return tnf_error_set(reader->err, TNF_E_LIMIT, "value nests deeper than %d", TNF_CTY_MAX_DEPTH);
    }
    TNF_TRY(read_by_type(reader, &token, type, ret_value));
    reader->depth--;
    return 0;
}

int tnf_cty_msgpack_read(struct tnf_arena *arena, struct tnf_strview bytes, const struct tnf_cty_type *type,
                         struct tnf_cty_value *ret_value, struct tnf_error *err) {
    struct reader reader = {.bytes = {bytes}, .arena = arena, .err = err, .parts_left = bytes.len + PARTS_FREE};
    struct tnf_cty_value value;
    TNF_TRY(read_value(&reader, type, &value));
    if (reader.bytes.rest.len > 0) {
        return tnf_error_set(err, TNF_E_INVALID, "%zu bytes follow the value", reader.bytes.rest.len);
    }
    *ret_value = value;
    return 0;
}

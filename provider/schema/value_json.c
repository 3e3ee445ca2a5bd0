#include "provider/schema/value_json.h"

#include "base/ascii.h"
#include "base/json_text.h"
#include "base/memory.h"

struct reader {
    struct tnf_json_cursor cursor;
    struct tnf_arena *arena;
    struct tnf_error *err;
    unsigned flags;
    unsigned depth;
    size_t attributes_left; /* how many there may still be */
};

/* Objects may leave attributes out, but not so many that a short text makes a large value. */
enum { ATTRIBUTES_PER_BYTE = 4, ATTRIBUTES_FREE = 4096 };

/* What is being collected; grows on the heap and goes into the arena when it is complete. */
struct pair {
    struct tnf_strview key;
    struct tnf_cty_value value;
};
struct pair_list {
    struct pair *items;
    size_t count;
    size_t capacity;
};

static int read_value(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value);
static int skip_value(struct reader *reader);

static void pair_list_release(struct pair_list *list) {
    free(list->items);
}

static struct pair *pair_list_add(struct pair_list *list) {
    list->items = tnf_xgrow(list->items, list->count, &list->capacity, sizeof *list->items);
    struct pair *added = &list->items[list->count++];
    *added = (struct pair){.value = tnf_cty_null()};
    return added;
}

static int wrong_kind(struct reader *reader, const struct tnf_cty_type *type) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_cty_type_write(type, &name);
    return tnf_error_set(reader->err, TNF_E_INVALID, "value is not of type %.200s", name.ptr);
}

/* The letters at the cursor: true, false, null. */
static bool accept_word(struct reader *reader, struct tnf_strview word) {
    struct tnf_json_cursor *cursor = &reader->cursor;
    if (!tnf_json_accept(cursor, word.ptr[0])) return false;
    cursor->offset--;
    if (!tnf_sv_starts_with(tnf_sv_from(cursor->text, cursor->offset), word)) return false;
    cursor->offset += word.len;
    return true;
}

static int read_bool(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    const bool is_true = accept_word(reader, TNF_SV("true"));
    if (!is_true && !accept_word(reader, TNF_SV("false"))) return wrong_kind(reader, type);
    *ret_value = tnf_cty_boolean(is_true);
    return 0;
}

/* The number of digits from `at` on. */
static size_t digits_at(struct tnf_strview text, size_t at) {
    size_t count = 0;
    while (at + count < text.len && tnf_is_digit(text.ptr[at + count])) count++;
    return count;
}

static bool is_one_of(struct tnf_strview text, size_t at, const char *letters) {
    return at < text.len && text.ptr[at] != '\0' && strchr(letters, text.ptr[at]) != NULL;
}

/* The length of the number that `text` starts with, 0 when it starts with none. */
static size_t number_length(struct tnf_strview text) {
    const size_t sign = is_one_of(text, 0, "-") ? 1 : 0;
    size_t digits = digits_at(text, sign);
    if (digits == 0) return 0;
    size_t at = sign + digits;
    if (is_one_of(text, at, ".")) {
        digits = digits_at(text, at + 1);
        if (digits == 0) return 0;
        at += 1 + digits;
    }
    if (!is_one_of(text, at, "eE")) return at;
    at += is_one_of(text, at + 1, "+-") ? 2 : 1;
    digits = digits_at(text, at);
    return digits == 0 ? 0 : at + digits;
}

/* A number that is no whole one of 64 bits stays text: nothing is lost. Terraform also writes numbers as strings. */
static int read_number(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    struct tnf_strview text;
    struct tnf_json_cursor *cursor = &reader->cursor;
    if (tnf_json_accept(cursor, '"')) {
        cursor->offset--;
        TNF_TRY(tnf_json_read_string(cursor, reader->arena, &text, reader->err));
        if (number_length(text) != text.len || text.len == 0) return wrong_kind(reader, type);
    } else {
        text = tnf_sv_from(cursor->text, cursor->offset);
        text.len = number_length(text);
        if (text.len == 0) return wrong_kind(reader, type);
        cursor->offset += text.len;
    }
    int64_t integer;
    if (tnf_sv_to_int(text, INT64_MIN, INT64_MAX, &integer)) {
        *ret_value = tnf_cty_integer(integer);
        return 0;
    }
    *ret_value = (struct tnf_cty_value){.kind = TNF_CTY_DECIMAL, .text = text};
    return 0;
}

static int read_text(struct reader *reader, struct tnf_cty_value *ret_value) {
    struct tnf_strview text;
    TNF_TRY(tnf_json_read_string(&reader->cursor, reader->arena, &text, reader->err));
    if (!tnf_sv_is_utf8(text)) return tnf_error_set(reader->err, TNF_E_INVALID, "a string is not UTF-8");
    *ret_value = tnf_cty_text(text);
    return 0;
}

static int read_list(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    TNF_AUTO(pair_list_release) struct pair_list list = {NULL, 0, 0};
    if (!tnf_json_accept(&reader->cursor, '[')) return wrong_kind(reader, type);
    if (!tnf_json_accept(&reader->cursor, ']')) {
        do {
            const bool is_tuple = type->kind == TNF_CTY_TUPLE;
            if (is_tuple && list.count == type->count) return wrong_kind(reader, type);
            const struct tnf_cty_type *element = is_tuple ? type->fields[list.count].type : type->element;
            TNF_TRY(read_value(reader, element, &pair_list_add(&list)->value));
        } while (tnf_json_accept(&reader->cursor, ','));
        TNF_TRY(tnf_json_expect(&reader->cursor, ']', reader->err));
    }
    if (type->kind == TNF_CTY_TUPLE && list.count != type->count) return wrong_kind(reader, type);
    *ret_value = tnf_cty_sequence(reader->arena, list.count);
    for (size_t i = 0; i < list.count; i++) ret_value->parts.items[i] = list.items[i].value;
    return 0;
}

/* Steps over a key and its colon. */
static int read_key(struct reader *reader, struct tnf_strview *ret_key) {
    TNF_TRY(tnf_json_read_string(&reader->cursor, reader->arena, ret_key, reader->err));
    if (!tnf_sv_is_utf8(*ret_key)) return tnf_error_set(reader->err, TNF_E_INVALID, "a key is not UTF-8");
    return tnf_json_expect(&reader->cursor, ':', reader->err);
}

static int compare_pairs(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct pair *)a)->key, ((const struct pair *)b)->key);
}

static int mapping_of(struct reader *reader, struct pair_list *list, struct tnf_cty_value *ret_value) {
    if (list->count > 1) qsort(list->items, list->count, sizeof *list->items, compare_pairs);
    *ret_value = tnf_cty_mapping(reader->arena, list->count);
    for (size_t i = 0; i < list->count; i++) {
        const struct tnf_strview key = list->items[i].key;
        if (i > 0 && tnf_sv_eq(list->items[i - 1].key, key)) {
            return tnf_error_set(reader->err, TNF_E_INVALID, "key \"%.*s\" is there twice", TNF_SV_ARG(key));
        }
        ret_value->parts.keys[i] = key;
        ret_value->parts.items[i] = list->items[i].value;
    }
    return 0;
}

static int read_map(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    TNF_AUTO(pair_list_release) struct pair_list list = {NULL, 0, 0};
    if (!tnf_json_accept(&reader->cursor, '{')) return wrong_kind(reader, type);
    if (!tnf_json_accept(&reader->cursor, '}')) {
        do {
            struct pair *pair = pair_list_add(&list);
            TNF_TRY(read_key(reader, &pair->key));
            if (read_value(reader, type->element, &pair->value) < 0) {
                return tnf_error_wrap(reader->err, "%.*s", TNF_SV_ARG(pair->key));
            }
        } while (tnf_json_accept(&reader->cursor, ','));
        TNF_TRY(tnf_json_expect(&reader->cursor, '}', reader->err));
    }
    return mapping_of(reader, &list, ret_value);
}

static int read_attribute(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *object) {
    struct tnf_strview key;
    TNF_TRY(read_key(reader, &key));
    struct tnf_cty_value *slot = tnf_cty_get(object, key);
    if (slot == NULL) {
        if ((reader->flags & TNF_CTY_JSON_FORGET_ATTRIBUTES) != 0) return skip_value(reader);
        return tnf_error_set(reader->err, TNF_E_INVALID, "there is no attribute \"%.*s\"", TNF_SV_ARG(key));
    }
    if (read_value(reader, type->fields[slot - object->parts.items].type, slot) == 0) return 0;
    return tnf_error_wrap(reader->err, "%.*s", TNF_SV_ARG(key));
}

static int read_object(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    if (!tnf_json_accept(&reader->cursor, '{')) return wrong_kind(reader, type);
    if (type->count > reader->attributes_left) {
        return tnf_error_set(reader->err, TNF_E_LIMIT, "value has too many objects for its length");
    }
    reader->attributes_left -= type->count;
    struct tnf_cty_value object = tnf_cty_mapping(reader->arena, type->count);
    for (size_t i = 0; i < type->count; i++) object.parts.keys[i] = type->fields[i].name;
    if (!tnf_json_accept(&reader->cursor, '}')) {
        do TNF_TRY(read_attribute(reader, type, &object));
        while (tnf_json_accept(&reader->cursor, ','));
        TNF_TRY(tnf_json_expect(&reader->cursor, '}', reader->err));
    }
    *ret_value = object;
    return 0;
}

/* {"value": …, "type": …} in either order: the value is read when its type is known. */
static int read_with_type(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    size_t value_at = 0;
    struct tnf_cty_dynamic_value dynamic = {.value = TNF_ARENA_NEW(reader->arena, struct tnf_cty_value)};
    if (!tnf_json_accept(&reader->cursor, '{')) return wrong_kind(reader, type);
    do {
        struct tnf_strview key;
        TNF_TRY(read_key(reader, &key));
        const size_t start = reader->cursor.offset;
        TNF_TRY(skip_value(reader));
        const struct tnf_strview text = tnf_sv_n(reader->cursor.text.ptr + start, reader->cursor.offset - start);
        if (tnf_sv_eq_c(key, "value")) value_at = start;
        if (!tnf_sv_eq_c(key, "type")) continue;
        TNF_TRY(tnf_cty_type_parse(reader->arena, text, &dynamic.type, reader->err));
    } while (tnf_json_accept(&reader->cursor, ','));
    TNF_TRY(tnf_json_expect(&reader->cursor, '}', reader->err));
    if (value_at == 0 || dynamic.type == NULL) return wrong_kind(reader, type);
    const size_t end = reader->cursor.offset;
    reader->cursor.offset = value_at;
    TNF_TRY(read_value(reader, dynamic.type, dynamic.value));
    reader->cursor.offset = end;
    *ret_value = (struct tnf_cty_value){.kind = TNF_CTY_WITH_TYPE, .dynamic = dynamic};
    return 0;
}

static int read_by_type(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    switch (type->kind) {
    case TNF_CTY_BOOL:
        return read_bool(reader, type, ret_value);
    case TNF_CTY_NUMBER:
        return read_number(reader, type, ret_value);
    case TNF_CTY_STRING:
        return read_text(reader, ret_value);
    case TNF_CTY_LIST:
    case TNF_CTY_SET:
    case TNF_CTY_TUPLE:
        return read_list(reader, type, ret_value);
    case TNF_CTY_MAP:
        return read_map(reader, type, ret_value);
    case TNF_CTY_OBJECT:
        return read_object(reader, type, ret_value);
    case TNF_CTY_DYNAMIC:
        return read_with_type(reader, type, ret_value);
    }
    return wrong_kind(reader, type);
}

static int enter(struct reader *reader) {
    if (++reader->depth <= TNF_CTY_MAX_DEPTH) return 0;
    return tnf_error_set(reader->err, TNF_E_LIMIT, "value nests deeper than %d", TNF_CTY_MAX_DEPTH);
}

static int read_value(struct reader *reader, const struct tnf_cty_type *type, struct tnf_cty_value *ret_value) {
    if (accept_word(reader, TNF_SV("null"))) {
        *ret_value = tnf_cty_null();
        return 0;
    }
    TNF_TRY(enter(reader));
    TNF_TRY(read_by_type(reader, type, ret_value));
    reader->depth--;
    return 0;
}

static int skip_parts(struct reader *reader, char end, bool has_keys) {
    struct tnf_strview key;
    if (tnf_json_accept(&reader->cursor, end)) return 0;
    do {
        if (has_keys) TNF_TRY(read_key(reader, &key));
        TNF_TRY(skip_value(reader));
    } while (tnf_json_accept(&reader->cursor, ','));
    return tnf_json_expect(&reader->cursor, end, reader->err);
}

static int skip_scalar(struct reader *reader) {
    struct tnf_cty_value ignored;
    if (tnf_json_accept(&reader->cursor, '"')) {
        reader->cursor.offset--;
        return read_text(reader, &ignored);
    }
    if (accept_word(reader, TNF_SV("null")) || accept_word(reader, TNF_SV("true")) ||
        accept_word(reader, TNF_SV("false"))) {
        return 0;
    }
    return read_number(reader, &tnf_cty_number, &ignored);
}

static int skip_value(struct reader *reader) {
    TNF_TRY(enter(reader));
    if (tnf_json_accept(&reader->cursor, '{')) {
        TNF_TRY(skip_parts(reader, '}', /* has_keys= */ true));
    } else if (tnf_json_accept(&reader->cursor, '[')) {
        TNF_TRY(skip_parts(reader, ']', /* has_keys= */ false));
    } else {
        TNF_TRY(skip_scalar(reader));
    }
    reader->depth--;
    return 0;
}

int tnf_cty_json_read(struct tnf_arena *arena, struct tnf_strview json, const struct tnf_cty_type *type, unsigned flags,
                      struct tnf_cty_value *ret_value, struct tnf_error *err) {
    struct reader reader = {
        .cursor = {.text = json},
        .arena = arena,
        .err = err,
        .flags = flags,
        .attributes_left = json.len * ATTRIBUTES_PER_BYTE + ATTRIBUTES_FREE,
    };
    struct tnf_cty_value value;
    TNF_TRY(read_value(&reader, type, &value));
    TNF_TRY(tnf_json_expect_end(&reader.cursor, err));
    *ret_value = value;
    return 0;
}

/* The JSON form of types, both ways. */
#include "base/json_text.h"
#include "base/memory.h"
#include "provider/schema/type.h"

static const struct {
    const char *name;
    const struct tnf_cty_type *type;
} primitives[] = {
    {"bool", &tnf_cty_bool},
    {"number", &tnf_cty_number},
    {"string", &tnf_cty_string},
    {"dynamic", &tnf_cty_dynamic},
};

static const struct {
    const char *name;
    enum tnf_cty_kind kind;
} compounds[] = {
    {"list", TNF_CTY_LIST},     {"set", TNF_CTY_SET},     {"map", TNF_CTY_MAP},
    {"object", TNF_CTY_OBJECT}, {"tuple", TNF_CTY_TUPLE},
};

struct reader {
    struct tnf_json_cursor cursor;
    struct tnf_arena *arena;
    unsigned depth;
};

/* Fields that are being collected; the array grows on the heap and goes into the arena with the type. */
struct field_list {
    struct tnf_cty_field *items;
    size_t count;
    size_t capacity;
};

static void field_list_release(struct field_list *list) {
    free(list->items);
}

static void field_list_add(struct field_list *list, struct tnf_cty_field field) {
    list->items = tnf_xgrow(list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = field;
}

static int read_type(struct reader *reader, const struct tnf_cty_type **ret_type, struct tnf_error *err);

static int read_primitive(struct reader *reader, const struct tnf_cty_type **ret_type, struct tnf_error *err) {
    struct tnf_strview name;
    TNF_TRY(tnf_json_read_string(&reader->cursor, reader->arena, &name, err));
    for (size_t i = 0; i < TNF_ARRAY_LEN(primitives); i++) {
        if (!tnf_sv_eq_c(name, primitives[i].name)) continue;
        *ret_type = primitives[i].type;
        return 0;
    }
    return tnf_error_set(err, TNF_E_INVALID, "\"%.*s\" is not a type", TNF_SV_ARG(name));
}

static int read_object_field(struct reader *reader, struct field_list *fields, struct tnf_error *err) {
    struct tnf_cty_field field;
    TNF_TRY(tnf_json_read_string(&reader->cursor, reader->arena, &field.name, err));
    if (!tnf_sv_is_utf8(field.name)) return tnf_error_set(err, TNF_E_INVALID, "an attribute's name is not UTF-8");
    TNF_TRY(tnf_json_expect(&reader->cursor, ':', err));
    TNF_TRY(read_type(reader, &field.type, err));
    field_list_add(fields, field);
    return 0;
}

/* The names of optional attributes: a hint for conversions, which do not happen here. */
static int skip_optional_names(struct reader *reader, struct tnf_error *err) {
    if (!tnf_json_accept(&reader->cursor, ',')) return 0;
    TNF_TRY(tnf_json_expect(&reader->cursor, '[', err));
    if (tnf_json_accept(&reader->cursor, ']')) return 0;
    do {
        struct tnf_strview name;
        TNF_TRY(tnf_json_read_string(&reader->cursor, reader->arena, &name, err));
    } while (tnf_json_accept(&reader->cursor, ','));
    return tnf_json_expect(&reader->cursor, ']', err);
}

static int check_names_differ(const struct tnf_cty_type *object, struct tnf_error *err) {
    for (size_t i = 1; i < object->count; i++) {
        if (!tnf_sv_eq(object->fields[i - 1].name, object->fields[i].name)) continue;
        return tnf_error_set(err, TNF_E_INVALID, "object type has the attribute \"%.*s\" twice",
                             TNF_SV_ARG(object->fields[i].name));
    }
    return 0;
}

static int read_object(struct reader *reader, const struct tnf_cty_type **ret_type, struct tnf_error *err) {
    TNF_AUTO(field_list_release) struct field_list fields = {0};
    TNF_TRY(tnf_json_expect(&reader->cursor, '{', err));
    if (!tnf_json_accept(&reader->cursor, '}')) {
        do {
            TNF_TRY(read_object_field(reader, &fields, err));
        } while (tnf_json_accept(&reader->cursor, ','));
        TNF_TRY(tnf_json_expect(&reader->cursor, '}', err));
    }
    TNF_TRY(skip_optional_names(reader, err));
    *ret_type = tnf_cty_object(reader->arena, fields.items, fields.count);
    return check_names_differ(*ret_type, err);
}

static int read_tuple(struct reader *reader, const struct tnf_cty_type **ret_type, struct tnf_error *err) {
    TNF_AUTO(field_list_release) struct field_list fields = {0};
    TNF_TRY(tnf_json_expect(&reader->cursor, '[', err));
    if (!tnf_json_accept(&reader->cursor, ']')) {
        do {
            struct tnf_cty_field field = {.name = TNF_SV("")};
            TNF_TRY(read_type(reader, &field.type, err));
            field_list_add(&fields, field);
        } while (tnf_json_accept(&reader->cursor, ','));
        TNF_TRY(tnf_json_expect(&reader->cursor, ']', err));
    }
    *ret_type = tnf_cty_tuple(reader->arena, fields.items, fields.count);
    return 0;
}

static int read_compound_kind(struct reader *reader, enum tnf_cty_kind *ret_kind, struct tnf_error *err) {
    struct tnf_strview name;
    TNF_TRY(tnf_json_read_string(&reader->cursor, reader->arena, &name, err));
    for (size_t i = 0; i < TNF_ARRAY_LEN(compounds); i++) {
        if (!tnf_sv_eq_c(name, compounds[i].name)) continue;
        *ret_kind = compounds[i].kind;
        return 0;
    }
    return tnf_error_set(err, TNF_E_INVALID, "\"%.*s\" is not a type with parts", TNF_SV_ARG(name));
}

static int read_compound(struct reader *reader, const struct tnf_cty_type **ret_type, struct tnf_error *err) {
    enum tnf_cty_kind kind = TNF_CTY_DYNAMIC;
    TNF_TRY(read_compound_kind(reader, &kind, err));
    TNF_TRY(tnf_json_expect(&reader->cursor, ',', err));
    if (kind == TNF_CTY_OBJECT) {
        TNF_TRY(read_object(reader, ret_type, err));
    } else if (kind == TNF_CTY_TUPLE) {
        TNF_TRY(read_tuple(reader, ret_type, err));
    } else {
        const struct tnf_cty_type *element;
        TNF_TRY(read_type(reader, &element, err));
        *ret_type = tnf_cty_collection(reader->arena, kind, element);
    }
    return tnf_json_expect(&reader->cursor, ']', err);
}

static int read_type(struct reader *reader, const struct tnf_cty_type **ret_type, struct tnf_error *err) {
    if (!tnf_json_accept(&reader->cursor, '[')) return read_primitive(reader, ret_type, err);
    if (++reader->depth > TNF_CTY_MAX_DEPTH) {
        return tnf_error_set(err, TNF_E_LIMIT, "type nests deeper than %d", TNF_CTY_MAX_DEPTH);
    }
    TNF_TRY(read_compound(reader, ret_type, err));
    reader->depth--;
    return 0;
}

int tnf_cty_type_parse(struct tnf_arena *arena, struct tnf_strview json, const struct tnf_cty_type **ret_type,
                       struct tnf_error *err) {
    struct reader reader = {.cursor = {.text = json}, .arena = arena};
    const struct tnf_cty_type *type;
    TNF_TRY(read_type(&reader, &type, err));
    TNF_TRY(tnf_json_expect_end(&reader.cursor, err));
    *ret_type = type;
    return 0;
}

static void write_object(const struct tnf_cty_type *type, struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "[\"object\",{");
    for (size_t i = 0; i < type->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_json_add_string(out, type->fields[i].name);
        tnf_strbuf_add_c(out, ':');
        tnf_cty_type_write(type->fields[i].type, out);
    }
    tnf_strbuf_add_str(out, "}]");
}

static void write_tuple(const struct tnf_cty_type *type, struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "[\"tuple\",[");
    for (size_t i = 0; i < type->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_cty_type_write(type->fields[i].type, out);
    }
    tnf_strbuf_add_str(out, "]]");
}

static const char *compound_name(enum tnf_cty_kind kind) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(compounds); i++) {
        if (compounds[i].kind == kind) return compounds[i].name;
    }
    return NULL;
}

static const char *primitive_name(enum tnf_cty_kind kind) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(primitives); i++) {
        if (primitives[i].type->kind == kind) return primitives[i].name;
    }
    return NULL;
}

void tnf_cty_type_write(const struct tnf_cty_type *type, struct tnf_strbuf *out) {
    if (type->kind == TNF_CTY_OBJECT) {
        write_object(type, out);
    } else if (type->kind == TNF_CTY_TUPLE) {
        write_tuple(type, out);
    } else if (type->element != NULL) {
        tnf_strbuf_addf(out, "[\"%s\",", compound_name(type->kind));
        tnf_cty_type_write(type->element, out);
        tnf_strbuf_add_c(out, ']');
    } else {
        tnf_strbuf_addf(out, "\"%s\"", primitive_name(type->kind));
    }
}

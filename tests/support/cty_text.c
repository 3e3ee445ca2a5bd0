#include "tests/support/cty_text.h"

#include "base/memory.h"
#include "provider/rehearsal/json_read.h"

#include <jansson.h>

static void die(const char *what) {
    fprintf(stderr, "test data: %s\n", what);
    abort();
}

static json_t *parse(const char *text) {
    json_error_t problem;
    json_t *json = json_loads(text, JSON_DECODE_ANY, &problem);
    if (json == NULL) die(text);
    return json;
}

struct tnf_schema tnf_test_schema(struct tnf_arena *arena, const char *json) {
    struct tnf_schema schema;
    struct tnf_error err;
    json_t *root = json_pack("{s:o}", "block", parse(json));
    if (tnf_json_schema_read(arena, root, &schema, &err) < 0) die(err.message);
    json_decref(root);
    return schema;
}

static struct tnf_cty_value read(struct tnf_arena *arena, const struct tnf_cty_type *type, const json_t *json);

static struct tnf_cty_value read_list(struct tnf_arena *arena, const struct tnf_cty_type *type, const json_t *json) {
    struct tnf_cty_value list = tnf_cty_sequence(arena, json_array_size(json));
    for (size_t i = 0; i < list.parts.count; i++) {
        const struct tnf_cty_type *element = type->kind == TNF_CTY_TUPLE ? type->fields[i].type : type->element;
        list.parts.items[i] = read(arena, element, json_array_get(json, i));
    }
    return list;
}

static struct tnf_cty_value read_object(struct tnf_arena *arena, const struct tnf_cty_type *type, const json_t *json) {
    struct tnf_cty_value object = tnf_cty_mapping(arena, type->count);
    for (size_t i = 0; i < type->count; i++) {
        const struct tnf_strview name = type->fields[i].name;
        object.parts.keys[i] = name;
        object.parts.items[i] = read(arena, type->fields[i].type, json_object_getn(json, name.ptr, name.len));
    }
    return object;
}

static int compare_keys(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct tnf_cty_value read_map(struct tnf_arena *arena, const struct tnf_cty_type *type, json_t *json) {
    struct tnf_cty_value map = tnf_cty_mapping(arena, json_object_size(json));
    const char **names = TNF_ARENA_ARRAY(arena, const char *, map.parts.count);
    size_t count = 0;
    const char *name;
    json_t *item;
    json_object_foreach(json, name, item) names[count++] = tnf_arena_str(arena, name);
    if (count > 1) qsort(names, count, sizeof *names, compare_keys);
    for (size_t i = 0; i < count; i++) {
        map.parts.keys[i] = tnf_sv(names[i]);
        map.parts.items[i] = read(arena, type->element, json_object_get(json, names[i]));
    }
    return map;
}

static struct tnf_cty_value read(struct tnf_arena *arena, const struct tnf_cty_type *type, const json_t *json) {
    if (json == NULL || json_is_null(json)) return tnf_cty_null();
    if (json_is_boolean(json)) return tnf_cty_boolean(json_is_true(json));
    if (json_is_integer(json)) return tnf_cty_integer(json_integer_value(json));
    if (json_is_real(json)) return (struct tnf_cty_value){.kind = TNF_CTY_REAL, .real = json_real_value(json)};
    if (json_is_array(json)) return read_list(arena, type, json);
    if (json_is_object(json) && type->kind == TNF_CTY_MAP) return read_map(arena, type, (json_t *)(uintptr_t)json);
    if (json_is_object(json)) return read_object(arena, type, json);
    if (strcmp(json_string_value(json), "<unknown>") == 0) return tnf_cty_unknown();
    return tnf_cty_text(tnf_sv(tnf_arena_str(arena, json_string_value(json))));
}

struct tnf_cty_value tnf_test_value(struct tnf_arena *arena, const struct tnf_cty_type *type, const char *json) {
    json_t *root = parse(json);
    const struct tnf_cty_value value = read(arena, type, root);
    json_decref(root);
    return value;
}

static void print(const struct tnf_cty_value *value, struct tnf_strbuf *out);

static void print_parts(const struct tnf_cty_value *value, struct tnf_strbuf *out) {
    const bool is_map = value->kind == TNF_CTY_MAPPING;
    tnf_strbuf_add_c(out, is_map ? '{' : '[');
    for (size_t i = 0; i < value->parts.count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        if (is_map) tnf_strbuf_addf(out, "'%.*s':", TNF_SV_ARG(value->parts.keys[i]));
        print(&value->parts.items[i], out);
    }
    tnf_strbuf_add_c(out, is_map ? '}' : ']');
}

static void print(const struct tnf_cty_value *value, struct tnf_strbuf *out) {
    switch (value->kind) {
    case TNF_CTY_NULL:
        tnf_strbuf_add_str(out, "null");
        return;
    case TNF_CTY_UNKNOWN:
        tnf_strbuf_add_str(out, "?");
        return;
    case TNF_CTY_BOOLEAN:
        tnf_strbuf_add_str(out, value->boolean ? "true" : "false");
        return;
    case TNF_CTY_INTEGER:
        tnf_strbuf_addf(out, "%" PRId64, value->integer);
        return;
    case TNF_CTY_REAL:
        tnf_strbuf_addf(out, "%g", value->real);
        return;
    case TNF_CTY_DECIMAL:
        tnf_strbuf_addf(out, "#%.*s", TNF_SV_ARG(value->text));
        return;
    case TNF_CTY_TEXT:
        tnf_strbuf_addf(out, "'%.*s'", TNF_SV_ARG(value->text));
        return;
    case TNF_CTY_SEQUENCE:
    case TNF_CTY_MAPPING:
        print_parts(value, out);
        return;
    case TNF_CTY_WITH_TYPE:
        tnf_cty_type_write(value->dynamic.type, out);
        tnf_strbuf_add_c(out, '=');
        print(value->dynamic.value, out);
        return;
    }
}

const char *tnf_test_print(struct tnf_arena *arena, const struct tnf_cty_value *value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    print(value, &out);
    return tnf_arena_sv(arena, tnf_strbuf_view(&out)).ptr;
}

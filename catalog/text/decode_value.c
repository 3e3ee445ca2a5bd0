#include "catalog/text/decode_value.h"

#include "base/excerpt.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void tnf_text_complain(const struct tnf_text_complaints *to, const struct tnf_node *at, const char *hint,
                       const char *format, ...) {
    struct tnf_error error;
    char message[sizeof error.message];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    (void)tnf_error_set(&error, TNF_E_INVALID, "%s", message);
    tnf_error_at(&error, to->file, at->line, at->column);
    if (hint != NULL) tnf_error_hint(&error, "%s", hint);
    tnf_error_list_add(to->errors, &error);
}

void tnf_text_complain_repeated(const struct tnf_text_complaints *to, const struct tnf_node *mapping,
                                const struct tnf_node *key) {
    const struct tnf_node *first = mapping->first;
    while (!tnf_sv_eq(first->text, key->text) || first->repeated) first = first->next;
    char hint[128];
    (void)snprintf(hint, sizeof hint, "it stands already in line %u, column %u; keep one of them", first->line,
                   first->column);
    tnf_text_complain(to, key, hint, "%s is given twice", tnf_excerpt(key->text).text);
}

/* A field as it is written: scaling.min. */
struct title {
    char text[80];
};
static struct title title_of(const struct tnf_field *field) {
    struct title title;
    const char *local = tnf_field_local_name(field);
    if (field->group == NULL)
        (void)snprintf(title.text, sizeof title.text, "%s", local);
    else
        (void)snprintf(title.text, sizeof title.text, "%s.%s", field->group, local);
    return title;
}

bool tnf_text_decode_string(const struct tnf_text_complaints *to, const char *what, const struct tnf_node *value,
                            struct tnf_strview *ret) {
    if (tnf_node_is_bool(value)) {
        tnf_text_complain(to, value, "put it into quotes if it is meant as text", "%s: expected text, not %s", what,
                          tnf_node_title(value).text);
        return false;
    }
    if (value->kind != TNF_NODE_SCALAR || tnf_node_is_null(value)) {
        tnf_text_complain(to, value, tnf_node_is_null(value) ? "write \"\" for an empty text" : NULL,
                          "%s: expected text, not %s", what, tnf_node_title(value).text);
        return false;
    }
    *ret = value->text;
    return true;
}

static const char *whole_number_hint(const struct tnf_node *value) {
    int64_t number;
    if (value->kind != TNF_NODE_SCALAR) return NULL;
    if (!value->plain && tnf_sv_to_int(value->text, INT64_MIN, INT64_MAX, &number)) return "write it without quotes";
    return "write decimal digits only";
}

/* -?(0|[1-9][0-9]*): other forms mean other numbers in other readers (0755 is 493 in YAML 1.1). */
static bool is_whole_number(struct tnf_strview text) {
    if (text.len > 0 && text.ptr[0] == '-') text = tnf_sv_from(text, 1);
    if (text.len == 0 || (text.len > 1 && text.ptr[0] == '0')) return false;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9') return false;
    return true;
}

static bool decode_int(const struct tnf_text_complaints *to, const struct tnf_field *field,
                       const struct tnf_node *value, int64_t *ret) {
    if (value->kind != TNF_NODE_SCALAR || !value->plain || !is_whole_number(value->text)) {
        tnf_text_complain(to, value, whole_number_hint(value), "%s: expected a whole number, not %s",
                          title_of(field).text, tnf_node_title(value).text);
        return false;
    }
    if (!tnf_sv_to_int(value->text, INT64_MIN, INT64_MAX, ret)) {
        tnf_text_complain(to, value, NULL, "%s: %s is out of range", title_of(field).text, tnf_node_title(value).text);
        return false;
    }
    return true;
}

static bool decode_bool(const struct tnf_text_complaints *to, const struct tnf_field *field,
                        const struct tnf_node *value, bool *ret) {
    const bool is_true = value->plain && tnf_sv_eq_c(value->text, "true");
    const bool is_false = value->plain && tnf_sv_eq_c(value->text, "false");
    if (!is_true && !is_false) {
        tnf_text_complain(to, value, "write true or false, in small letters and without quotes",
                          "%s: expected true or false, not %s", title_of(field).text, tnf_node_title(value).text);
        return false;
    }
    *ret = is_true;
    return true;
}

static size_t count_of(const struct tnf_node *first) {
    size_t count = 0;
    for (const struct tnf_node *node = first; node != NULL; node = node->next) count++;
    return count;
}

static bool decode_list(const struct tnf_text_complaints *to, const struct tnf_field *field,
                        const struct tnf_node *value, struct tnf_arena *arena, struct tnf_strings *ret) {
    const struct title title = title_of(field);
    if (value->kind != TNF_NODE_SEQUENCE) {
        tnf_text_complain(to, value, "write [A, B], or one \"- A\" a line", "%s: expected a list, not %s", title.text,
                          tnf_node_title(value).text);
        return false;
    }
    ret->items = TNF_ARENA_ARRAY(arena, struct tnf_strview, count_of(value->first));
    bool good = true;
    for (const struct tnf_node *item = value->first; item != NULL; item = item->next)
        good = tnf_text_decode_string(to, title.text, item, &ret->items[ret->count++]) && good;
    return good;
}

static int by_key(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_pair *)a)->key, ((const struct tnf_pair *)b)->key);
}

static bool decode_pair(const struct tnf_text_complaints *to, const char *title, const struct tnf_node *mapping,
                        const struct tnf_node *key, struct tnf_pair *ret) {
    if (key->repeated) {
        tnf_text_complain_repeated(to, mapping, key);
        return false;
    }
    if (key->kind != TNF_NODE_SCALAR) {
        tnf_text_complain(to, key, NULL, "%s: expected a name before the colon, not %s", title,
                          tnf_node_title(key).text);
        return false;
    }
    char what[256];
    (void)snprintf(what, sizeof what, "%s: %s", title, tnf_excerpt(key->text).text);
    ret->key = key->text;
    return tnf_text_decode_string(to, what, key->value, &ret->value);
}

static bool decode_map(const struct tnf_text_complaints *to, const struct tnf_field *field,
                       const struct tnf_node *value, struct tnf_arena *arena, struct tnf_pairs *ret) {
    const struct title title = title_of(field);
    if (value->kind != TNF_NODE_MAPPING) {
        tnf_text_complain(to, value, "write {KEY: VALUE}, or one \"KEY: VALUE\" a line",
                          "%s: expected a mapping, not %s", title.text, tnf_node_title(value).text);
        return false;
    }
    ret->items = TNF_ARENA_ARRAY(arena, struct tnf_pair, count_of(value->first));
    bool good = true;
    for (const struct tnf_node *key = value->first; key != NULL; key = key->next)
        good = decode_pair(to, title.text, value, key, &ret->items[ret->count++]) && good;
    if (ret->count > 1) qsort(ret->items, ret->count, sizeof *ret->items, by_key);
    return good;
}

void tnf_text_decode_value(const struct tnf_text_complaints *to, const struct tnf_field *field,
                           const struct tnf_node *value, struct tnf_arena *arena, struct tnf_datum *ret) {
    struct tnf_datum datum = {.set = false};
    if (tnf_node_is_null(value)) return;
    switch (field->type) {
    case TNF_TYPE_STRING:
        datum.set = tnf_text_decode_string(to, title_of(field).text, value, &datum.string);
        break;
    case TNF_TYPE_INT:
        datum.set = decode_int(to, field, value, &datum.integer);
        break;
    case TNF_TYPE_BOOL:
        datum.set = decode_bool(to, field, value, &datum.boolean);
        break;
    case TNF_TYPE_LIST:
        datum.set = decode_list(to, field, value, arena, &datum.list);
        break;
    case TNF_TYPE_MAP:
        datum.set = decode_map(to, field, value, arena, &datum.map);
        break;
    }
    if (datum.set) *ret = datum;
}

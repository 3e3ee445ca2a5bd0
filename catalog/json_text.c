#include "catalog/json_text.h"

#include "base/json_text.h"
#include "catalog/record.h"

#include <inttypes.h>

void tnf_json_add_list(struct tnf_strbuf *out, const struct tnf_strings *list) {
    tnf_strbuf_add_c(out, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_json_add_string(out, list->items[i]);
    }
    tnf_strbuf_add_c(out, ']');
}

void tnf_json_add_map(struct tnf_strbuf *out, const struct tnf_pairs *map) {
    tnf_strbuf_add_c(out, '{');
    for (size_t i = 0; i < map->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_json_add_string(out, map->items[i].key);
        tnf_strbuf_add_c(out, ':');
        tnf_json_add_string(out, map->items[i].value);
    }
    tnf_strbuf_add_c(out, '}');
}

static void add_value(struct tnf_strbuf *out, const struct tnf_field *field, const struct tnf_datum *datum) {
    switch (field->type) {
    case TNF_TYPE_STRING:
        tnf_json_add_string(out, datum->string);
        break;
    case TNF_TYPE_INT:
        tnf_strbuf_addf(out, "%" PRId64, datum->integer);
        break;
    case TNF_TYPE_BOOL:
        tnf_strbuf_add_str(out, datum->boolean ? "true" : "false");
        break;
    case TNF_TYPE_LIST:
        tnf_json_add_list(out, &datum->list);
        break;
    case TNF_TYPE_MAP:
        tnf_json_add_map(out, &datum->map);
        break;
    }
}

void tnf_json_add_record(struct tnf_strbuf *out, const struct tnf_record *record) {
    char before = '{';
    for (size_t i = 0; i < record->entity->field_count; i++) {
        if (!record->data[i].set) continue;
        tnf_strbuf_add_c(out, before);
        tnf_json_add_string(out, tnf_sv(record->entity->fields[i].name));
        tnf_strbuf_add_c(out, ':');
        add_value(out, &record->entity->fields[i], &record->data[i]);
        before = ',';
    }
    tnf_strbuf_add_str(out, before == '{' ? "{}" : "}");
}

static int read_text(struct tnf_json_cursor *cursor, struct tnf_arena *arena, struct tnf_strview *ret,
                     struct tnf_error *err) {
    struct tnf_strview text;
    TNF_TRY(tnf_json_read_string(cursor, arena, &text, err));
    if (!tnf_sv_is_utf8(text) || tnf_sv_find(text, '\0') < text.len)
        return tnf_error_set(err, TNF_E_INVALID, "JSON has a string with a NUL or not in UTF-8 before byte %zu",
                             cursor->offset);
    *ret = tnf_arena_sv(arena, text);
    return 0;
}

/* An upper bound of the entries: the commas, wherever they are, and one. */
static size_t entries_at_most(struct tnf_strview text) {
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == ',';
    return count;
}

/* What both readers give as advice. */
static int refused(int code, struct tnf_error *err) {
    if (code < 0) tnf_error_hint(err, "write an array or object of strings, such as [\"a\"] or {\"k\":\"v\"}");
    return code;
}

static int read_list(struct tnf_json_cursor *cursor, struct tnf_arena *arena, struct tnf_strings *ret,
                     struct tnf_error *err) {
    struct tnf_strings list = {0};
    TNF_TRY(tnf_json_expect(cursor, '[', err));
    if (!tnf_json_accept(cursor, ']')) {
        list.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, entries_at_most(cursor->text));
        do TNF_TRY(read_text(cursor, arena, &list.items[list.count++], err));
        while (tnf_json_accept(cursor, ','));
        TNF_TRY(tnf_json_expect(cursor, ']', err));
    }
    TNF_TRY(tnf_json_expect_end(cursor, err));
    *ret = list;
    return 0;
}

int tnf_json_read_list(struct tnf_strview text, struct tnf_arena *arena, struct tnf_strings *ret,
                       struct tnf_error *err) {
    struct tnf_json_cursor cursor = {.text = text};
    return refused(read_list(&cursor, arena, ret, err), err);
}

static int read_pair(struct tnf_json_cursor *cursor, struct tnf_arena *arena, struct tnf_pair *ret,
                     struct tnf_error *err) {
    TNF_TRY(read_text(cursor, arena, &ret->key, err));
    TNF_TRY(tnf_json_expect(cursor, ':', err));
    return read_text(cursor, arena, &ret->value, err);
}

static int read_map(struct tnf_json_cursor *cursor, struct tnf_arena *arena, struct tnf_pairs *ret,
                    struct tnf_error *err) {
    struct tnf_pairs map = {0};
    TNF_TRY(tnf_json_expect(cursor, '{', err));
    if (!tnf_json_accept(cursor, '}')) {
        map.items = TNF_ARENA_ARRAY(arena, struct tnf_pair, entries_at_most(cursor->text));
        do TNF_TRY(read_pair(cursor, arena, &map.items[map.count++], err));
        while (tnf_json_accept(cursor, ','));
        TNF_TRY(tnf_json_expect(cursor, '}', err));
    }
    TNF_TRY(tnf_json_expect_end(cursor, err));
    if (!tnf_pairs_sort(&map)) return tnf_error_set(err, TNF_E_INVALID, "JSON has an object with a key given twice");
    *ret = map;
    return 0;
}

int tnf_json_read_map(struct tnf_strview text, struct tnf_arena *arena, struct tnf_pairs *ret, struct tnf_error *err) {
    struct tnf_json_cursor cursor = {.text = text};
    return refused(read_map(&cursor, arena, ret, err), err);
}

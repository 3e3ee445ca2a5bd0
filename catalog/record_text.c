/* Values as text and back; records as values are in catalog/record.c. */
#include "base/excerpt.h"
#include "catalog/json_text.h"
#include "catalog/record.h"

#include <inttypes.h>
#include <stdlib.h>

static int compare_pairs(const void *a, const void *b) {
    return tnf_sv_cmp(((const struct tnf_pair *)a)->key, ((const struct tnf_pair *)b)->key);
}

bool tnf_pairs_sort(struct tnf_pairs *pairs) {
    if (pairs->count < 2) return true;
    qsort(pairs->items, pairs->count, sizeof pairs->items[0], compare_pairs);
    for (size_t i = 1; i < pairs->count; i++)
        if (tnf_sv_eq(pairs->items[i - 1].key, pairs->items[i].key)) return false;
    return true;
}

static size_t count_items(struct tnf_strview text) {
    if (text.len == 0) return 0;
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == ',';
    return count;
}

static int read_list(struct tnf_strview text, struct tnf_arena *arena, struct tnf_strings *ret, struct tnf_error *err) {
    if (text.len > 0 && text.ptr[0] == '[') return tnf_json_read_list(text, arena, ret, err);
    struct tnf_strings list = {.count = count_items(text)};
    list.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, list.count);
    struct tnf_strview rest = text;
    for (size_t i = 0; i < list.count; i++) list.items[i] = tnf_arena_sv(arena, tnf_sv_trim(tnf_sv_next(&rest, ',')));
    *ret = list;
    return 0;
}

static int read_pair(struct tnf_strview text, struct tnf_arena *arena, struct tnf_pair *ret, struct tnf_error *err) {
    const size_t equals = tnf_sv_find(text, '=');
    if (equals == text.len) {
        tnf_error_set(err, TNF_E_INVALID, "must be key=value, not %s", tnf_excerpt(text).text);
        tnf_error_hint(err, "write k=v,k2=v2, or a JSON object when values hold commas");
        return TNF_E_INVALID;
    }
    ret->key = tnf_arena_sv(arena, tnf_sv_trim(tnf_sv_n(text.ptr, equals)));
    ret->value = tnf_arena_sv(arena, tnf_sv_from(text, equals + 1));
    return 0;
}

static int read_map(struct tnf_strview text, struct tnf_arena *arena, struct tnf_pairs *ret, struct tnf_error *err) {
    if (text.len > 0 && text.ptr[0] == '{') return tnf_json_read_map(text, arena, ret, err);
    struct tnf_pairs map = {.count = count_items(text)};
    map.items = TNF_ARENA_ARRAY(arena, struct tnf_pair, map.count);
    struct tnf_strview rest = text;
    for (size_t i = 0; i < map.count; i++)
        TNF_TRY(read_pair(tnf_sv_trim(tnf_sv_next(&rest, ',')), arena, &map.items[i], err));
    if (!tnf_pairs_sort(&map)) {
        tnf_error_set(err, TNF_E_INVALID, "a key is given twice");
        tnf_error_hint(err, "drop one of them");
        return TNF_E_INVALID;
    }
    *ret = map;
    return 0;
}

static int read_int(struct tnf_strview text, int64_t *ret, struct tnf_error *err) {
    if (tnf_sv_to_int(text, INT64_MIN, INT64_MAX, ret)) return 0;
    tnf_error_set(err, TNF_E_INVALID, "must be a number, not %s", tnf_excerpt(text).text);
    tnf_error_hint(err, "write it in digits, without a unit");
    return TNF_E_INVALID;
}

static int read_bool(struct tnf_strview text, bool *ret, struct tnf_error *err) {
    *ret = tnf_sv_eq_c(text, "true");
    if (*ret || tnf_sv_eq_c(text, "false")) return 0;
    tnf_error_set(err, TNF_E_INVALID, "must be true or false, not %s", tnf_excerpt(text).text);
    tnf_error_hint(err, "write true or false");
    return TNF_E_INVALID;
}

static int read_datum(const struct tnf_field *field, struct tnf_strview text, struct tnf_arena *arena,
                      struct tnf_datum *ret, struct tnf_error *err) {
    switch (field->type) {
    case TNF_TYPE_STRING:
        ret->string = tnf_arena_sv(arena, text);
        return 0;
    case TNF_TYPE_INT:
        return read_int(text, &ret->integer, err);
    case TNF_TYPE_BOOL:
        return read_bool(text, &ret->boolean, err);
    case TNF_TYPE_LIST:
        return read_list(text, arena, &ret->list, err);
    case TNF_TYPE_MAP:
        return read_map(text, arena, &ret->map, err);
    }
    return tnf_error_set(err, TNF_E_INTERNAL, "%s: has no type", field->name);
}

int tnf_record_set_text(struct tnf_record *record, size_t field, struct tnf_strview text, struct tnf_arena *arena,
                        struct tnf_error *err) {
    struct tnf_datum datum = {.set = true};
    struct tnf_error inner;
    const int code = read_datum(&record->entity->fields[field], text, arena, &datum, &inner);
    if (code < 0) {
        tnf_error_set(err, inner.code, "%s %s: %s", record->entity->title, record->entity->fields[field].name,
                      inner.message);
        tnf_error_hint(err, "%s", inner.hint);
        return code;
    }
    record->data[field] = datum;
    return 0;
}

/* Whether the text comes back as it is out of a list written with commas. */
static bool survives_commas(struct tnf_strview text) {
    return tnf_sv_find(text, ',') == text.len && tnf_sv_trim(text).len == text.len;
}

static bool list_is_plain(const struct tnf_strings *list) {
    if (list->count == 0) return true;
    if (list->count == 1 && list->items[0].len == 0) return false;
    if (list->items[0].len > 0 && list->items[0].ptr[0] == '[') return false;
    for (size_t i = 0; i < list->count; i++)
        if (!survives_commas(list->items[i])) return false;
    return true;
}

static bool map_is_plain(const struct tnf_pairs *map) {
    if (map->count > 0 && map->items[0].key.len > 0 && map->items[0].key.ptr[0] == '{') return false;
    for (size_t i = 0; i < map->count; i++) {
        const struct tnf_strview key = map->items[i].key;
        const struct tnf_strview value = map->items[i].value;
        if (!survives_commas(key) || tnf_sv_find(key, '=') != key.len || !survives_commas(value)) return false;
    }
    return true;
}

static void add_list(struct tnf_strbuf *out, const struct tnf_strings *list) {
    if (!list_is_plain(list)) {
        tnf_json_add_list(out, list);
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_strbuf_add_sv(out, list->items[i]);
    }
}

static void add_map(struct tnf_strbuf *out, const struct tnf_pairs *map) {
    if (!map_is_plain(map)) {
        tnf_json_add_map(out, map);
        return;
    }
    for (size_t i = 0; i < map->count; i++) {
        if (i > 0) tnf_strbuf_add_c(out, ',');
        tnf_strbuf_add_sv(out, map->items[i].key);
        tnf_strbuf_add_c(out, '=');
        tnf_strbuf_add_sv(out, map->items[i].value);
    }
}

void tnf_record_add_text(struct tnf_strbuf *out, const struct tnf_record *record, size_t field) {
    const struct tnf_datum *datum = &record->data[field];
    if (!datum->set) return;
    switch (record->entity->fields[field].type) {
    case TNF_TYPE_STRING:
        tnf_strbuf_add_sv(out, datum->string);
        break;
    case TNF_TYPE_INT:
        tnf_strbuf_addf(out, "%" PRId64, datum->integer);
        break;
    case TNF_TYPE_BOOL:
        tnf_strbuf_add_str(out, datum->boolean ? "true" : "false");
        break;
    case TNF_TYPE_LIST:
        add_list(out, &datum->list);
        break;
    case TNF_TYPE_MAP:
        add_map(out, &datum->map);
        break;
    }
}

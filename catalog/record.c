#include "catalog/record.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/json_text.h"

#include <inttypes.h>

struct tnf_record tnf_record_new(struct tnf_arena *arena, enum tnf_entity_id id) {
    const struct tnf_entity *entity = tnf_entity(id);
    return (struct tnf_record){.entity = entity, .data = TNF_ARENA_ARRAY(arena, struct tnf_datum, entity->field_count)};
}

static struct tnf_strings copy_list(struct tnf_arena *arena, const struct tnf_strings *list) {
    struct tnf_strings out = {.count = list->count};
    if (list->count == 0) return out;
    out.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, list->count);
    for (size_t i = 0; i < list->count; i++) out.items[i] = tnf_arena_sv(arena, list->items[i]);
    return out;
}

static struct tnf_pairs copy_map(struct tnf_arena *arena, const struct tnf_pairs *map) {
    struct tnf_pairs out = {.count = map->count};
    if (map->count == 0) return out;
    out.items = TNF_ARENA_ARRAY(arena, struct tnf_pair, map->count);
    for (size_t i = 0; i < map->count; i++)
        out.items[i] = (struct tnf_pair){.key = tnf_arena_sv(arena, map->items[i].key),
                                         .value = tnf_arena_sv(arena, map->items[i].value)};
    return out;
}

struct tnf_datum tnf_datum_copy(struct tnf_arena *arena, const struct tnf_field *field, const struct tnf_datum *datum) {
    struct tnf_datum out = *datum;
    if (!datum->set) return out;
    if (field->type == TNF_TYPE_STRING) out.string = tnf_arena_sv(arena, datum->string);
    if (field->type == TNF_TYPE_LIST) out.list = copy_list(arena, &datum->list);
    if (field->type == TNF_TYPE_MAP) out.map = copy_map(arena, &datum->map);
    return out;
}

struct tnf_record tnf_record_copy(struct tnf_arena *arena, const struct tnf_record *record) {
    const struct tnf_entity *entity = record->entity;
    struct tnf_record out = tnf_record_new(arena, entity->id);
    for (size_t i = 0; i < entity->field_count; i++)
        out.data[i] = tnf_datum_copy(arena, &entity->fields[i], &record->data[i]);
    return out;
}

static bool list_equal(const struct tnf_strings *a, const struct tnf_strings *b) {
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!tnf_sv_eq(a->items[i], b->items[i])) return false;
    return true;
}

static bool map_equal(const struct tnf_pairs *a, const struct tnf_pairs *b) {
    if (a->count != b->count) return false;
    for (size_t i = 0; i < a->count; i++)
        if (!tnf_sv_eq(a->items[i].key, b->items[i].key) || !tnf_sv_eq(a->items[i].value, b->items[i].value))
            return false;
    return true;
}

bool tnf_datum_equal(const struct tnf_field *field, const struct tnf_datum *a, const struct tnf_datum *b) {
    if (a->set != b->set) return false;
    if (!a->set) return true;
    switch (field->type) {
    case TNF_TYPE_STRING:
        return tnf_sv_eq(a->string, b->string);
    case TNF_TYPE_INT:
        return a->integer == b->integer;
    case TNF_TYPE_BOOL:
        return a->boolean == b->boolean;
    case TNF_TYPE_LIST:
        return list_equal(&a->list, &b->list);
    case TNF_TYPE_MAP:
        return map_equal(&a->map, &b->map);
    }
    return false;
}

bool tnf_record_equal(const struct tnf_record *a, const struct tnf_record *b) {
    if (a->entity != b->entity) return false;
    for (size_t i = 0; i < a->entity->field_count; i++)
        if (!tnf_datum_equal(&a->entity->fields[i], &a->data[i], &b->data[i])) return false;
    return true;
}

int tnf_record_key_cmp(const struct tnf_record *a, const struct tnf_record *b) {
    const size_t keys = tnf_entity_key_count(a->entity);
    for (size_t i = 0; i < keys; i++) {
        const int order = tnf_sv_cmp(a->data[i].string, b->data[i].string);
        if (order != 0) return order;
    }
    return 0;
}

int64_t tnf_record_int(const struct tnf_record *record, size_t field, int64_t fallback) {
    return record->data[field].set ? record->data[field].integer : fallback;
}

bool tnf_record_bool(const struct tnf_record *record, size_t field, bool fallback) {
    return record->data[field].set ? record->data[field].boolean : fallback;
}

struct tnf_strview tnf_record_string(const struct tnf_record *record, size_t field) {
    return record->data[field].set ? record->data[field].string : (struct tnf_strview){0};
}

size_t tnf_entity_key_count(const struct tnf_entity *entity) {
    size_t count = 0;
    while (count < entity->field_count && (entity->fields[count].flags & TNF_FIELD_KEY) != 0) count++;
    return count;
}

void tnf_record_add_key(struct tnf_strbuf *out, const struct tnf_record *record) {
    const size_t keys = tnf_entity_key_count(record->entity);
    for (size_t i = 0; i < keys; i++) {
        if (i > 0) tnf_strbuf_add_c(out, '/');
        if (record->data[i].set) tnf_strbuf_add_sv(out, record->data[i].string);
    }
}

struct tnf_strview tnf_record_name(const struct tnf_record *record) {
    return record->data[tnf_entity_key_count(record->entity) - 1].string;
}

struct tnf_strview tnf_record_key(struct tnf_arena *arena, const struct tnf_record *record) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
    tnf_record_add_key(&key, record);
    return tnf_arena_sv(arena, tnf_strbuf_view(&key));
}

static size_t count_parts(struct tnf_strview text, char separator) {
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++) count += text.ptr[i] == separator;
    return count;
}

static void add_key_form(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    const size_t keys = tnf_entity_key_count(entity);
    for (size_t i = 0; i < keys; i++) {
        if (i > 0) tnf_strbuf_add_c(out, '/');
        tnf_strbuf_addf(out, "<%s>", entity->fields[i].name);
    }
}

int tnf_record_set_key(struct tnf_record *record, struct tnf_strview key, struct tnf_arena *arena,
                       struct tnf_error *err) {
    const size_t keys = tnf_entity_key_count(record->entity);
    if (count_parts(key, '/') != keys) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf form = TNF_STRBUF_INIT;
        add_key_form(&form, record->entity);
        tnf_error_set(err, TNF_E_INVALID, "%s %s: not the name of a %s", record->entity->title, tnf_excerpt(key).text,
                      record->entity->title);
        tnf_error_hint(err, "write it as %s", form.ptr);
        return TNF_E_INVALID;
    }
    struct tnf_strview rest = key;
    for (size_t i = 0; i < keys; i++)
        record->data[i] = (struct tnf_datum){.set = true, .string = tnf_arena_sv(arena, tnf_sv_next(&rest, '/'))};
    return 0;
}

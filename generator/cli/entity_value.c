#include "generator/cli/entity_value.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/print.h"
#include "generator/cli/visible.h"

#include <string.h>

void tnf_cli_read_keys(const char *const *words, struct tnf_arena *arena, struct tnf_record *record) {
    const size_t count = tnf_entity_key_count(record->entity);
    for (size_t i = 0; i < count; i++) {
        record->data[i].set = true;
        record->data[i].string = tnf_arena_sv(arena, tnf_sv(words[i]));
    }
}

static void append_items(struct tnf_arena *arena, struct tnf_strings *list, const struct tnf_strings *more) {
    struct tnf_strview *items = TNF_ARENA_ARRAY(arena, struct tnf_strview, list->count + more->count);
    for (size_t i = 0; i < list->count; i++) items[i] = list->items[i];
    for (size_t i = 0; i < more->count; i++) items[list->count + i] = more->items[i];
    *list = (struct tnf_strings){.items = items, .count = list->count + more->count};
}

static void append_pairs(struct tnf_arena *arena, struct tnf_pairs *map, const struct tnf_pairs *more) {
    struct tnf_pair *items = TNF_ARENA_ARRAY(arena, struct tnf_pair, map->count + more->count);
    for (size_t i = 0; i < map->count; i++) items[i] = map->items[i];
    for (size_t i = 0; i < more->count; i++) items[map->count + i] = more->items[i];
    *map = (struct tnf_pairs){.items = items, .count = map->count + more->count};
}

/* One occurrence of a list's option. */
static int read_items(struct tnf_record *one, size_t field, struct tnf_strview text, struct tnf_arena *arena,
                      struct tnf_error *err) {
    const bool json = text.len > 0 && text.ptr[0] == '[';
    if (json || text.len == 0 || one->entity->fields[field].format != TNF_FORMAT_TEXT)
        return tnf_record_set_text(one, field, text, arena, err);
    struct tnf_strview *item = TNF_ARENA_NEW(arena, struct tnf_strview);
    *item = tnf_arena_sv(arena, text);
    one->data[field] = (struct tnf_datum){.set = true, .list = {.items = item, .count = 1}};
    return 0;
}

/* One occurrence of a map's option. */
static int read_pairs(struct tnf_record *one, size_t field, struct tnf_strview text, struct tnf_arena *arena,
                      struct tnf_error *err) {
    if (text.len == 0 || text.ptr[0] == '{') return tnf_record_set_text(one, field, text, arena, err);
    const size_t equals = tnf_sv_find(text, '=');
    if (equals == text.len)
        return tnf_error_set(err, TNF_E_INVALID, "must be KEY=VALUE, not \"%.*s\"", TNF_SV_ARG(text));
    struct tnf_pair *pair = TNF_ARENA_NEW(arena, struct tnf_pair);
    pair->key = tnf_arena_sv(arena, tnf_sv_n(text.ptr, equals));
    pair->value = tnf_arena_sv(arena, tnf_sv_from(text, equals + 1));
    one->data[field] = (struct tnf_datum){.set = true, .map = {.items = pair, .count = 1}};
    return 0;
}

static int read_more(struct tnf_record *record, size_t field, struct tnf_strview text, struct tnf_arena *arena,
                     struct tnf_error *err) {
    struct tnf_datum *datum = &record->data[field];
    struct tnf_record one = tnf_record_new(arena, record->entity->id);
    switch (record->entity->fields[field].type) {
    case TNF_TYPE_LIST:
        TNF_TRY(read_items(&one, field, text, arena, err));
        append_items(arena, &datum->list, &one.data[field].list);
        break;
    case TNF_TYPE_MAP:
        TNF_TRY(read_pairs(&one, field, text, arena, err));
        append_pairs(arena, &datum->map, &one.data[field].map);
        if (!tnf_pairs_sort(&datum->map)) return tnf_error_set(err, TNF_E_INVALID, "a key is given twice");
        break;
    case TNF_TYPE_STRING:
    case TNF_TYPE_INT:
    case TNF_TYPE_BOOL:
        return tnf_record_set_text(record, field, text, arena, err);
    }
    datum->set = true;
    return 0;
}

int tnf_cli_read_fields(const struct tnf_entity *entity, const struct tnf_cli_args *args, struct tnf_arena *arena,
                        struct tnf_record *record, struct tnf_error *err) {
    /* What an option gives replaces a list or map that is there, and further occurrences add to it. */
    bool seen[TNF_FIELDS_MAX] = {false};
    for (size_t i = 0; i < args->given_count; i++) {
        const struct tnf_cli_given *given = &args->given[i];
        const int field = tnf_cli_entity_option_field(entity, given->option);
        if (field < 0) continue;
        if (!seen[field]) record->data[field] = (struct tnf_datum){0};
        seen[field] = true;
        if (read_more(record, (size_t)field, tnf_sv(given->value), arena, err) != 0)
            return tnf_error_wrap(err, "option --%s", given->option->name);
    }
    return 0;
}

static int no_such_field(const struct tnf_entity *entity, const char *name, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "a %s has no field \"%s\"", entity->title, name);
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(name));
    for (size_t i = 0; i < entity->field_count; i++) tnf_suggest_try(&suggestion, tnf_sv(entity->fields[i].name));
    if (suggestion.best.ptr != NULL) tnf_error_hint(err, "did you mean \"%.*s\"?", TNF_SV_ARG(suggestion.best));
    return TNF_E_INVALID;
}

static int unset(const struct tnf_entity *entity, const char *name, struct tnf_record *record, struct tnf_error *err) {
    const int field = tnf_entity_field(entity, tnf_sv(name));
    if (field < 0) return no_such_field(entity, name, err);
    const unsigned flags = entity->fields[field].flags;
    if ((flags & TNF_FIELD_KEY) != 0)
        return tnf_error_set(err, TNF_E_INVALID, "%s is part of the name of a %s and cannot be unset", name,
                             entity->title);
    if ((flags & TNF_FIELD_REQUIRED) != 0)
        return tnf_error_set(err, TNF_E_INVALID, "a %s needs %s, it cannot be unset", entity->title, name);
    if ((flags & TNF_FIELD_ALLOCATED) != 0)
        return tnf_error_set(err, TNF_E_INVALID, "%s of a %s is allocated once and kept, it cannot be unset", name,
                             entity->title);
    record->data[field] = (struct tnf_datum){0};
    return 0;
}

int tnf_cli_read_unset(const struct tnf_entity *entity, const struct tnf_cli_args *args, struct tnf_record *record,
                       struct tnf_error *err) {
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, "unset") == 0)
            TNF_TRY(unset(entity, args->given[i].value, record, err));
    return 0;
}

void tnf_cli_add_row_name(struct tnf_strbuf *out, const struct tnf_record *record) {
    const size_t count = tnf_entity_key_count(record->entity);
    for (size_t i = 0; i < count; i++) {
        const bool last = i + 1 == count;
        tnf_strbuf_addf(out, "%s ", last ? record->entity->title : record->entity->fields[i].name);
        tnf_cli_visible(out, record->data[i].string);
        if (!last) tnf_strbuf_add_str(out, ": ");
    }
}

static void add_plain(struct tnf_strbuf *out, const struct tnf_record *record, size_t field) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_record_add_text(&text, record, field);
    if (!record->data[field].set)
        tnf_strbuf_add_str(out, "not given");
    else if (text.len == 0)
        tnf_strbuf_add_str(out, "empty");
    else
        tnf_cli_visible(out, tnf_strbuf_view(&text));
}

void tnf_cli_add_value(struct tnf_strbuf *out, const struct tnf_record *record, size_t field) {
    add_plain(out, record, field);
    const char *unit = record->entity->fields[field].unit;
    if (record->data[field].set && unit != NULL) tnf_strbuf_addf(out, " %s", unit);
}

void tnf_cli_add_changes(struct tnf_strbuf *out, const struct tnf_record *before, const struct tnf_record *after) {
    bool first = true;
    for (size_t i = 0; i < before->entity->field_count; i++) {
        const struct tnf_field *field = &before->entity->fields[i];
        if (tnf_datum_equal(field, &before->data[i], &after->data[i])) continue;
        tnf_strbuf_addf(out, "%s%s ", first ? "" : ", ", field->name);
        /* The unit is said once, after the last number. */
        if (after->data[i].set)
            add_plain(out, before, i);
        else
            tnf_cli_add_value(out, before, i);
        tnf_strbuf_add_str(out, " → ");
        tnf_cli_add_value(out, after, i);
        first = false;
    }
}

static json_t *json_list(const struct tnf_strings *list) {
    json_t *array = json_array();
    for (size_t i = 0; i < list->count; i++) (void)json_array_append_new(array, tnf_cli_json_text(list->items[i]));
    return array;
}

static json_t *json_map(const struct tnf_pairs *map) {
    json_t *object = json_object();
    for (size_t i = 0; i < map->count; i++) {
        TNF_AUTO_FREE char *key = tnf_xstrndup(map->items[i].key.ptr, map->items[i].key.len);
        (void)json_object_set_new(object, key, tnf_cli_json_text(map->items[i].value));
    }
    return object;
}

json_t *tnf_cli_json_value(const struct tnf_record *record, size_t field) {
    const struct tnf_datum *datum = &record->data[field];
    if (!datum->set) return json_null();
    switch (record->entity->fields[field].type) {
    case TNF_TYPE_INT:
        return json_integer((json_int_t)datum->integer);
    case TNF_TYPE_BOOL:
        return json_boolean(datum->boolean);
    case TNF_TYPE_LIST:
        return json_list(&datum->list);
    case TNF_TYPE_MAP:
        return json_map(&datum->map);
    case TNF_TYPE_STRING:
        break;
    }
    return tnf_cli_json_text(datum->string);
}

json_t *tnf_cli_json_record(const struct tnf_record *record) {
    json_t *object = json_object();
    for (size_t i = 0; i < record->entity->field_count; i++)
        (void)json_object_set_new(object, record->entity->fields[i].name, tnf_cli_json_value(record, i));
    return object;
}

json_t *tnf_cli_json_changes(const struct tnf_record *before, const struct tnf_record *after) {
    static const struct tnf_datum nothing = {0};
    const struct tnf_entity *entity = before != NULL ? before->entity : after->entity;
    json_t *array = json_array();
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_datum *old = before == NULL ? &nothing : &before->data[i];
        const struct tnf_datum *new = after == NULL ? &nothing : &after->data[i];
        if (tnf_datum_equal(&entity->fields[i], old, new)) continue;
        json_t *change = json_object();
        (void)json_object_set_new(change, "field", json_string(entity->fields[i].name));
        (void)json_object_set_new(change, "before", before == NULL ? json_null() : tnf_cli_json_value(before, i));
        (void)json_object_set_new(change, "after", after == NULL ? json_null() : tnf_cli_json_value(after, i));
        (void)json_array_append_new(array, change);
    }
    return array;
}

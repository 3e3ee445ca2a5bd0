/* Records to columns and back. Lists and maps are JSON; "not given" is NULL. */
#include "catalog/store_sqlite.h"

#include "base/memory.h"
#include "catalog/json_text.h"
#include "catalog/record.h"

struct tnf_strview tnf_store_column(sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return tnf_sv_n(text, (size_t)sqlite3_column_bytes(statement, column));
}

void tnf_store_bind_text(sqlite3_stmt *statement, int parameter, struct tnf_strview text) {
    (void)sqlite3_bind_text64(statement, parameter, text.ptr == NULL ? "" : text.ptr, text.len, SQLITE_STATIC,
                              SQLITE_UTF8);
}

static int read_datum(sqlite3_stmt *statement, int column, const struct tnf_field *field, struct tnf_arena *arena,
                      struct tnf_datum *ret, struct tnf_error *err) {
    ret->set = true;
    switch (field->type) {
    case TNF_TYPE_STRING:
        ret->string = tnf_arena_sv(arena, tnf_store_column(statement, column));
        return 0;
    case TNF_TYPE_INT:
        ret->integer = sqlite3_column_int64(statement, column);
        return 0;
    case TNF_TYPE_BOOL:
        ret->boolean = sqlite3_column_int64(statement, column) != 0;
        return 0;
    case TNF_TYPE_LIST:
        return tnf_json_read_list(tnf_store_column(statement, column), arena, &ret->list, err);
    case TNF_TYPE_MAP:
        return tnf_json_read_map(tnf_store_column(statement, column), arena, &ret->map, err);
    }
    return tnf_error_set(err, TNF_E_INTERNAL, "%s: has no type", field->name);
}

int tnf_store_read_row(const struct tnf_catalog *catalog, sqlite3_stmt *statement, const struct tnf_entity *entity,
                       struct tnf_arena *arena, struct tnf_record *ret, struct tnf_error *err) {
    struct tnf_record record = tnf_record_new(arena, entity->id);
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (sqlite3_column_type(statement, (int)i) == SQLITE_NULL) continue;
        if (read_datum(statement, (int)i, field, arena, &record.data[i], err) < 0)
            return tnf_error_wrap(err, "catalog %s: %s %s is damaged", catalog->path, entity->title, field->name);
    }
    *ret = record;
    return 0;
}

static void bind_json(sqlite3_stmt *statement, int parameter, const struct tnf_strbuf *json) {
    (void)sqlite3_bind_text64(statement, parameter, json->ptr, json->len, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static void bind_datum(sqlite3_stmt *statement, int parameter, const struct tnf_field *field,
                       const struct tnf_datum *datum) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf json = TNF_STRBUF_INIT;
    switch (field->type) {
    case TNF_TYPE_STRING:
        tnf_store_bind_text(statement, parameter, datum->string);
        break;
    case TNF_TYPE_INT:
        (void)sqlite3_bind_int64(statement, parameter, datum->integer);
        break;
    case TNF_TYPE_BOOL:
        (void)sqlite3_bind_int(statement, parameter, datum->boolean);
        break;
    case TNF_TYPE_LIST:
        tnf_json_add_list(&json, &datum->list);
        bind_json(statement, parameter, &json);
        break;
    case TNF_TYPE_MAP:
        tnf_json_add_map(&json, &datum->map);
        bind_json(statement, parameter, &json);
        break;
    }
}

void tnf_store_bind_row(sqlite3_stmt *statement, const struct tnf_record *record, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (record->data[i].set) bind_datum(statement, (int)i + 1, &record->entity->fields[i], &record->data[i]);
}

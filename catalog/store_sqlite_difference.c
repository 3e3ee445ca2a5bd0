/* What changed between two revisions: the rows that the history keeps as JSON, read and added up. */
#include "catalog/store_sqlite.h"

#include "base/memory.h"

/* The statements that read a row of each entity from its JSON; made when one is wanted. */
struct reading {
    struct tnf_catalog *catalog;
    struct tnf_differences *differences;
    struct tnf_arena arena; /* of the line at hand */
    sqlite3_stmt *rows[TNF_ENTITY_COUNT];
};

static void reading_release(struct reading *reading) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) (void)sqlite3_finalize(reading->rows[id]);
    tnf_arena_release(&reading->arena);
}

static int prepare(struct reading *reading, const struct tnf_entity *entity, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    for (size_t i = 0; i < entity->field_count; i++)
        tnf_strbuf_addf(&sql, "%s json_extract(?1, '$.%s')", i == 0 ? "SELECT" : ",", entity->fields[i].name);
    return tnf_store_prepare(reading->catalog, sql.ptr, &reading->rows[entity->id], err);
}

/* *ret stays as it is for a row that was not there. */
static int read_json(struct reading *reading, const struct tnf_entity *entity, struct tnf_strview json,
                     struct tnf_record *row, const struct tnf_record **ret, struct tnf_error *err) {
    if (json.len == 0) return 0;
    if (reading->rows[entity->id] == NULL) TNF_TRY(prepare(reading, entity, err));
    sqlite3_stmt *statement = reading->rows[entity->id];
    tnf_store_bind_text(statement, 1, json);
    TNF_TRY(tnf_store_step(reading->catalog, statement, err));
    const int code = tnf_store_read_row(reading->catalog, statement, entity, &reading->arena, row, err);
    (void)sqlite3_reset(statement);
    *ret = row;
    return code;
}

static int add_line(struct reading *reading, sqlite3_stmt *line, struct tnf_error *err) {
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_store_column(line, 0));
    if (entity == NULL)
        return tnf_error_set(err, TNF_E_INVALID, "catalog %s: its history has a row of an unknown kind",
                             reading->catalog->path);
    struct tnf_record rows[2];
    const struct tnf_record *before = NULL;
    const struct tnf_record *after = NULL;
    tnf_arena_reset(&reading->arena);
    TNF_TRY(read_json(reading, entity, tnf_store_column(line, 1), &rows[0], &before, err));
    TNF_TRY(read_json(reading, entity, tnf_store_column(line, 2), &rows[1], &after, err));
    tnf_differences_add(reading->differences, before, after);
    return 0;
}

static int add_lines(struct tnf_catalog *catalog, int64_t first, int64_t to, struct tnf_differences *differences,
                     struct tnf_error *err) {
    static const char sql[] = "SELECT entity, before, after FROM change WHERE id >= ?1 AND revision <= ?2 ORDER BY id";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_AUTO(reading_release)
    struct reading reading = {.catalog = catalog, .differences = differences, .arena = TNF_ARENA_INIT};
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, first);
    (void)sqlite3_bind_int64(statement, 2, to);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) TNF_TRY(add_line(&reading, statement, err));
    return row;
}

static int add_range(struct tnf_catalog *catalog, int64_t from, int64_t to, struct tnf_differences *differences,
                     struct tnf_error *err) {
    int64_t first = 0;
    int64_t behind = 0;
    TNF_TRY(tnf_store_first_change(catalog, to, &behind, err));
    TNF_TRY(tnf_store_first_change(catalog, from, &first, err));
    return first == 0 ? 0 : add_lines(catalog, first, to, differences, err);
}

int tnf_catalog_differences(struct tnf_catalog *catalog, int64_t from, int64_t to, struct tnf_arena *arena,
                            struct tnf_differences *ret, struct tnf_error *err) {
    bool opened = false;
    tnf_differences_init(ret, arena);
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    const int code = add_range(catalog, from, to, ret, err);
    if (opened) tnf_catalog_end_read(catalog);
    if (code == 0) tnf_differences_end(ret);
    return code;
}

/* A catalog as it was: a copy of the file, with the changes after a revision undone from the newest to the oldest. */
#include "catalog/store_sqlite.h"

#include "base/memory.h"
#include "catalog/record.h"

/* "field": what a change's row gives, from parameter `row`. */
static void add_value(struct tnf_strbuf *out, const struct tnf_field *field, int row) {
    tnf_strbuf_addf(out, "json_extract(?%d, '$.%s')", row, field->name);
}

enum { BEFORE = 1, AFTER = 2 }; /* parameters of the statements below: the row as JSON */

static void add_where(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    for (size_t i = 0; i < tnf_entity_key_count(entity); i++) {
        tnf_strbuf_addf(out, "%s\"%s\" = ", i == 0 ? " WHERE " : " AND ", entity->fields[i].name);
        add_value(out, &entity->fields[i], AFTER);
    }
}

static void add_insert(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_addf(out, "INSERT INTO \"%s\" (", entity->name);
    tnf_store_sql_columns(out, entity);
    tnf_strbuf_add_str(out, ") SELECT ");
    for (size_t i = 0; i < entity->field_count; i++) {
        if (i > 0) tnf_strbuf_add_str(out, ", ");
        add_value(out, &entity->fields[i], BEFORE);
    }
}

/* A field that is on neither side was not there when the change was made: what a migration gave it stays. */
static void add_update(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    tnf_strbuf_addf(out, "UPDATE \"%s\" SET ", entity->name);
    for (size_t i = 0; i < entity->field_count; i++) {
        const char *name = entity->fields[i].name;
        tnf_strbuf_addf(out, "%s\"%s\" = CASE WHEN coalesce(", i == 0 ? "" : ", ", name);
        add_value(out, &entity->fields[i], BEFORE);
        tnf_strbuf_add_str(out, ", ");
        add_value(out, &entity->fields[i], AFTER);
        tnf_strbuf_addf(out, ") IS NULL THEN \"%s\" ELSE ", name);
        add_value(out, &entity->fields[i], BEFORE);
        tnf_strbuf_add_str(out, " END");
    }
    add_where(out, entity);
}

/* What undoes a change that had these rows. Children follow the keys of a row that gets its old name back. */
static void undo_sql(struct tnf_strbuf *out, const struct tnf_entity *entity, bool had_before, bool had_after) {
    if (!had_before) {
        tnf_strbuf_addf(out, "DELETE FROM \"%s\"", entity->name);
        add_where(out, entity);
    } else if (!had_after) {
        add_insert(out, entity);
    } else {
        add_update(out, entity);
    }
}

static int undo(struct tnf_catalog *catalog, sqlite3_stmt *change, struct tnf_error *err) {
    const struct tnf_strview name = tnf_store_column(change, 0);
    const struct tnf_entity *entity = tnf_entity_by_name(name);
    if (entity == NULL)
        return tnf_error_set(err, TNF_E_INVALID, "catalog %s: its history has a row of an unknown kind", catalog->path);
    const struct tnf_strview before = tnf_store_column(change, 1);
    const struct tnf_strview after = tnf_store_column(change, 2);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    undo_sql(&sql, entity, before.len > 0, after.len > 0);
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql.ptr, &statement, err));
    /* A statement that does not have the one or the other takes no notice. */
    if (before.len > 0) tnf_store_bind_text(statement, BEFORE, before);
    if (after.len > 0) tnf_store_bind_text(statement, AFTER, after);
    return tnf_store_run(catalog, statement, err);
}

static int undo_all(struct tnf_catalog *catalog, int64_t revision, struct tnf_error *err) {
    static const char sql[] = "SELECT entity, before, after FROM change WHERE revision > ?1 ORDER BY id DESC";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, revision);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) TNF_TRY(undo(catalog, statement, err));
    return row;
}

/* The copy ends at the revision; nobody writes to it, so it needs no triggers that keep a history whole. */
static int forget_after(struct tnf_catalog *catalog, int64_t revision, struct tnf_error *err) {
    TNF_TRY(tnf_store_execute(catalog, "DROP TRIGGER revision_append_only; DROP TRIGGER change_append_only", err));
    static const char *const deletes[] = {"DELETE FROM change WHERE revision > ?1",
                                          "DELETE FROM revision WHERE revision > ?1"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(deletes); i++) {
        TNF_STORE_AUTO_STATEMENT statement = NULL;
        TNF_TRY(tnf_store_prepare(catalog, deletes[i], &statement, err));
        (void)sqlite3_bind_int64(statement, 1, revision);
        TNF_TRY(tnf_store_run(catalog, statement, err));
    }
    return 0;
}

/* Rows that an older version wrote may not hold what is asked of rows today; they are what was generated from. */
static int rewind_copy(struct tnf_catalog *copy, int64_t revision, struct tnf_error *err) {
    TNF_TRY(tnf_store_execute(copy, "PRAGMA ignore_check_constraints = ON; BEGIN", err));
    TNF_TRY(undo_all(copy, revision, err));
    TNF_TRY(forget_after(copy, revision, err));
    return tnf_store_execute(copy, "COMMIT", err);
}

static int write_copy(struct tnf_catalog *catalog, const char *path, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, "VACUUM INTO ?1", &statement, err));
    tnf_store_bind_text(statement, 1, tnf_sv(path));
    return tnf_store_run(catalog, statement, err);
}

int tnf_catalog_write_at(struct tnf_catalog *catalog, int64_t revision, const char *path, struct tnf_error *err) {
    int64_t newest = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &newest, err));
    if (revision < 1 || revision > newest) {
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "catalog %s has no revision %lld", catalog->path,
                            (long long)revision);
        tnf_error_hint(err, "name one from 1 to %lld; `tenantform log` lists them", (long long)newest);
        return TNF_E_NOT_FOUND;
    }
    TNF_TRY(write_copy(catalog, path, err));
    struct tnf_catalog *copy;
    TNF_TRY(tnf_catalog_open(path, TNF_OPEN_WRITE, &copy, err));
    const int code = rewind_copy(copy, revision, err);
    tnf_catalog_close(copy);
    return code;
}

/* A catalog's rows in memory, to try changes on. */
#include "catalog/store_sqlite.h"

struct copying {
    struct tnf_catalog *copy;
    sqlite3_stmt *insert; /* of the entity at hand */
};

static int copy_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    const struct copying *copying = context;
    (void)sqlite3_reset(copying->insert);
    /* What this row does not give must not be what the row before gave. */
    (void)sqlite3_clear_bindings(copying->insert);
    tnf_store_bind_row(copying->insert, record, record->entity->field_count);
    return tnf_store_run(copying->copy, copying->insert, err);
}

static int copy_rows(struct tnf_catalog *source, struct tnf_catalog *copy, struct tnf_error *err) {
    struct copying copying = {.copy = copy};
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        TNF_TRY(tnf_store_statement(copy, entity, TNF_STORE_INSERT, &copying.insert, err));
        TNF_TRY(tnf_catalog_each(source, entity->id, NULL, copy_row, &copying, err));
    }
    return 0;
}

/* The rows hold their constraints already, so they are not asked again. */
static int fill(struct tnf_catalog *source, struct tnf_catalog *copy, struct tnf_error *err) {
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(source, &opened, err));
    int code = tnf_store_execute(copy, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; BEGIN", err);
    if (code == 0) code = copy_rows(source, copy, err);
    if (code == 0)
        code = tnf_store_execute(copy, "COMMIT; PRAGMA ignore_check_constraints = OFF; PRAGMA foreign_keys = ON", err);
    if (opened) tnf_catalog_end_read(source);
    return code;
}

int tnf_catalog_copy(struct tnf_catalog *source, struct tnf_catalog **ret, struct tnf_error *err) {
    struct tnf_catalog *copy = tnf_store_new(source == NULL ? "in memory" : source->path);
    const int mode = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MEMORY;
    int code = tnf_store_connect(copy, ":memory:", mode, err);
    if (code == 0) code = tnf_store_migrate(copy, /* writable= */ true, /* create= */ true, err);
    if (code == 0 && source != NULL) code = fill(source, copy, err);
    if (code < 0) {
        tnf_catalog_close(copy);
        return code;
    }
    *ret = copy;
    return 0;
}

/* Removing a row with what nests under it. */
#include "catalog/store_sqlite.h"

#include "base/excerpt.h"
#include "base/memory.h"

/* The rows of one entity that a removal or rename works on, read before anything is changed. */
struct rows {
    struct tnf_record *items;
    size_t count;
    size_t capacity;
    struct tnf_arena *arena;
};

static void rows_release(struct rows *rows) {
    free(rows->items);
}

static int keep_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct rows *rows = context;
    rows->items = tnf_xgrow(rows->items, rows->count, &rows->capacity, sizeof *rows->items);
    rows->items[rows->count++] = tnf_record_copy(rows->arena, record);
    return 0;
}

/* Rows whose fields [first, first + keys of row) are the row's keys. */
static int read_related(struct tnf_catalog *catalog, enum tnf_entity_id entity, size_t first,
                        const struct tnf_record *row, struct rows *ret, struct tnf_error *err) {
    struct tnf_record filter = tnf_record_new(ret->arena, entity);
    for (size_t i = 0; i < tnf_entity_key_count(row->entity); i++) filter.data[first + i] = row->data[i];
    return tnf_catalog_each(catalog, entity, &filter, keep_row, ret, err);
}

static int refuse_removal(const struct tnf_record *row, const struct tnf_record *other, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf other_name = TNF_STRBUF_INIT;
    tnf_record_add_key(&name, row);
    tnf_record_add_key(&other_name, other);
    tnf_error_set(err, TNF_E_INVALID, "%s %s: is needed by %s %s", row->entity->title,
                  tnf_excerpt(tnf_strbuf_view(&name)).text, other->entity->title,
                  tnf_excerpt(tnf_strbuf_view(&other_name)).text);
    tnf_error_hint(err, "remove the %s first", other->entity->title);
    return TNF_E_INVALID;
}

/* Foreign keys other than nesting: a placement's environment, a GPU pool's tenant. */
static int check_referrers(struct tnf_catalog *catalog, const struct tnf_record *row, struct tnf_error *err) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        for (size_t i = 0; i < entity->field_count; i++) {
            const bool nests = (entity->fields[i].flags & TNF_FIELD_PARENT) != 0;
            if (nests || entity->fields[i].ref != row->entity->id) continue;
            TNF_AUTO(rows_release) struct rows rows = {.arena = &catalog->scratch};
            TNF_TRY(read_related(catalog, entity->id, i, row, &rows, err));
            if (rows.count > 0) return refuse_removal(row, &rows.items[0], err);
        }
    }
    return 0;
}

static int delete_row(struct tnf_catalog *catalog, const struct tnf_record *row, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_statement(catalog, row->entity, TNF_STORE_DELETE, &statement, err));
    tnf_store_bind_row(statement, row, tnf_entity_key_count(row->entity));
    TNF_TRY(tnf_store_run(catalog, statement, err));
    return tnf_store_note(catalog, "remove", row, NULL, err);
}

/* Children first. The table of entities nests at most three deep, so the recursion is bounded. */
static int remove_tree(struct tnf_catalog *catalog, const struct tnf_record *row, struct tnf_error *err) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        if (tnf_entity((enum tnf_entity_id)id)->parent != row->entity->id) continue;
        TNF_AUTO(rows_release) struct rows rows = {.arena = &catalog->scratch};
        TNF_TRY(read_related(catalog, (enum tnf_entity_id)id, 0, row, &rows, err));
        for (size_t i = 0; i < rows.count; i++) TNF_TRY(remove_tree(catalog, &rows.items[i], err));
    }
    return delete_row(catalog, row, err);
}

int tnf_catalog_remove(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_error *err) {
    TNF_TRY(tnf_store_writing(catalog, err));
    tnf_arena_reset(&catalog->scratch);
    struct tnf_record row;
    TNF_TRY(tnf_store_get(catalog, key, &catalog->scratch, &row, err));
    TNF_TRY(check_referrers(catalog, &row, err));
    const int code = remove_tree(catalog, &row, err);
    if (code < 0) catalog->broken = true;
    return code;
}

/* The history: a revision row a transaction, a change row for each row that it touched. Append-only. */
#include "catalog/store_sqlite.h"

#include "base/memory.h"
#include "base/sha256.h"
#include "catalog/entities/all.h"
#include "catalog/json_text.h"

#include <string.h>

/* Ids of change rows grow with the revisions, so that "after revision n" is a range of the primary key. */
static int start_revision(struct tnf_catalog *catalog, struct tnf_error *err) {
    int64_t newest = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &newest, err));
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_NEXT_CHANGE, &statement, err));
    TNF_TRY(tnf_store_step(catalog, statement, err));
    catalog->first_change = sqlite3_column_int64(statement, 0);
    (void)sqlite3_reset(statement);
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_ADD_REVISION, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, newest + 1);
    tnf_store_bind_text(statement, 2, tnf_strbuf_view(&catalog->author));
    tnf_store_bind_text(statement, 3, tnf_strbuf_view(&catalog->reason));
    (void)sqlite3_bind_int64(statement, 4, catalog->first_change);
    TNF_TRY(tnf_store_run(catalog, statement, err));
    catalog->revision = newest + 1;
    return 0;
}

/* The tenant or else the environment whose stacks the row belongs to. */
static void bind_scope(sqlite3_stmt *statement, const struct tnf_record *record) {
    static const struct {
        enum tnf_entity_id entity;
        int parameter;
    } scopes[] = {{TNF_ENTITY_TENANT, 4}, {TNF_ENTITY_ENVIRONMENT, 5}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(scopes); i++) {
        const size_t keys = tnf_entity_key_count(record->entity);
        for (size_t key = 0; key < keys; key++) {
            const bool own = record->entity->id == scopes[i].entity;
            if (!own && record->entity->fields[key].ref != scopes[i].entity) continue;
            tnf_store_bind_text(statement, scopes[i].parameter, record->data[key].string);
            return;
        }
    }
}

static void bind_json(sqlite3_stmt *statement, int parameter, struct tnf_strbuf *json,
                      const struct tnf_record *record) {
    if (record == NULL) return;
    tnf_strbuf_clear(json);
    tnf_json_add_record(json, record);
    tnf_store_bind_text(statement, parameter, tnf_strbuf_view(json));
}

/* A placement brings a range, where its tenant is a silo, and its tenant's routes. A tenant that is not there yet may
 * bring anything. */
static int placement_concerns(struct tnf_catalog *catalog, const struct tnf_record *placement, bool *ret,
                              struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_PLACEMENT_CONCERNS, &statement, err));
    tnf_store_bind_text(statement, 1, placement->data[TNF_PLACEMENT_TENANT].string);
    const int row = tnf_store_step(catalog, statement, err);
    *ret = row <= 0 || sqlite3_column_int(statement, 0) != 0 || placement->data[TNF_PLACEMENT_CIDR].set;
    (void)sqlite3_reset(statement);
    return row < 0 ? row : 0;
}

/* Whether rules across tenants can be concerned: of a tenant's own row only by its isolation. */
static int concerns_others(struct tnf_catalog *catalog, const struct tnf_record *before, const struct tnf_record *after,
                           bool *ret, struct tnf_error *err) {
    const struct tnf_record *named = before != NULL ? before : after;
    *ret = true;
    if (named->entity->id == TNF_ENTITY_PLACEMENT)
        return placement_concerns(catalog, after != NULL ? after : before, ret, err);
    if (named->entity->id != TNF_ENTITY_TENANT) return 0;
    *ret = before != NULL && after != NULL &&
           !tnf_sv_eq(before->data[TNF_TENANT_ISOLATION].string, after->data[TNF_TENANT_ISOLATION].string);
    return 0;
}

static int add_change(struct tnf_catalog *catalog, const char *action, const struct tnf_record *before,
                      const struct tnf_record *after, struct tnf_error *err) {
    const struct tnf_record *named = before != NULL ? before : after;
    if (catalog->revision == 0) TNF_TRY(start_revision(catalog, err));
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_ADD_CHANGE, &statement, err));
    tnf_strbuf_clear(&catalog->key);
    tnf_record_add_key(&catalog->key, named);
    (void)sqlite3_bind_int64(statement, 1, catalog->revision);
    tnf_store_bind_text(statement, 2, tnf_sv(named->entity->name));
    tnf_store_bind_text(statement, 3, tnf_strbuf_view(&catalog->key));
    bind_scope(statement, named);
    tnf_store_bind_text(statement, 6, tnf_sv(action));
    bind_json(statement, 7, &catalog->before, before);
    bind_json(statement, 8, &catalog->after, after);
    TNF_TRY(tnf_store_run(catalog, statement, err));
    catalog->change_count++;
    bool concerns = false;
    TNF_TRY(concerns_others(catalog, before, after, &concerns, err));
    if (concerns) catalog->touched |= 1U << named->entity->id;
    catalog->renamed |= strcmp(action, "rename") == 0;
    catalog->tenants |= named->entity->id == TNF_ENTITY_TENANT || named->entity->id == TNF_ENTITY_PLATFORM;
    return 0;
}

int tnf_store_note(struct tnf_catalog *catalog, const char *action, const struct tnf_record *before,
                   const struct tnf_record *after, struct tnf_error *err) {
    const int code = add_change(catalog, action, before, after, err);
    if (code < 0) catalog->broken = true;
    return code;
}

static int no_revision(const struct tnf_catalog *catalog, int64_t revision, int64_t newest, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "revision %lld: is not in the history of catalog %s, which ends at %lld",
                        (long long)revision, catalog->path, (long long)newest);
    tnf_error_hint(err, "name a revision from 0 to %lld", (long long)newest);
    return TNF_E_NOT_FOUND;
}

int tnf_store_first_change(struct tnf_catalog *catalog, int64_t since, int64_t *ret, struct tnf_error *err) {
    int64_t newest = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &newest, err));
    if (since < 0 || since > newest) return no_revision(catalog, since, newest, err);
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_FIRST_CHANGE, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, since);
    const int row = tnf_store_step(catalog, statement, err);
    if (row < 0) return row;
    *ret = row == 0 ? 0 : sqlite3_column_int64(statement, 0);
    (void)sqlite3_reset(statement);
    return 0;
}

static int read_names(struct tnf_catalog *catalog, enum tnf_store_common which, int64_t first, struct tnf_arena *arena,
                      struct tnf_strings *ret, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, which, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, first);
    TNF_AUTO_FREE struct tnf_strview *names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        names = tnf_xgrow(names, count, &capacity, sizeof *names);
        names[count++] = tnf_arena_sv(arena, tnf_store_column(statement, 0));
    }
    if (row < 0) return row;
    ret->items = TNF_ARENA_ARRAY(arena, struct tnf_strview, count);
    if (count > 0) memcpy(ret->items, names, count * sizeof *names);
    ret->count = count;
    return 0;
}

static int read_changes(struct tnf_catalog *catalog, int64_t since, struct tnf_arena *arena, struct tnf_changes *ret,
                        struct tnf_error *err) {
    struct tnf_changes changes = {0};
    int64_t first = 0;
    TNF_TRY(tnf_store_first_change(catalog, since, &first, err));
    if (first > 0) {
        struct tnf_strings platforms;
        TNF_TRY(read_names(catalog, TNF_STORE_CHANGED_PLATFORM, first, arena, &platforms, err));
        changes.platform = platforms.count > 0;
        TNF_TRY(read_names(catalog, TNF_STORE_CHANGED_ENVIRONMENTS, first, arena, &changes.environments, err));
        TNF_TRY(read_names(catalog, TNF_STORE_CHANGED_TENANTS, first, arena, &changes.tenants, err));
        TNF_TRY(read_names(catalog, TNF_STORE_CHANGED_CELLS, first, arena, &changes.cells, err));
    }
    *ret = changes;
    return 0;
}

int tnf_catalog_changes(struct tnf_catalog *catalog, int64_t since, struct tnf_arena *arena, struct tnf_changes *ret,
                        struct tnf_error *err) {
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    const int code = read_changes(catalog, since, arena, ret, err);
    if (opened) tnf_catalog_end_read(catalog);
    return code;
}

int tnf_catalog_mark(struct tnf_catalog *catalog, int64_t revision, char ret[65], struct tnf_error *err) {
    int64_t newest = 0;
    TNF_TRY(tnf_catalog_revision(catalog, &newest, err));
    if (revision < 0 || revision > newest) return no_revision(catalog, revision, newest, err);
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_MARK, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, revision);
    const int row = tnf_store_step(catalog, statement, err);
    if (row < 0) return row;
    const struct tnf_strview text = row == 0 ? TNF_SV("") : tnf_store_column(statement, 0);
    tnf_sha256_hex(text.ptr, text.len, ret);
    (void)sqlite3_reset(statement);
    return 0;
}

#define HISTORY_SQL                                                                                                    \
    "SELECT c.revision, r.time, r.author, r.reason, c.entity, c.key, c.action, c.before, c.after"                      \
    " FROM change c JOIN revision r ON r.revision = c.revision "

static struct tnf_history_row read_line(sqlite3_stmt *statement) {
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_store_column(statement, 4));
    return (struct tnf_history_row){
        .revision = sqlite3_column_int64(statement, 0),
        .time = tnf_store_column(statement, 1),
        .author = tnf_store_column(statement, 2),
        .reason = tnf_store_column(statement, 3),
        .entity = entity == NULL ? TNF_ENTITY_NONE : entity->id,
        .key = tnf_store_column(statement, 5),
        .action = tnf_store_column(statement, 6),
        .before = tnf_store_column(statement, 7),
        .after = tnf_store_column(statement, 8),
    };
}

static int visit_history(struct tnf_catalog *catalog, int64_t first, tnf_history_fn visit, void *context,
                         struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, HISTORY_SQL "WHERE c.id >= ?1 ORDER BY c.id", &statement, err));
    (void)sqlite3_bind_int64(statement, 1, first);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        const struct tnf_history_row line = read_line(statement);
        TNF_TRY(visit(&line, context, err));
    }
    return row;
}

int tnf_catalog_history(struct tnf_catalog *catalog, int64_t since, tnf_history_fn visit, void *context,
                        struct tnf_error *err) {
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    int64_t first = 0;
    int code = tnf_store_first_change(catalog, since, &first, err);
    if (code == 0 && first > 0) code = visit_history(catalog, first, visit, context, err);
    if (opened) tnf_catalog_end_read(catalog);
    return code;
}

static const char renames_sql[] = "SELECT revision, entity, key, json_extract(after, '$.name') FROM change"
                                  " WHERE id >= ?1 AND action = 'rename' ORDER BY id";

static int visit_renames(struct tnf_catalog *catalog, int64_t first, tnf_rename_fn visit, void *context,
                         struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, renames_sql, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, first);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        const struct tnf_entity *entity = tnf_entity_by_name(tnf_store_column(statement, 1));
        if (entity == NULL) continue;
        const struct tnf_rename rename = {
            .revision = sqlite3_column_int64(statement, 0),
            .entity = entity->id,
            .key = tnf_store_column(statement, 2),
            .name = tnf_store_column(statement, 3),
        };
        TNF_TRY(visit(&rename, context, err));
    }
    return row;
}

int tnf_catalog_renames(struct tnf_catalog *catalog, int64_t since, tnf_rename_fn visit, void *context,
                        struct tnf_error *err) {
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    int64_t first = 0;
    int code = tnf_store_first_change(catalog, since, &first, err);
    if (code == 0 && first > 0) code = visit_renames(catalog, first, visit, context, err);
    if (opened) tnf_catalog_end_read(catalog);
    return code;
}

int tnf_catalog_last_change(struct tnf_catalog *catalog, const struct tnf_record *key, tnf_history_fn visit,
                            void *context, struct tnf_error *err) {
    static const char sql[] = HISTORY_SQL
        "WHERE c.entity = ?1 AND c.key = ?2 AND c.id >= (SELECT first_change FROM revision WHERE revision ="
        " (SELECT revision FROM change WHERE entity = ?1 AND key = ?2 ORDER BY id DESC LIMIT 1)) ORDER BY c.id";
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    tnf_record_add_key(&name, key);
    tnf_store_bind_text(statement, 1, tnf_sv(key->entity->name));
    tnf_store_bind_text(statement, 2, tnf_strbuf_view(&name));
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        const struct tnf_history_row line = read_line(statement);
        TNF_TRY(visit(&line, context, err));
    }
    return row;
}

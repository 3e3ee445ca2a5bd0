#include "catalog/store_sqlite.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/defaults.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { BUSY_TIMEOUT_MS = 30000, BUSY_PAUSE_MS = 5 };

/* A renamed row counts under both its names. */
#define NAMES_SQL(entity)                                                                                              \
    "SELECT " entity " FROM change WHERE id >= ?1 AND " entity " IS NOT NULL"                                          \
    " UNION SELECT json_extract(after, '$.name') FROM change"                                                          \
    " WHERE id >= ?1 AND action = 'rename' AND entity = '" entity "' ORDER BY 1"

static const char *const common_sql[TNF_STORE_COMMON_STATEMENTS] = {
    [TNF_STORE_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [TNF_STORE_BEGIN_READ] = "BEGIN",
    [TNF_STORE_COMMIT] = "COMMIT",
    [TNF_STORE_ROLLBACK] = "ROLLBACK",
    [TNF_STORE_REVISION] = "SELECT coalesce(max(revision), 0) FROM revision",
    [TNF_STORE_UUID] = "SELECT uuid FROM catalog",
    [TNF_STORE_NEXT_CHANGE] = "SELECT coalesce(max(id), 0) + 1 FROM change",
    [TNF_STORE_FIRST_CHANGE] = "SELECT first_change FROM revision WHERE revision > ?1 ORDER BY revision LIMIT 1",
    [TNF_STORE_MARK] =
        "SELECT json_array(r.revision, r.time, r.author, r.reason, c.id, c.entity, c.key, c.action, c.after)"
        " FROM revision AS r JOIN change AS c ON c.id = (SELECT max(id) FROM change WHERE id <"
        " coalesce((SELECT min(first_change) FROM revision WHERE revision = ?1 + 1), 9223372036854775807))"
        " WHERE r.revision = ?1",
    [TNF_STORE_CHANGED_PLATFORM] = "SELECT key FROM change WHERE id >= ?1 AND entity = 'platform' LIMIT 1",
    [TNF_STORE_CHANGED_ENVIRONMENTS] = NAMES_SQL("environment"),
    [TNF_STORE_CHANGED_TENANTS] = NAMES_SQL("tenant"),
    [TNF_STORE_CHANGED_CELLS] =
        "SELECT cell FROM (SELECT t.cell AS cell FROM change AS c JOIN tenant AS t ON t.name = c.tenant WHERE c.id >= "
        "?1"
        " UNION SELECT json_extract(before, '$.cell') FROM change WHERE id >= ?1 AND entity = 'tenant'"
        " UNION SELECT json_extract(after, '$.cell') FROM change WHERE id >= ?1 AND entity = 'tenant')"
        " WHERE cell <> '" TNF_CELL_OWN "' ORDER BY cell",
    [TNF_STORE_ADD_REVISION] = "INSERT INTO revision (revision, time, author, reason, first_change)"
                               " VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?2, ?3, ?4)",
    [TNF_STORE_ADD_CHANGE] = "INSERT INTO change (revision, entity, key, tenant, environment, action, before, after)"
                             " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TNF_STORE_PLACEMENT_CONCERNS] = "SELECT isolation = 'silo' OR EXISTS (SELECT 1 FROM route WHERE tenant = ?1)"
                                     " FROM tenant WHERE name = ?1",
};

static bool is_stopped(const struct tnf_catalog *catalog) {
    return catalog->stopped != NULL && atomic_load(catalog->stopped);
}

int tnf_store_error(const struct tnf_catalog *catalog, struct tnf_error *err) {
    static const char check[] = "CHECK constraint failed: ";
    const int code = sqlite3_errcode(catalog->db);
    const char *text = sqlite3_errmsg(catalog->db);
    if ((code == SQLITE_BUSY || code == SQLITE_LOCKED) && is_stopped(catalog))
        return tnf_error_set(err, TNF_E_CONFLICT, "catalog %s: stopped while another process was writing",
                             catalog->path);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
        tnf_error_set(err, TNF_E_CONFLICT, "catalog %s: another process has been writing for more than %d s",
                      catalog->path, BUSY_TIMEOUT_MS / 1000);
        tnf_error_hint(err, "try again when it is done");
        return TNF_E_CONFLICT;
    }
    if (code == SQLITE_CONSTRAINT && strncmp(text, check, sizeof check - 1) == 0)
        return tnf_error_set(err, TNF_E_INVALID, "%s", text + sizeof check - 1);
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) {
        tnf_error_set(err, TNF_E_INVALID, "catalog %s: is no catalog or is damaged: %s", catalog->path, text);
        tnf_error_hint(err, "name a file that tenantform made, or restore it from a backup");
        return TNF_E_INVALID;
    }
    const int number = sqlite3_system_errno(catalog->db);
    return tnf_error_set(err, TNF_E_IO, "catalog %s: %s%s%s", catalog->path, text, number == 0 ? "" : ": ",
                         number == 0 ? "" : strerror(number));
}

int tnf_store_prepare(struct tnf_catalog *catalog, const char *sql, sqlite3_stmt **ret, struct tnf_error *err) {
    if (sqlite3_prepare_v2(catalog->db, sql, -1, ret, NULL) != SQLITE_OK) return tnf_store_error(catalog, err);
    return 0;
}

static int cached(struct tnf_catalog *catalog, sqlite3_stmt **slot, const char *sql, sqlite3_stmt **ret,
                  struct tnf_error *err) {
    if (*slot == NULL && sqlite3_prepare_v3(catalog->db, sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL) != SQLITE_OK)
        return tnf_store_error(catalog, err);
    (void)sqlite3_reset(*slot);
    (void)sqlite3_clear_bindings(*slot);
    *ret = *slot;
    return 0;
}

int tnf_store_common(struct tnf_catalog *catalog, enum tnf_store_common id, sqlite3_stmt **ret, struct tnf_error *err) {
    return cached(catalog, &catalog->common[id], common_sql[id], ret, err);
}

int tnf_store_statement(struct tnf_catalog *catalog, const struct tnf_entity *entity, enum tnf_store_statement kind,
                        sqlite3_stmt **ret, struct tnf_error *err) {
    sqlite3_stmt **slot = &catalog->statements[entity->id][kind];
    if (*slot != NULL) return cached(catalog, slot, "", ret, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    tnf_store_sql(&sql, entity, kind);
    return cached(catalog, slot, sql.ptr, ret, err);
}

int tnf_store_step(struct tnf_catalog *catalog, sqlite3_stmt *statement, struct tnf_error *err) {
    const int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) return 1;
    const int result = code == SQLITE_DONE ? 0 : tnf_store_error(catalog, err);
    (void)sqlite3_reset(statement);
    return result;
}

int tnf_store_execute(struct tnf_catalog *catalog, const char *sql, struct tnf_error *err) {
    if (sqlite3_exec(catalog->db, sql, NULL, NULL, NULL) != SQLITE_OK) return tnf_store_error(catalog, err);
    return 0;
}

int tnf_store_run(struct tnf_catalog *catalog, sqlite3_stmt *statement, struct tnf_error *err) {
    int code = 1;
    while (code > 0) code = tnf_store_step(catalog, statement, err);
    return code;
}

void tnf_store_finalize(sqlite3_stmt **statement) {
    (void)sqlite3_finalize(*statement);
    *statement = NULL;
}

static int run_common(struct tnf_catalog *catalog, enum tnf_store_common id, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, id, &statement, err));
    return tnf_store_run(catalog, statement, err);
}

static int read_int(struct tnf_catalog *catalog, enum tnf_store_common id, int64_t *ret, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, id, &statement, err));
    TNF_TRY(tnf_store_step(catalog, statement, err));
    *ret = sqlite3_column_int64(statement, 0);
    (void)sqlite3_reset(statement);
    return 0;
}

/* The file must be there unless it may be made; anything but a plain file is refused, as SQLite would wait on a
 * pipe for ever. */
static int check_file(const char *path, bool create, struct tnf_error *err) {
    struct stat info;
    if (stat(path, &info) == 0) {
        if (S_ISREG(info.st_mode)) return 0;
        return tnf_error_set(err, TNF_E_INVALID, "catalog %s: is not a file", path);
    }
    if (errno != ENOENT) return tnf_error_set(err, TNF_E_IO, "catalog %s: %s", path, strerror(errno));
    if (create) return 0;
    tnf_error_set(err, TNF_E_NOT_FOUND, "catalog %s: does not exist", path);
    tnf_error_hint(err, "run `tenantform init` to make one, or name another with --catalog");
    return TNF_E_NOT_FOUND;
}

/* As SQLite's own with a timeout, and it can be stopped: whether to try again. */
static int wait_for_others(void *context, int tries) {
    const struct tnf_catalog *catalog = context;
    if (tries >= BUSY_TIMEOUT_MS / BUSY_PAUSE_MS || is_stopped(catalog)) return 0;
    (void)sqlite3_sleep(BUSY_PAUSE_MS);
    return 1;
}

void tnf_catalog_stop_with(struct tnf_catalog *catalog, const atomic_bool *stopped) {
    catalog->stopped = stopped;
}

/* cache_size is in KiB when negative: it bounds memory whatever the catalog's size. */
static int configure(struct tnf_catalog *catalog, struct tnf_error *err) {
    static const char pragmas[] = "PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192; PRAGMA synchronous = FULL;"
                                  "PRAGMA temp_store = FILE;";
    (void)sqlite3_busy_handler(catalog->db, wait_for_others, catalog);
    (void)sqlite3_db_config(catalog->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (sqlite3_exec(catalog->db, pragmas, NULL, NULL, NULL) != SQLITE_OK) return tnf_store_error(catalog, err);
    return 0;
}

struct tnf_catalog *tnf_store_new(const char *path) {
    struct tnf_catalog *catalog = tnf_xcalloc(1, sizeof *catalog);
    catalog->path = tnf_xstrdup(path);
    tnf_strbuf_init(&catalog->author);
    tnf_strbuf_init(&catalog->reason);
    tnf_strbuf_init(&catalog->key);
    tnf_strbuf_init(&catalog->before);
    tnf_strbuf_init(&catalog->after);
    return catalog;
}

int tnf_store_connect(struct tnf_catalog *catalog, const char *name, int mode, struct tnf_error *err) {
    if (sqlite3_open_v2(name, &catalog->db, mode, NULL) != SQLITE_OK) return tnf_store_error(catalog, err);
    return configure(catalog, err);
}

/* SQLite gives "", ":memory:" and "file:…" a meaning of their own; a path with a slash in front has none. */
static int open_database(struct tnf_catalog *catalog, unsigned flags, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    if (catalog->path[0] != '/') tnf_strbuf_add_str(&name, "./");
    tnf_strbuf_add_str(&name, catalog->path);
    int mode = SQLITE_OPEN_NOMUTEX;
    mode |= (flags & TNF_OPEN_WRITE) != 0 ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    if ((flags & TNF_OPEN_WRITE) != 0 && (flags & TNF_OPEN_CREATE) != 0) mode |= SQLITE_OPEN_CREATE;
    return tnf_store_connect(catalog, name.ptr, mode, err);
}

int tnf_catalog_open(const char *path, unsigned flags, struct tnf_catalog **ret, struct tnf_error *err) {
    const bool writable = (flags & TNF_OPEN_WRITE) != 0;
    const bool create = writable && (flags & TNF_OPEN_CREATE) != 0;
    TNF_TRY(check_file(path, create, err));
    struct tnf_catalog *catalog = tnf_store_new(path);
    int code = open_database(catalog, flags, err);
    if (code == 0) code = tnf_store_migrate(catalog, writable, create, err);
    if (code < 0) {
        tnf_catalog_close(catalog);
        return code;
    }
    *ret = catalog;
    return 0;
}

void tnf_catalog_close(struct tnf_catalog *catalog) {
    if (catalog == NULL) return;
    for (int i = 0; i < TNF_ENTITY_COUNT; i++)
        for (int j = 0; j < TNF_STORE_ENTITY_STATEMENTS; j++) tnf_store_finalize(&catalog->statements[i][j]);
    for (int i = 0; i < TNF_STORE_COMMON_STATEMENTS; i++) tnf_store_finalize(&catalog->common[i]);
    (void)sqlite3_close(catalog->db); /* rolls back what is open */
    tnf_strbuf_release(&catalog->author);
    tnf_strbuf_release(&catalog->reason);
    tnf_strbuf_release(&catalog->key);
    tnf_strbuf_release(&catalog->before);
    tnf_strbuf_release(&catalog->after);
    tnf_arena_release(&catalog->scratch);
    free(catalog->path);
    free(catalog);
}

static int must_be_idle(const struct tnf_catalog *catalog, struct tnf_error *err) {
    if (catalog->state == TNF_STORE_IDLE) return 0;
    return tnf_error_set(err, TNF_E_INTERNAL, "catalog %s: a transaction is open already", catalog->path);
}

/* BEGIN takes the snapshot only with the first read. */
int tnf_catalog_begin_read(struct tnf_catalog *catalog, struct tnf_error *err) {
    TNF_TRY(must_be_idle(catalog, err));
    TNF_TRY(run_common(catalog, TNF_STORE_BEGIN_READ, err));
    catalog->state = TNF_STORE_READING;
    int64_t ignored = 0;
    const int code = read_int(catalog, TNF_STORE_REVISION, &ignored, err);
    if (code < 0) tnf_catalog_end_read(catalog);
    return code;
}

void tnf_catalog_end_read(struct tnf_catalog *catalog) {
    if (catalog->state == TNF_STORE_READING) tnf_catalog_rollback(catalog);
}

int tnf_store_snapshot(struct tnf_catalog *catalog, bool *ret_opened, struct tnf_error *err) {
    *ret_opened = false;
    if (catalog->state != TNF_STORE_IDLE) return 0;
    TNF_TRY(tnf_catalog_begin_read(catalog, err));
    *ret_opened = true;
    return 0;
}

static int check_change(const struct tnf_change *change, struct tnf_error *err) {
    enum { TEXT_MAX = 4096 };
    if (!tnf_sv_is_utf8(change->author) || !tnf_sv_is_utf8(change->reason))
        return tnf_error_set(err, TNF_E_INVALID, "revision: author and reason must be UTF-8");
    if (change->author.len > TEXT_MAX || change->reason.len > TEXT_MAX)
        return tnf_error_set(err, TNF_E_LIMIT, "revision: author and reason must have at most %d bytes", TEXT_MAX);
    return 0;
}

int tnf_catalog_begin(struct tnf_catalog *catalog, const struct tnf_change *change, struct tnf_error *err) {
    TNF_TRY(must_be_idle(catalog, err));
    TNF_TRY(check_change(change, err));
    TNF_TRY(run_common(catalog, TNF_STORE_BEGIN_WRITE, err));
    catalog->state = TNF_STORE_WRITING;
    catalog->broken = false;
    catalog->complete = change->complete;
    catalog->moves_cells = change->moves_cells;
    catalog->moves_isolation = change->moves_isolation;
    catalog->revision = 0;
    catalog->change_count = 0;
    catalog->renamed = false;
    catalog->tenants = false;
    catalog->touched = 0;
    tnf_strbuf_clear(&catalog->author);
    tnf_strbuf_add_sv(&catalog->author, change->author);
    tnf_strbuf_clear(&catalog->reason);
    tnf_strbuf_add_sv(&catalog->reason, change->reason);
    return 0;
}

void tnf_catalog_rollback(struct tnf_catalog *catalog) {
    if (catalog->state == TNF_STORE_IDLE) return;
    /* SQLite has rolled back by itself after some failures. */
    if (sqlite3_get_autocommit(catalog->db) == 0) (void)run_common(catalog, TNF_STORE_ROLLBACK, NULL);
    catalog->state = TNF_STORE_IDLE;
}

int tnf_store_writing(const struct tnf_catalog *catalog, struct tnf_error *err) {
    if (catalog->state != TNF_STORE_WRITING)
        return tnf_error_set(err, TNF_E_INTERNAL, "catalog %s: no write transaction is open", catalog->path);
    if (catalog->broken)
        return tnf_error_set(err, TNF_E_INTERNAL, "catalog %s: the transaction failed before", catalog->path);
    return 0;
}

int tnf_catalog_revision(struct tnf_catalog *catalog, int64_t *ret, struct tnf_error *err) {
    return read_int(catalog, TNF_STORE_REVISION, ret, err);
}

int tnf_catalog_uuid(struct tnf_catalog *catalog, char ret_uuid[37], struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    TNF_TRY(tnf_store_common(catalog, TNF_STORE_UUID, &statement, err));
    TNF_TRY(tnf_store_step(catalog, statement, err));
    const struct tnf_strview uuid = tnf_store_column(statement, 0);
    if (uuid.len == 36) memcpy(ret_uuid, uuid.ptr, 37);
    (void)sqlite3_reset(statement);
    if (uuid.len == 36) return 0;
    return tnf_error_set(err, TNF_E_INVALID, "catalog %s: is damaged: it has no uuid", catalog->path);
}

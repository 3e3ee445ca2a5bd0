/* Schema versions: migrations/0001.sql … in order, each in the transaction that also counts user_version up. */
#include "catalog/store_sqlite.h"

#include "base/embed.h"

#include <sched.h>
#include <unistd.h>

extern const struct tnf_embedded_file catalog_migrations_files[];
extern const size_t catalog_migrations_file_count;

/* "tnfc", set by migrations/0001.sql: how a file is known to be a catalog. */
enum { APPLICATION_ID = 0x746E6663 };

static int pragma_int(struct tnf_catalog *catalog, const char *sql, int64_t *ret, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    TNF_TRY(tnf_store_step(catalog, statement, err));
    *ret = sqlite3_column_int64(statement, 0);
    return 0;
}

static int refuse_foreign(const struct tnf_catalog *catalog, struct tnf_error *err) {
    tnf_error_set(err, TNF_E_INVALID, "catalog %s: is a database of something else", catalog->path);
    tnf_error_hint(err, "name a file that tenantform made");
    return TNF_E_INVALID;
}

/* *ret is the version, 0 for a database with nothing in it. */
static int read_version(struct tnf_catalog *catalog, int64_t *ret, struct tnf_error *err) {
    int64_t application = 0;
    int64_t tables = 0;
    TNF_TRY(pragma_int(catalog, "PRAGMA application_id", &application, err));
    TNF_TRY(pragma_int(catalog, "SELECT count(*) FROM sqlite_schema", &tables, err));
    if (application != APPLICATION_ID && (application != 0 || tables != 0)) return refuse_foreign(catalog, err);
    if (application == 0) {
        *ret = 0;
        return 0;
    }
    return pragma_int(catalog, "PRAGMA user_version", ret, err);
}

static int check_version(const struct tnf_catalog *catalog, int64_t version, struct tnf_error *err) {
    const int64_t known = (int64_t)catalog_migrations_file_count;
    if (version == known) return 0;
    if (version > known) {
        tnf_error_set(err, TNF_E_INVALID, "catalog %s: has schema version %lld, this program knows %lld", catalog->path,
                      (long long)version, (long long)known);
        tnf_error_hint(err, "use the newer tenantform that wrote it");
        return TNF_E_INVALID;
    }
    if (version == 0) {
        tnf_error_set(err, TNF_E_INVALID, "catalog %s: is empty", catalog->path);
        tnf_error_hint(err, "run `tenantform init`");
        return TNF_E_INVALID;
    }
    tnf_error_set(err, TNF_E_INVALID, "catalog %s: has the older schema version %lld of %lld", catalog->path,
                  (long long)version, (long long)known);
    tnf_error_hint(err, "run `tenantform migrate`");
    return TNF_E_INVALID;
}

/* Readers and a writer side by side. The switch needs the file for itself, and of two processes that make a
 * catalog at once one is told "busy" without the timeout being waited for. */
static int use_wal(struct tnf_catalog *catalog, struct tnf_error *err) {
    enum { TRIES = 3000, PAUSE_US = 10000 };
    int code = SQLITE_BUSY;
    for (int i = 0; i < TRIES && code == SQLITE_BUSY; i++) {
        code = sqlite3_exec(catalog->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) & 0xFF;
        if (code == SQLITE_BUSY) (void)usleep(PAUSE_US);
    }
    return code == SQLITE_OK ? 0 : tnf_store_error(catalog, err);
}

static int apply(struct tnf_catalog *catalog, int64_t version, struct tnf_error *err) {
    for (size_t i = (size_t)version; i < catalog_migrations_file_count; i++) {
        TNF_TRY(tnf_store_execute(catalog, (const char *)catalog_migrations_files[i].bytes, err));
        char sql[64];
        (void)snprintf(sql, sizeof sql, "PRAGMA user_version = %zu", i + 1);
        TNF_TRY(tnf_store_execute(catalog, sql, err));
    }
    return 0;
}

/* Under the write lock, so the version is looked at again: somebody else may have been first. */
static int apply_locked(struct tnf_catalog *catalog, struct tnf_error *err) {
    TNF_TRY(use_wal(catalog, err));
    TNF_TRY(tnf_store_execute(catalog, "BEGIN IMMEDIATE", err));
    int64_t version = 0;
    int code = read_version(catalog, &version, err);
    /* Widening a constraint of a column means to write sqlite_schema. */
    (void)sqlite3_db_config(catalog->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    if (code == 0 && version <= (int64_t)catalog_migrations_file_count) code = apply(catalog, version, err);
    (void)sqlite3_db_config(catalog->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (code == 0) code = tnf_store_execute(catalog, "COMMIT", err);
    if (code < 0) (void)tnf_store_execute(catalog, "ROLLBACK", NULL);
    return code;
}

int tnf_store_migrate(struct tnf_catalog *catalog, bool writable, bool create, struct tnf_error *err) {
    int64_t version = 0;
    TNF_TRY(read_version(catalog, &version, err));
    const bool behind = version < (int64_t)catalog_migrations_file_count;
    if (!behind || !writable || (version == 0 && !create)) return check_version(catalog, version, err);
    TNF_TRY(apply_locked(catalog, err));
    TNF_TRY(read_version(catalog, &version, err));
    return check_version(catalog, version, err);
}

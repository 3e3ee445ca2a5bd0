/* A catalog of every version before this one, opened: what is in it stays, and new fields can be set. */
#include "catalog/catalog.h"

#include "base/embed.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "tests/support/catalog_rows.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

extern const struct tnf_embedded_file catalog_migrations_files[];
extern const size_t catalog_migrations_file_count;

static void execute(sqlite3 *db, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s", message);
}

/* Columns that version 1 had. */
static void make_catalog(const char *path, size_t version) {
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < version; i++) execute(db, (const char *)catalog_migrations_files[i].bytes);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf pragma = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&pragma, "PRAGMA user_version = %zu", version);
    execute(db, pragma.ptr);
    execute(db, "INSERT INTO platform (name, region) VALUES ('acme', 'us-east-1');"
                "INSERT INTO environment (name, alarm_email) VALUES ('staging', 'oncall@example.com');"
                "INSERT INTO tenant (name, isolation) VALUES ('one', 'silo');"
                "INSERT INTO placement (tenant, environment, account_id) VALUES ('one', 'staging', '111122223333');");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int count(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (void)err;
    ++*(size_t *)context;
    return 0;
}

static void expect_rows(struct tnf_catalog *catalog) {
    static const enum tnf_entity_id entities[] = {TNF_ENTITY_PLATFORM, TNF_ENTITY_ENVIRONMENT, TNF_ENTITY_TENANT,
                                                  TNF_ENTITY_PLACEMENT};
    for (size_t i = 0; i < TNF_ARRAY_LEN(entities); i++) {
        size_t rows = 0;
        assert_int_equal(tnf_catalog_each(catalog, entities[i], NULL, count, &rows, NULL), 0);
        assert_int_equal(rows, 1);
    }
    size_t accounts = 0;
    assert_int_equal(tnf_catalog_each_own_account(catalog, TNF_SV("staging"), count, &accounts, NULL), 0);
    assert_int_equal(accounts, 1);
}

static void migrate_from(size_t version) {
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    char *path = tnf_scratch_path(&scratch, "platform.db");
    make_catalog(path, version);
    struct tnf_catalog *catalog = NULL;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_open(path, TNF_OPEN_READ, &catalog, &err), TNF_E_INVALID);
    assert_non_null(strstr(err.message, "has the older schema version"));

    catalog = test_open(path, TNF_OPEN_WRITE);
    expect_rows(catalog);
    test_begin(catalog);
    test_update(catalog, TNF_ENTITY_ENVIRONMENT, "staging", "hardening", "true", "budget", "100", NULL);
    test_update(catalog, TNF_ENTITY_PLACEMENT, "one/staging", "budget", "10", NULL);
    test_commit(catalog);
    expect_rows(catalog);
    tnf_catalog_close(catalog);
    free(path);
    tnf_scratch_release(&scratch);
}

static void what_an_older_catalog_has_stays(void **state) {
    (void)state;
    for (size_t version = 1; version < catalog_migrations_file_count; version++) migrate_from(version);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_an_older_catalog_has_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

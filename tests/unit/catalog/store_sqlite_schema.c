/* What the migrations made, compared with what the table of entities asks for. */
#include "catalog/catalog.h"

#include "tests/support/catalog_rows.h"
#include "tests/support/catalog_schema.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <sqlite3.h>
#include <string.h>

struct fixture {
    struct tnf_scratch scratch;
    char *path;
    sqlite3 *migrated;
    sqlite3 *expected;
};

static void execute(sqlite3 *db, const char *sql) {
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) fail_msg("%s", message);
}

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    fixture->path = tnf_scratch_path(&fixture->scratch, "platform.db");
    tnf_catalog_close(test_open(fixture->path, TNF_OPEN_WRITE | TNF_OPEN_CREATE));
    assert_int_equal(sqlite3_open(fixture->path, &fixture->migrated), SQLITE_OK);
    assert_int_equal(sqlite3_open(":memory:", &fixture->expected), SQLITE_OK);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf sql = TNF_STRBUF_INIT;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        tnf_schema_add_table(&sql, tnf_entity((enum tnf_entity_id)id));
        tnf_schema_add_indexes(&sql, tnf_entity((enum tnf_entity_id)id));
    }
    execute(fixture->expected, sql.ptr);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    (void)sqlite3_close(fixture->migrated);
    (void)sqlite3_close(fixture->expected);
    tnf_scratch_release(&fixture->scratch);
    free(fixture->path);
    free(fixture);
    return 0;
}

/* All rows of a query as lines, columns joined by '|'. */
static void query(sqlite3 *db, const char *sql, const char *table, struct tnf_strbuf *out) {
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    (void)sqlite3_bind_text(statement, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(statement); i++) {
            const char *text = (const char *)sqlite3_column_text(statement, i);
            tnf_strbuf_addf(out, "%s|", text == NULL ? "" : text);
        }
        tnf_strbuf_add_c(out, '\n');
    }
    (void)sqlite3_finalize(statement);
}

static void same(struct fixture *fixture, const char *sql) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf is = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf wanted = TNF_STRBUF_INIT;
        query(fixture->migrated, sql, tnf_entity((enum tnf_entity_id)id)->name, &is);
        query(fixture->expected, sql, tnf_entity((enum tnf_entity_id)id)->name, &wanted);
        assert_true(wanted.len > 0 || strstr(sql, "foreign_key") != NULL || strstr(sql, "index") != NULL);
        assert_string_equal(is.ptr, wanted.ptr);
    }
}

static void every_column_is_there_with_its_type(void **state) {
    same(*state, "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo(?1) ORDER BY name");
}

static void every_foreign_key_is_there(void **state) {
    same(*state, "SELECT \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list(?1)"
                 " ORDER BY 1, 2, 3");
}

static void every_index_of_a_foreign_key_is_there(void **state) {
    same(*state, "SELECT l.name, i.name FROM pragma_index_list(?1) AS l, pragma_index_info(l.name) AS i"
                 " WHERE l.origin = 'c' AND l.name NOT LIKE '%_single' AND l.name NOT IN ('placement_account',"
                 " 'route_load_balancer', 'tenant_isolation', 'tenant_physical_name')"
                 " ORDER BY 1, 2");
}

static void tables_are_strict_and_kept_by_key(void **state) {
    same(*state, "SELECT strict, wr FROM pragma_table_list(?1)");
}

/* The text of the table that sqlite_schema keeps. */
static void table_sql(sqlite3 *db, const char *table, struct tnf_strbuf *out) {
    query(db, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?1", table, out);
}

static void every_check_is_there_with_its_wording(void **state) {
    struct fixture *fixture = *state;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf table = TNF_STRBUF_INIT;
        table_sql(fixture->migrated, entity->name, &table);
        for (size_t i = 0; i < entity->field_count; i++) {
            TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf column = TNF_STRBUF_INIT;
            tnf_schema_add_column(&column, entity, &entity->fields[i]);
            if (strstr(table.ptr, column.ptr) == NULL)
                fail_msg("no migration makes this column as it should be:\n%s", column.ptr);
        }
    }
}

static void checks_speak_the_words_of_the_rules(void **state) {
    struct fixture *fixture = *state;
    execute(fixture->migrated, "INSERT INTO tenant (name, isolation) VALUES ('t', 'pool')");
    static const char *const rows[][2] = {
        {"INSERT INTO service (tenant, name, image, cpu) VALUES ('t', 's', 'i', 1)",
         "CHECK constraint failed: service cpu: must be 256 to 16384 CPU units"},
        {"UPDATE tenant SET isolation = 'none'",
         "CHECK constraint failed: tenant isolation: must be pool, bridge or silo"},
        {"UPDATE tenant SET tags = '[]'", "CHECK constraint failed: tenant tags: must be a map of at most 256 entries"},
        {"UPDATE tenant SET tags = '{'", "CHECK constraint failed: tenant tags: must be a map of at most 256 entries"},
        {"UPDATE tenant SET quota_cpu = 'many'", "cannot store TEXT value in INTEGER column tenant.quota_cpu"},
        {"INSERT INTO environment (name) VALUES ('a--b')",
         "CHECK constraint failed: environment name: must be a name: lower-case letters, digits and single '-',"
         " a letter first, no '-' last, of at most 16 bytes"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        assert_int_not_equal(sqlite3_exec(fixture->migrated, rows[i][0], NULL, NULL, NULL), SQLITE_OK);
        assert_string_equal(sqlite3_errmsg(fixture->migrated), rows[i][1]);
    }
}

static void the_history_is_append_only(void **state) {
    struct fixture *fixture = *state;
    execute(fixture->migrated, "INSERT INTO revision VALUES (1, 'now', 'a', 'b', 1)");
    assert_int_not_equal(sqlite3_exec(fixture->migrated, "DELETE FROM revision", NULL, NULL, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(fixture->migrated, "UPDATE revision SET author = 'c'", NULL, NULL, NULL),
                         SQLITE_OK);
}

static void open_fails(struct fixture *fixture, const char *message) {
    struct tnf_catalog *catalog = NULL;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_open(fixture->path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &catalog, &err), TNF_E_INVALID);
    assert_non_null(strstr(err.message, message));
}

static void a_newer_catalog_is_refused(void **state) {
    struct fixture *fixture = *state;
    execute(fixture->migrated, "PRAGMA user_version = 999");
    open_fails(fixture, "has schema version 999, this program knows");
}

static void a_database_of_something_else_is_refused(void **state) {
    struct fixture *fixture = *state;
    execute(fixture->migrated, "PRAGMA application_id = 1");
    open_fails(fixture, "is a database of something else");
    execute(fixture->migrated, "PRAGMA application_id = 0");
    open_fails(fixture, "is a database of something else");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_column_is_there_with_its_type),
        TEST(every_foreign_key_is_there),
        TEST(every_index_of_a_foreign_key_is_there),
        TEST(tables_are_strict_and_kept_by_key),
        TEST(every_check_is_there_with_its_wording),
        TEST(checks_speak_the_words_of_the_rules),
        TEST(the_history_is_append_only),
        TEST(a_newer_catalog_is_refused),
        TEST(a_database_of_something_else_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

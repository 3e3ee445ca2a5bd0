/* Several processes on one catalog, and processes that die. */
#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WRITERS = 4, WRITES = 25 };

/* Reads a number and writes it back one higher: what a lost update shows in. */
static int count_up(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(arena, TNF_ENTITY_TENANT);
    struct tnf_record tenant;
    key.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = TNF_SV("acme")};
    TNF_TRY(tnf_catalog_get(catalog, &key, arena, &tenant, err));
    const int64_t count = tnf_record_int(&tenant, TNF_TENANT_QUOTA_VOLUMES, 0);
    tenant.data[TNF_TENANT_QUOTA_VOLUMES] = (struct tnf_datum){.set = true, .integer = count + 1};
    return tnf_catalog_update(catalog, &tenant, /* whole= */ true, err);
}

/* In a child: an exit code instead of cmocka's longjmp into the parent's copy of the test. */
static int add_secret(struct tnf_catalog *catalog, const char *key) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_change change = {.author = TNF_SV("writer")};
    struct tnf_error err = {0};
    int64_t revision = 0;
    struct tnf_record secret = tnf_record_new(&arena, TNF_ENTITY_SECRET);
    int code = tnf_record_set_key(&secret, tnf_sv(key), &arena, &err);
    if (code == 0) code = tnf_catalog_begin(catalog, &change, &err);
    if (code == 0) code = count_up(catalog, &arena, &err);
    if (code == 0) code = tnf_catalog_insert(catalog, &secret, &err);
    if (code == 0) code = tnf_catalog_commit(catalog, &revision, NULL, &err);
    if (code < 0) (void)fprintf(stderr, "%s: %s\n", key, err.message);
    return code;
}

static int write_many(const char *path, int writer) {
    struct tnf_catalog *catalog = NULL;
    struct tnf_error err = {0};
    int code = tnf_catalog_open(path, TNF_OPEN_WRITE, &catalog, &err);
    for (int i = 0; i < WRITES && code == 0; i++) {
        char key[64];
        (void)snprintf(key, sizeof key, "acme/w%d-%d", writer, i);
        code = add_secret(catalog, key);
    }
    tnf_catalog_close(catalog);
    return code;
}

static int count_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (void)err;
    ++*(size_t *)context;
    return 0;
}

static size_t count_rows(struct tnf_catalog *catalog, enum tnf_entity_id entity) {
    size_t count = 0;
    struct tnf_error err = {0};
    if (tnf_catalog_each(catalog, entity, NULL, count_row, &count, &err) < 0) fail_msg("%s", err.message);
    return count;
}

/* SQLite's handles must not be carried over a fork: the parent has none open while it makes children. */
static void fill_and_close(struct catalog_fixture *fixture) {
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_commit(fixture->catalog);
    tnf_catalog_close(fixture->catalog);
    fixture->catalog = NULL;
}

static void children_succeed(int children) {
    for (int i = 0; i < children; i++) {
        int status = -1;
        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

static void writers_side_by_side_lose_nothing(void **state) {
    struct catalog_fixture *fixture = *state;
    fill_and_close(fixture);
    for (int writer = 0; writer < WRITERS; writer++)
        if (fork() == 0) _exit(write_many(fixture->path, writer) == 0 ? 0 : 1);
    children_succeed(WRITERS);
    fixture->catalog = test_open(fixture->path, TNF_OPEN_READ);
    assert_int_equal(count_rows(fixture->catalog, TNF_ENTITY_SECRET), WRITERS * WRITES);
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_revision(fixture->catalog, &revision, NULL), 0);
    assert_int_equal(revision, 1 + WRITERS * WRITES);
    const struct tnf_record key = test_record(&fixture->arena, TNF_ENTITY_TENANT, "acme", NULL);
    struct tnf_record tenant;
    assert_int_equal(tnf_catalog_get(fixture->catalog, &key, &fixture->arena, &tenant, NULL), 0);
    assert_int_equal(tenant.data[TNF_TENANT_QUOTA_VOLUMES].integer, WRITERS * WRITES);
}

static void processes_that_make_a_catalog_at_once_make_one(void **state) {
    struct catalog_fixture *fixture = *state;
    tnf_catalog_close(fixture->catalog);
    fixture->catalog = NULL;
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "new.db");
    for (int i = 0; i < WRITERS; i++) {
        if (fork() != 0) continue;
        struct tnf_catalog *catalog = NULL;
        struct tnf_error err = {0};
        const int code = tnf_catalog_open(path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &catalog, &err);
        if (code < 0) (void)fprintf(stderr, "%s\n", err.message);
        tnf_catalog_close(catalog);
        _exit(code == 0 ? 0 : 1);
    }
    children_succeed(WRITERS);
    tnf_catalog_close(test_open(path, TNF_OPEN_READ));
}

/* Writes transactions of three rows for ever, and a byte to `started` after the first. */
static int write_threes(const char *path, int started) {
    struct tnf_catalog *catalog = NULL;
    const struct tnf_change change = {.author = TNF_SV("victim")};
    struct tnf_error err = {0};
    int code = tnf_catalog_open(path, TNF_OPEN_WRITE, &catalog, &err);
    for (int i = 0; code == 0; i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        code = tnf_catalog_begin(catalog, &change, &err);
        for (int j = 0; j < 3 && code == 0; j++) {
            struct tnf_record secret = tnf_record_new(&arena, TNF_ENTITY_SECRET);
            secret.data[TNF_SECRET_TENANT] = (struct tnf_datum){.set = true, .string = TNF_SV("acme")};
            secret.data[TNF_SECRET_NAME] =
                (struct tnf_datum){.set = true, .string = tnf_arena_printf(&arena, "p%d-%d-%d", (int)getpid(), i, j)};
            code = tnf_catalog_insert(catalog, &secret, &err);
        }
        int64_t revision = 0;
        if (code == 0) code = tnf_catalog_commit(catalog, &revision, NULL, &err);
        if (code == 0 && i == 0 && write(started, "", 1) != 1) return -1;
    }
    (void)fprintf(stderr, "%s\n", err.message);
    return code;
}

/* Starts a writer, and kills it `delay_us` microseconds after its first transaction, however slow the machine is. */
static void kill_writer(const char *path, unsigned delay_us) {
    int started[2];
    char byte = 0;
    assert_int_equal(pipe(started), 0);
    const pid_t child = fork();
    if (child == 0) _exit(write_threes(path, started[1]) == 0 ? 0 : 1);
    (void)close(started[1]);
    assert_int_equal(read(started[0], &byte, 1), 1);
    (void)close(started[0]);
    (void)usleep(delay_us);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void is_sound(const char *path) {
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    static const char *const checks[] = {"PRAGMA integrity_check", "SELECT 'ok' WHERE NOT EXISTS"
                                                                   " (SELECT 1 FROM pragma_foreign_key_check)"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(checks); i++) {
        assert_int_equal(sqlite3_prepare_v2(db, checks[i], -1, &statement, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(statement, 0), "ok");
        (void)sqlite3_finalize(statement);
    }
    (void)sqlite3_close(db);
}

static void a_killed_writer_leaves_whole_transactions(void **state) {
    enum { ROUNDS = 15 };
    struct catalog_fixture *fixture = *state;
    fill_and_close(fixture);
    for (int round = 0; round < ROUNDS; round++) {
        kill_writer(fixture->path, 7919U * (unsigned)round);
        is_sound(fixture->path);
        struct tnf_catalog *catalog = test_open(fixture->path, TNF_OPEN_READ);
        int64_t revision = 0;
        assert_int_equal(tnf_catalog_revision(catalog, &revision, NULL), 0);
        assert_true(revision > 1 + round);
        assert_int_equal(count_rows(catalog, TNF_ENTITY_SECRET), 3 * (size_t)(revision - 1));
        tnf_catalog_close(catalog);
    }
    fixture->catalog = test_open(fixture->path, TNF_OPEN_WRITE);
    assert_int_equal(add_secret(fixture->catalog, "acme/after"), 0);
}

static void who_waits_for_a_writer_can_be_stopped(void **state) {
    struct catalog_fixture *fixture = *state;
    const atomic_bool stopped = true;
    const struct tnf_change change = {.author = TNF_SV("second")};
    struct tnf_error err = {0};
    struct tnf_catalog *second = test_open(fixture->path, TNF_OPEN_WRITE);
    tnf_catalog_stop_with(second, &stopped);
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_begin(second, &change, &err), TNF_E_CONFLICT);
    assert_non_null(strstr(err.message, "stopped while another process was writing"));
    tnf_catalog_rollback(fixture->catalog);
    assert_int_equal(tnf_catalog_begin(second, &change, NULL), 0); /* nobody to wait for */
    tnf_catalog_close(second);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(writers_side_by_side_lose_nothing),
        TEST(processes_that_make_a_catalog_at_once_make_one),
        TEST(a_killed_writer_leaves_whole_transactions),
        TEST(who_waits_for_a_writer_can_be_stopped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

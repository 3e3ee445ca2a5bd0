/* Many threads, one writer: nothing is lost, and what is wrong is refused alone. */
#include "provider/tenantform/writer.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <pthread.h>

enum { THREADS = 16, ROWS = 20 };

struct task {
    pthread_t thread;
    struct tnf_writer *writer;
    int number;
    int failures;
    int refused; /* which of its rows is wrong, -1: none */
};

struct insertion {
    const char *key;
    const char *isolation;
};

static int insert_tenant(struct tnf_catalog *catalog, void *context, struct tnf_error *err) {
    const struct insertion *insertion = context;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record record =
        test_record(&arena, TNF_ENTITY_TENANT, insertion->key, "isolation", insertion->isolation, NULL);
    return tnf_catalog_insert(catalog, &record, err);
}

static void *insert_rows(void *context) {
    struct task *task = context;
    for (int i = 0; i < ROWS; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf key = TNF_STRBUF_INIT;
        struct tnf_error err = {0};
        int64_t revision = 0;
        tnf_strbuf_addf(&key, "t%d-%d", task->number, i);
        struct insertion insertion = {key.ptr, i == task->refused ? "none" : "pool"};
        task->failures += tnf_writer_run(task->writer, insert_tenant, &insertion, &revision, NULL, &err) < 0;
    }
    return NULL;
}

static int count_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (void)err;
    ++*(int *)context;
    return 0;
}

static void only_what_is_wrong_is_missing(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert_platform(fixture->catalog);
    (void)test_commit(fixture->catalog);
    struct tnf_writer *writer = tnf_writer_new(fixture->path, TNF_SV("me"), TNF_SV("test"));
    struct task tasks[THREADS];
    for (int i = 0; i < THREADS; i++) {
        tasks[i] = (struct task){.writer = writer, .number = i, .refused = i % 2 == 0 ? i : -1};
        assert_int_equal(pthread_create(&tasks[i].thread, NULL, insert_rows, &tasks[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(tasks[i].thread, NULL);
        assert_int_equal(tasks[i].failures, tasks[i].refused >= 0);
    }
    tnf_writer_free(writer);
    int count = 0;
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_each(fixture->catalog, TNF_ENTITY_TENANT, NULL, count_row, &count, NULL), 0);
    assert_int_equal(count, THREADS * ROWS - THREADS / 2);
    assert_int_equal(tnf_catalog_revision(fixture->catalog, &revision, NULL), 0);
    assert_true(revision > 1 && revision <= 1 + count);
}

static void broken_rules_are_those_of_the_change_itself(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_writer *writer = tnf_writer_new(fixture->path, TNF_SV("me"), TNF_SV("test"));
    TNF_AUTO(tnf_findings_release) struct tnf_findings findings = TNF_FINDINGS_INIT;
    struct insertion insertion = {"acme", "pool"};
    struct tnf_error err = {0};
    int64_t revision = 0;
    assert_int_equal(tnf_writer_run(writer, insert_tenant, &insertion, &revision, &findings, &err), TNF_E_INVALID);
    assert_int_equal(findings.count, 1);
    assert_true(findings.items[0].rule == tnf_rule(TNF_RULE_NO_PLATFORM));
    tnf_writer_free(writer);
}

static void a_catalog_is_made_with_the_first_change(void **state) {
    struct catalog_fixture *fixture = *state;
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "new.db");
    struct tnf_writer *writer = tnf_writer_new(path, TNF_SV("me"), TNF_SV("test"));
    struct tnf_catalog *catalog = NULL;
    struct insertion insertion = {"acme", "pool"};
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_open(path, TNF_OPEN_READ, &catalog, NULL), TNF_E_NOT_FOUND);
    (void)tnf_writer_run(writer, insert_tenant, &insertion, &revision, NULL, NULL);
    assert_int_equal(tnf_catalog_open(path, TNF_OPEN_READ, &catalog, NULL), 0);
    tnf_catalog_close(catalog);
    tnf_writer_free(writer);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(only_what_is_wrong_is_missing),
        TEST(broken_rules_are_those_of_the_change_itself),
        TEST(a_catalog_is_made_with_the_first_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Copies in memory: the same rows, the same rules, and nobody else sees what is done to them. */
#include "catalog/catalog.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/catalog_rows.h"
#include "tests/support/test.h"

static int count_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)record;
    (void)err;
    ++*(size_t *)context;
    return 0;
}

static size_t rows(struct tnf_catalog *catalog, enum tnf_entity_id entity) {
    size_t count = 0;
    assert_int_equal(tnf_catalog_each(catalog, entity, NULL, count_row, &count, NULL), 0);
    return count;
}

static struct tnf_catalog *copy_of(struct tnf_catalog *source) {
    struct tnf_catalog *copy = NULL;
    struct tnf_error err = {0};
    if (tnf_catalog_copy(source, &copy, &err) < 0) fail_msg("%s", err.message);
    return copy;
}

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", "tags", "a=b", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    assert_int_equal(test_commit(catalog), 1);
}

static void a_copy_has_the_same_rows_and_no_history(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    struct tnf_catalog *copy = copy_of(fixture->catalog);
    for (int id = 0; id < TNF_ENTITY_COUNT; id++)
        assert_int_equal(rows(copy, (enum tnf_entity_id)id), rows(fixture->catalog, (enum tnf_entity_id)id));
    const struct tnf_record key = test_record(&fixture->arena, TNF_ENTITY_TENANT, "acme", NULL);
    struct tnf_record original;
    struct tnf_record copied;
    assert_int_equal(tnf_catalog_get(fixture->catalog, &key, &fixture->arena, &original, NULL), 0);
    assert_int_equal(tnf_catalog_get(copy, &key, &fixture->arena, &copied, NULL), 0);
    assert_true(tnf_record_equal(&original, &copied));
    int64_t revision = -1;
    assert_int_equal(tnf_catalog_revision(copy, &revision, NULL), 0);
    assert_int_equal(revision, 0);
    tnf_catalog_close(copy);
}

static void what_a_row_does_not_give_is_not_taken_from_another(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "beta", "isolation", "pool", NULL);
    assert_int_equal(test_commit(fixture->catalog), 2);
    struct tnf_catalog *copy = copy_of(fixture->catalog);
    const struct tnf_record key = test_record(&fixture->arena, TNF_ENTITY_TENANT, "beta", NULL);
    struct tnf_record copied;
    assert_int_equal(tnf_catalog_get(copy, &key, &fixture->arena, &copied, NULL), 0);
    assert_false(copied.data[TNF_TENANT_TAGS].set);
    tnf_catalog_close(copy);
}

static void changes_to_a_copy_are_nobody_elses(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    struct tnf_catalog *copy = copy_of(fixture->catalog);
    test_begin(copy);
    test_insert(copy, TNF_ENTITY_TENANT, "beta", "isolation", "pool", NULL);
    assert_int_equal(test_commit(copy), 1);
    assert_int_equal(rows(copy, TNF_ENTITY_TENANT), 2);
    assert_int_equal(rows(fixture->catalog, TNF_ENTITY_TENANT), 1);
    tnf_catalog_close(copy);
}

static void a_copy_keeps_the_rules(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    struct tnf_catalog *copy = copy_of(fixture->catalog);
    int64_t revision = 0;
    struct tnf_error err = {0};
    test_begin(copy);
    test_insert(copy, TNF_ENTITY_SECRET, "none/key", NULL);
    assert_int_equal(tnf_catalog_commit(copy, &revision, NULL, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "secret none/key: tenant: there is no tenant \"none\"");
    assert_int_equal(rows(copy, TNF_ENTITY_SECRET), 0);
    tnf_catalog_close(copy);
}

static void a_copy_of_nothing_is_empty(void **state) {
    (void)state;
    struct tnf_catalog *copy = copy_of(NULL);
    assert_int_equal(rows(copy, TNF_ENTITY_PLATFORM), 0);
    test_begin(copy);
    test_insert_platform(copy);
    assert_int_equal(test_commit(copy), 1);
    tnf_catalog_close(copy);
}

static int add_rename(const struct tnf_rename *rename, void *context, struct tnf_error *err) {
    (void)err;
    tnf_strbuf_addf(context, "%lld %s %.*s>%.*s,", (long long)rename->revision, tnf_entity(rename->entity)->name,
                    TNF_SV_ARG(rename->key), TNF_SV_ARG(rename->name));
    return 0;
}

static void renames_are_read_from_the_history(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    const struct tnf_record tenant = test_record(&fixture->arena, TNF_ENTITY_TENANT, "acme", NULL);
    const struct tnf_record again = test_record(&fixture->arena, TNF_ENTITY_TENANT, "beta", NULL);
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &tenant, TNF_SV("beta"), NULL), 0);
    (void)test_commit(fixture->catalog);
    test_begin(fixture->catalog);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &again, TNF_SV("gamma"), NULL), 0);
    (void)test_commit(fixture->catalog);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    assert_int_equal(tnf_catalog_renames(fixture->catalog, 0, add_rename, &text, NULL), 0);
    assert_string_equal(text.ptr, "2 tenant acme>beta,3 tenant beta>gamma,");
    tnf_strbuf_clear(&text);
    assert_int_equal(tnf_catalog_renames(fixture->catalog, 2, add_rename, &text, NULL), 0);
    assert_string_equal(text.ptr, "3 tenant beta>gamma,");
    assert_int_equal(tnf_catalog_renames(fixture->catalog, 9, add_rename, &text, NULL), TNF_E_NOT_FOUND);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_copy_has_the_same_rows_and_no_history),
        TEST(what_a_row_does_not_give_is_not_taken_from_another),
        TEST(changes_to_a_copy_are_nobody_elses),
        TEST(a_copy_keeps_the_rules),
        TEST(a_copy_of_nothing_is_empty),
        TEST(renames_are_read_from_the_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is planned together: rows that stand on planned rows, renames, removals, and what is not known yet. */
#include "provider/tenantform/draft.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

struct fixture {
    struct catalog_fixture *catalog;
    struct tnf_draft *draft;
    struct tnf_findings findings;
    struct tnf_error err;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    void *catalog = NULL;
    (void)catalog_set_up(&catalog);
    fixture->catalog = catalog;
    test_begin(fixture->catalog->catalog);
    test_insert_platform(fixture->catalog->catalog);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", "quota_cpu", "1024", NULL);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(fixture->catalog->catalog, TNF_ENTITY_SERVICE, "acme/api", "image", "x:1", "scaling_max", "1", NULL);
    (void)test_commit(fixture->catalog->catalog);
    fixture->draft = tnf_draft_new();
    tnf_draft_reset(fixture->draft, fixture->catalog->path);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    void *catalog = fixture->catalog;
    tnf_draft_free(fixture->draft);
    tnf_findings_release(&fixture->findings);
    (void)catalog_tear_down(&catalog);
    free(fixture);
    return 0;
}

#define RECORD(fixture, ...) test_record(&(fixture)->catalog->arena, __VA_ARGS__, NULL)

static int plan(struct fixture *fixture, const struct tnf_record *prior, struct tnf_record record, uint64_t unknown,
                struct tnf_record *ret_row) {
    const struct tnf_row row = {.record = record, .unknown = unknown};
    struct tnf_record ignored;
    tnf_findings_release(&fixture->findings);
    return tnf_draft_plan(fixture->draft, prior, &row, &fixture->catalog->arena, ret_row == NULL ? &ignored : ret_row,
                          &fixture->findings, &fixture->err);
}

static void rows_may_stand_on_rows_planned_before(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_SECRET, "beta/key"), 0, NULL), TNF_E_INVALID);
    assert_int_equal(fixture->findings.count, 1);
    assert_int_equal(fixture->findings.items[0].field, TNF_SECRET_TENANT);
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_TENANT, "beta", "isolation", "pool"), 0, NULL), 0);
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_SECRET, "beta/key"), 0, NULL), 0);
}

static void what_is_planned_counts_together(void **state) {
    struct fixture *fixture = *state;
    assert_int_equal(plan(fixture, NULL,
                          RECORD(fixture, TNF_ENTITY_SERVICE, "acme/a", "image", "x:1", "cpu", "512", "memory", "1024",
                                 "scaling_max", "1"),
                          0, NULL),
                     0);
    assert_int_equal(plan(fixture, NULL,
                          RECORD(fixture, TNF_ENTITY_SERVICE, "acme/b", "image", "x:1", "cpu", "512", "memory", "1024",
                                 "scaling_max", "1"),
                          0, NULL),
                     TNF_E_INVALID);
    assert_true(fixture->findings.items[0].rule == tnf_rule(TNF_RULE_QUOTA_CPU));
}

static void what_the_catalog_chooses_is_chosen(void **state) {
    struct fixture *fixture = *state;
    struct tnf_record row;
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_ENVIRONMENT, "test"), 0, &row), 0);
    assert_true(row.data[TNF_ENVIRONMENT_CIDR].set);
}

static void nothing_of_it_reaches_the_catalog(void **state) {
    struct fixture *fixture = *state;
    int64_t revision = 0;
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_TENANT, "beta", "isolation", "pool"), 0, NULL), 0);
    test_begin(fixture->catalog->catalog); /* nobody holds a lock either */
    tnf_catalog_rollback(fixture->catalog->catalog);
    assert_int_equal(tnf_catalog_revision(fixture->catalog->catalog, &revision, NULL), 0);
    assert_int_equal(revision, 1);
}

static void a_row_that_is_there_is_refused_unless_a_state_has_it(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_record acme = RECORD(fixture, TNF_ENTITY_TENANT, "acme", "isolation", "bridge");
    assert_int_equal(plan(fixture, NULL, acme, 0, NULL), TNF_E_EXISTS);
    tnf_draft_saw(fixture->draft, &acme);
    assert_int_equal(plan(fixture, NULL, acme, 0, NULL), 0);
    assert_int_equal(plan(fixture, NULL, acme, 0, NULL), TNF_E_EXISTS);
    assert_string_equal(fixture->err.message, "tenant acme is planned twice");
}

static void a_row_that_only_changes_its_address_asks_for_a_moved_block(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_record acme = RECORD(fixture, TNF_ENTITY_SERVICE, "acme/api", "image", "x:1", "scaling_max", "1");
    tnf_draft_saw(fixture->draft, &acme);
    assert_int_equal(tnf_draft_remove(fixture->draft, &acme, &fixture->err), 0);
    assert_int_equal(plan(fixture, NULL, acme, 0, NULL), TNF_E_EXISTS);
    assert_string_equal(fixture->err.hint, "write a moved block from the one to the other");
    tnf_draft_reset(fixture->draft, fixture->catalog->path);
    tnf_draft_saw(fixture->draft, &acme);
    assert_int_equal(plan(fixture, NULL, acme, 0, NULL), 0);
    assert_int_equal(tnf_draft_remove(fixture->draft, &acme, &fixture->err), TNF_E_EXISTS);
}

static void children_follow_a_planned_rename(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_record before = RECORD(fixture, TNF_ENTITY_TENANT, "acme", "isolation", "bridge");
    const struct tnf_record after = RECORD(fixture, TNF_ENTITY_TENANT, "beta", "isolation", "bridge");
    assert_int_equal(plan(fixture, &before, after, 0, NULL), 0);
    struct tnf_record child = RECORD(fixture, TNF_ENTITY_SERVICE, "acme/api", "image", "x:1");
    tnf_draft_follow(fixture->draft, &fixture->catalog->arena, &child);
    assert_string_equal(tnf_record_key(&fixture->catalog->arena, &child).ptr, "beta/api");
    const struct tnf_record old = RECORD(fixture, TNF_ENTITY_SERVICE, "acme/api", "image", "x:1");
    struct tnf_record row;
    assert_int_equal(plan(fixture, &old, RECORD(fixture, TNF_ENTITY_SERVICE, "beta/web", "image", "x:2"), 0, &row), 0);
    assert_string_equal(tnf_record_key(&fixture->catalog->arena, &row).ptr, "beta/web");
    struct tnf_record grandchild = RECORD(fixture, TNF_ENTITY_ROUTE, "acme/api/r");
    tnf_draft_follow(fixture->draft, &fixture->catalog->arena, &grandchild);
    assert_string_equal(tnf_record_key(&fixture->catalog->arena, &grandchild).ptr, "beta/web/r");
}

static void what_is_planned_to_go_makes_room(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_record api = RECORD(fixture, TNF_ENTITY_SERVICE, "acme/api", "image", "x:1");
    struct tnf_record big = RECORD(fixture, TNF_ENTITY_SERVICE, "acme/big", "image", "x:1", "cpu", "1024", "memory",
                                   "2048", "scaling_max", "1");
    assert_int_equal(plan(fixture, NULL, big, 0, NULL), TNF_E_INVALID);
    assert_int_equal(tnf_draft_remove(fixture->draft, &api, &fixture->err), 0);
    assert_int_equal(plan(fixture, NULL, big, 0, NULL), 0);
    assert_int_equal(fixture->findings.count, 0);
}

static void what_is_not_known_is_no_reason_to_refuse(void **state) {
    struct fixture *fixture = *state;
    const uint64_t image = TNF_ROW_BIT(TNF_SERVICE_IMAGE);
    const uint64_t isolation = TNF_ROW_BIT(TNF_TENANT_ISOLATION);
    assert_int_equal(
        plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_SERVICE, "acme/x", "scaling_max", "1"), image, NULL), 0);
    /* A tenant of which not even the kind is known may have what a silo has. */
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_TENANT, "beta"), isolation, NULL), 0);
    assert_int_equal(
        plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_PLACEMENT, "beta/staging", "cidr", "10.9.0.0/20"), 0, NULL), 0);
    /* And a row that hangs in the air stays one. */
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_SECRET, "none/key"), 0, NULL), TNF_E_INVALID);
}

static void a_rule_that_an_unknown_value_may_satisfy_waits(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_record service =
        RECORD(fixture, TNF_ENTITY_SERVICE, "acme/x", "image", "x:1", "cpu", "512", "scaling_max", "1");
    /* 512 CPU units go with 1 GiB and more; the memory is not known. */
    assert_int_equal(plan(fixture, NULL, service, TNF_ROW_BIT(TNF_SERVICE_MEMORY), NULL), 0);
    /* What nests under the row that could not be checked is not checked either. */
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_VOLUME, "acme/x/data", "path", "/x"), 0, NULL), 0);
}

static void an_update_of_a_row_that_is_gone_is_refused(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_record gone = RECORD(fixture, TNF_ENTITY_SERVICE, "acme/gone", "image", "x:1");
    assert_int_equal(plan(fixture, &gone, gone, 0, NULL), TNF_E_NOT_FOUND);
}

static void a_catalog_that_does_not_exist_is_empty(void **state) {
    struct fixture *fixture = *state;
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->catalog->scratch, "none.db");
    tnf_draft_reset(fixture->draft, path);
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_PLATFORM, "p", "region", "us-east-1"), 0, NULL), 0);
    assert_int_equal(plan(fixture, NULL, RECORD(fixture, TNF_ENTITY_ENVIRONMENT, "staging"), 0, NULL), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(rows_may_stand_on_rows_planned_before),
        TEST(what_is_planned_counts_together),
        TEST(what_the_catalog_chooses_is_chosen),
        TEST(nothing_of_it_reaches_the_catalog),
        TEST(a_row_that_is_there_is_refused_unless_a_state_has_it),
        TEST(a_row_that_only_changes_its_address_asks_for_a_moved_block),
        TEST(children_follow_a_planned_rename),
        TEST(what_is_planned_to_go_makes_room),
        TEST(what_is_not_known_is_no_reason_to_refuse),
        TEST(a_rule_that_an_unknown_value_may_satisfy_waits),
        TEST(an_update_of_a_row_that_is_gone_is_refused),
        TEST(a_catalog_that_does_not_exist_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

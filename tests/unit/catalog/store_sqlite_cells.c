#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

static void platform(struct tnf_catalog *catalog, const char *cell_size) {
    test_begin(catalog);
    test_insert_platform(catalog);
    if (cell_size != NULL) test_update(catalog, TNF_ENTITY_PLATFORM, "acme", "cell_size", cell_size, NULL);
    test_commit(catalog);
}

static void pool(struct tnf_catalog *catalog, const char *name) {
    char key[40];
    (void)snprintf(key, sizeof key, "%s/staging", name);
    test_insert(catalog, TNF_ENTITY_TENANT, name, "isolation", "pool", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, key, NULL);
}

static void cell_is(struct catalog_fixture *fixture, const char *tenant, const char *cell) {
    const struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_TENANT, tenant);
    const struct tnf_datum *datum = &row.data[TNF_TENANT_CELL];
    assert_string_equal(datum->set ? datum->string.ptr : "none", cell);
}

static void without_a_size_nobody_shares_a_stack(void **state) {
    struct catalog_fixture *fixture = *state;
    platform(fixture->catalog, NULL);
    test_begin(fixture->catalog);
    pool(fixture->catalog, "a");
    test_commit(fixture->catalog);
    cell_is(fixture, "a", "none");
}

static void pool_tenants_fill_cells_in_order(void **state) {
    struct catalog_fixture *fixture = *state;
    platform(fixture->catalog, "2");
    test_begin(fixture->catalog);
    pool(fixture->catalog, "c");
    pool(fixture->catalog, "a");
    pool(fixture->catalog, "b");
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "bridge", "isolation", "bridge", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "given", "isolation", "pool", "cell", "europe", NULL);
    test_commit(fixture->catalog);
    cell_is(fixture, "a", "cell-1");
    cell_is(fixture, "b", "cell-1");
    cell_is(fixture, "c", "cell-2");
    cell_is(fixture, "bridge", "none");
    cell_is(fixture, "given", "europe");
}

static void what_comes_and_goes_moves_nobody(void **state) {
    struct catalog_fixture *fixture = *state;
    pool_tenants_fill_cells_in_order(state);
    test_begin(fixture->catalog);
    test_remove(fixture->catalog, TNF_ENTITY_TENANT, "a");
    test_update(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "cell_size", "1", NULL);
    test_commit(fixture->catalog);
    cell_is(fixture, "b", "cell-1");
    cell_is(fixture, "c", "cell-2");
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "cell_size", "2", NULL);
    pool(fixture->catalog, "x"); /* the room that a left */
    pool(fixture->catalog, "y");
    pool(fixture->catalog, "z");
    test_commit(fixture->catalog);
    cell_is(fixture, "b", "cell-1");
    cell_is(fixture, "c", "cell-2");
    cell_is(fixture, "x", "cell-1");
    cell_is(fixture, "y", "cell-2");
    cell_is(fixture, "z", "cell-3");
}

static void who_had_a_stack_of_its_own_keeps_it(void **state) {
    struct catalog_fixture *fixture = *state;
    without_a_size_nobody_shares_a_stack(state);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "cell_size", "5", NULL);
    pool(fixture->catalog, "b");
    test_commit(fixture->catalog);
    cell_is(fixture, "a", "own");
    cell_is(fixture, "b", "cell-1");
}

static void a_cell_goes_with_the_isolation(void **state) {
    struct catalog_fixture *fixture = *state;
    pool_tenants_fill_cells_in_order(state);
    const struct tnf_change change = {.author = TNF_SV("t"), .moves_isolation = true};
    assert_int_equal(tnf_catalog_begin(fixture->catalog, &change, NULL), 0);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "a", "isolation", "bridge", NULL);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "bridge", "isolation", "pool", NULL);
    test_commit(fixture->catalog);
    cell_is(fixture, "a", "none");
    cell_is(fixture, "bridge", "cell-1");
}

static void set_cell(struct catalog_fixture *fixture, const char *tenant, const char *cell, bool moves,
                     const char *message, const char *hint) {
    const struct tnf_change change = {.author = TNF_SV("t"), .moves_cells = moves};
    const struct tnf_record record = test_record(&fixture->arena, TNF_ENTITY_TENANT, tenant, "cell", cell, NULL);
    struct tnf_error err = {0};
    int64_t revision = 0;
    assert_int_equal(tnf_catalog_begin(fixture->catalog, &change, NULL), 0);
    int code = tnf_catalog_update(fixture->catalog, &record, false, &err);
    if (code == 0) code = tnf_catalog_commit(fixture->catalog, &revision, NULL, &err);
    tnf_catalog_rollback(fixture->catalog);
    assert_int_equal(code, message == NULL ? 0 : TNF_E_INVALID);
    if (message == NULL) return;
    assert_string_equal(err.message, message);
    assert_string_equal(err.hint, hint);
}

static void a_tenant_leaves_its_cell_only_by_a_move(void **state) {
    struct catalog_fixture *fixture = *state;
    pool_tenants_fill_cells_in_order(state);
    set_cell(fixture, "a", "cell-2", false, "tenant a: cell: its resources are in cell cell-1",
             "run `tenantform tenant move a --cell cell-2`, whose script moves its state too");
    set_cell(fixture, "a", "own", false, "tenant a: cell: its resources are in cell cell-1",
             "run `tenantform tenant move a --cell own`, whose script moves its state too");
    cell_is(fixture, "a", "cell-1");
    set_cell(fixture, "a", "cell-1", false, NULL, NULL);
    set_cell(fixture, "a", "own", true, NULL, NULL);
    set_cell(fixture, "a", "cell-2", false, "tenant a: cell: its resources are in a stack of its own",
             "run `tenantform tenant move a --cell cell-2`, whose script moves its state too");
    set_cell(fixture, "a", "cell-2", true, NULL, NULL);
    cell_is(fixture, "a", "cell-2");
}

static void only_pool_tenants_have_cells(void **state) {
    struct catalog_fixture *fixture = *state;
    pool_tenants_fill_cells_in_order(state);
    set_cell(fixture, "bridge", "cell-1", false,
             "tenant bridge: cell: is for pool tenants only, and this is a bridge tenant",
             "set the tenant's isolation to pool, or drop the cell");
}

static void a_cell_has_a_limit_that_nobody_can_give_more(void **state) {
    struct catalog_fixture *fixture = *state;
    platform(fixture->catalog, NULL);
    test_begin(fixture->catalog);
    for (int i = 0; i < TNF_CELL_SIZE_MAX; i++) {
        char name[20];
        (void)snprintf(name, sizeof name, "t%d", i);
        test_insert(fixture->catalog, TNF_ENTITY_TENANT, name, "isolation", "pool", "cell", "all", NULL);
    }
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "t999", "isolation", "pool", "cell", "own", NULL);
    test_commit(fixture->catalog);
    set_cell(fixture, "t999", "all", true, "tenant t999: cell: all has 101 tenants, and at most 100 can share a stack",
             "put it into another cell, or leave the cell out to have one allocated");
}

static void changes_name_the_cells_that_differ(void **state) {
    struct catalog_fixture *fixture = *state;
    pool_tenants_fill_cells_in_order(state);
    int64_t since = 0;
    assert_int_equal(tnf_catalog_revision(fixture->catalog, &since, NULL), 0);
    struct tnf_changes changes;
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_PLACEMENT, "c/staging", "scaling_max", "3", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(tnf_catalog_changes(fixture->catalog, since, &fixture->arena, &changes, NULL), 0);
    assert_int_equal(changes.cells.count, 1);
    assert_string_equal(changes.cells.items[0].ptr, "cell-2");
    set_cell(fixture, "c", "europe", true, NULL, NULL);
    test_begin(fixture->catalog);
    test_remove(fixture->catalog, TNF_ENTITY_TENANT, "b");
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "bridge", "title", "B", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(tnf_catalog_changes(fixture->catalog, since, &fixture->arena, &changes, NULL), 0);
    assert_int_equal(changes.cells.count, 3);
    assert_string_equal(changes.cells.items[0].ptr, "cell-1");
    assert_string_equal(changes.cells.items[1].ptr, "cell-2"); /* left behind */
    assert_string_equal(changes.cells.items[2].ptr, "europe");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(without_a_size_nobody_shares_a_stack), TEST(pool_tenants_fill_cells_in_order),
        TEST(what_comes_and_goes_moves_nobody),     TEST(who_had_a_stack_of_its_own_keeps_it),
        TEST(a_cell_goes_with_the_isolation),       TEST(a_tenant_leaves_its_cell_only_by_a_move),
        TEST(only_pool_tenants_have_cells),         TEST(a_cell_has_a_limit_that_nobody_can_give_more),
        TEST(changes_name_the_cells_that_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A tenant that is placed keeps its isolation, where another one would cost it data. */
#include "catalog/catalog.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#define WORKER "image", "x:1", "kind", "worker"

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "bare", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "bare/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "bare/api", WORKER, NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "nowhere", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "pooled", "isolation", "pool", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "pooled/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "pooled/api", WORKER, "database", "main", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "celled", "isolation", "pool", "cell", "first", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "celled/staging", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "owning", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "owning/staging", NULL);
    test_insert(catalog, TNF_ENTITY_DATABASE, "owning/staging/main", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "walled", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "walled/staging", NULL);
    test_commit(catalog);
}

static int set_isolation(struct catalog_fixture *fixture, const char *tenant, const char *isolation, bool moves,
                         struct tnf_error *err) {
    const struct tnf_change change = {.author = TNF_SV("t"), .moves_isolation = moves};
    const struct tnf_record row = test_record(&fixture->arena, TNF_ENTITY_TENANT, tenant, "isolation", isolation, NULL);
    assert_int_equal(tnf_catalog_begin(fixture->catalog, &change, NULL), 0);
    const int code = tnf_catalog_update(fixture->catalog, &row, /* whole= */ false, err);
    tnf_catalog_rollback(fixture->catalog);
    return code;
}

static void another_isolation_is_refused_where_data_would_go(void **state) {
    struct catalog_fixture *fixture = *state;
    static const struct {
        const char *tenant, *isolation;
        bool refused;
    } rows[] = {
        {"bare", "bridge", false},  {"bare", "pool", false},    {"bare", "silo", true},     {"nowhere", "pool", false},
        {"pooled", "bridge", true}, {"pooled", "silo", true},   {"celled", "bridge", true}, {"owning", "pool", true},
        {"owning", "silo", true},   {"walled", "bridge", true}, {"walled", "pool", true},
    };
    fill(fixture->catalog);
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_error err = {0};
        const int code = set_isolation(fixture, rows[i].tenant, rows[i].isolation, false, &err);
        if ((code == TNF_E_INVALID) != rows[i].refused) fail_msg("%s to %s", rows[i].tenant, rows[i].isolation);
        assert_int_equal(set_isolation(fixture, rows[i].tenant, rows[i].isolation, true, NULL), 0);
    }
}

static void the_way_to_another_isolation_is_named(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_error err = {0};
    fill(fixture->catalog);
    assert_int_equal(set_isolation(fixture, "pooled", "silo", false, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "tenant pooled: isolation: as a silo tenant it would get other stores, and those "
                                     "that it has would be destroyed with their data");
    assert_string_equal(err.hint,
                        "run `tenantform tenant move pooled --isolation silo`; docs/isolation.md has all steps");
}

static void a_tenant_that_has_just_come_may_change(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "new", "isolation", "pool", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "new/staging", NULL);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "new", "isolation", "silo", NULL);
    test_commit(fixture->catalog);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(another_isolation_is_refused_where_data_would_go, catalog_set_up,
                                        catalog_tear_down),
        cmocka_unit_test_setup_teardown(the_way_to_another_isolation_is_named, catalog_set_up, catalog_tear_down),
        cmocka_unit_test_setup_teardown(a_tenant_that_has_just_come_may_change, catalog_set_up, catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

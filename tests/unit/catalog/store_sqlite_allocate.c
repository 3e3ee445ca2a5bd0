#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>

static void environment_has(struct catalog_fixture *fixture, const char *key, const char *cidr) {
    const struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_ENVIRONMENT, key);
    assert_true(row.data[TNF_ENVIRONMENT_CIDR].set);
    assert_string_equal(row.data[TNF_ENVIRONMENT_CIDR].string.ptr, cidr);
}

static void placement_has(struct catalog_fixture *fixture, const char *key, const char *cidr) {
    const struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_PLACEMENT, key);
    assert_string_equal(row.data[TNF_PLACEMENT_CIDR].set ? row.data[TNF_PLACEMENT_CIDR].string.ptr : "none", cidr);
}

static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "a", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "b", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "c", "isolation", "silo", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "c/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "b/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "a/staging", NULL);
    test_commit(catalog);
}

static void environments_and_silo_tenants_get_ranges(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    environment_has(fixture, "production", "10.0.0.0/16");
    environment_has(fixture, "staging", "10.1.0.0/16");
    placement_has(fixture, "a/staging", "10.2.0.0/20");
    placement_has(fixture, "b/staging", "none");
    placement_has(fixture, "c/staging", "10.2.16.0/20");
}

static void what_comes_and_goes_moves_nobody(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "alpha", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "aa", "isolation", "silo", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "aa/staging", NULL);
    test_remove(fixture->catalog, TNF_ENTITY_TENANT, "a");
    test_commit(fixture->catalog);
    environment_has(fixture, "production", "10.0.0.0/16");
    environment_has(fixture, "alpha", "10.3.0.0/16");
    placement_has(fixture, "c/staging", "10.2.16.0/20");
    placement_has(fixture, "aa/staging", "10.2.0.0/20"); /* a's, which is free again */
}

static void a_given_range_is_kept_and_gone_round(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "region", "us-east-1", "network", "10.64.0.0/14", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "a", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "b", "cidr", "10.64.32.0/20", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "c", "cidr", "192.168.0.0/16", NULL);
    test_commit(fixture->catalog);
    environment_has(fixture, "a", "10.65.0.0/16");
    environment_has(fixture, "b", "10.64.32.0/20");
    environment_has(fixture, "c", "192.168.0.0/16");
}

static void a_full_network_is_an_error(void **state) {
    struct catalog_fixture *fixture = *state;
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "region", "us-east-1", "network", "10.0.0.0/15", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "a", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "b", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "c", NULL);
    int64_t revision = 0;
    struct tnf_error err = {0};
    assert_int_equal(tnf_catalog_commit(fixture->catalog, &revision, NULL, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "environment c: no /16 is free in the platform's network 10.0.0.0/15");
}

static void a_tenant_that_is_a_silo_no_longer_gives_its_range_back(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    const struct tnf_change change = {.author = TNF_SV("t"), .moves_isolation = true};
    assert_int_equal(tnf_catalog_begin(fixture->catalog, &change, NULL), 0);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "a", "isolation", "bridge", NULL);
    test_update(fixture->catalog, TNF_ENTITY_TENANT, "b", "isolation", "silo", NULL);
    test_commit(fixture->catalog);
    placement_has(fixture, "a/staging", "none");
    placement_has(fixture, "b/staging", "10.2.0.0/20");
}

static void a_rename_keeps_ranges(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    const struct tnf_record key = test_record(&fixture->arena, TNF_ENTITY_TENANT, "a", NULL);
    assert_int_equal(tnf_catalog_rename(fixture->catalog, &key, TNF_SV("z"), NULL), 0);
    test_commit(fixture->catalog);
    placement_has(fixture, "z/staging", "10.2.0.0/20");
    placement_has(fixture, "c/staging", "10.2.16.0/20");
}

static int64_t priority_of(struct catalog_fixture *fixture, const char *key) {
    const struct tnf_record row = catalog_fixture_row(fixture, TNF_ENTITY_ROUTE, key);
    return tnf_record_int(&row, TNF_ROUTE_PRIORITY, 0);
}

static void priorities_are_given_once_and_kept(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "b/web", "image", "x", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/all", "path", "/*", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/api", "path", "/api/*", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/given", "path", "/x", "priority", "100", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(priority_of(fixture, "b/web/given"), 100);
    assert_int_equal(priority_of(fixture, "b/web/api"), 101);
    assert_int_equal(priority_of(fixture, "b/web/all"), 102);
    test_begin(fixture->catalog);
    test_remove(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/given");
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/a", "path", "/very/long/and/special", NULL);
    test_update(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/api", "path", "/v2/*", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(priority_of(fixture, "b/web/api"), 101);
    assert_int_equal(priority_of(fixture, "b/web/all"), 102);
    assert_int_equal(priority_of(fixture, "b/web/a"), 103);
}

static void the_end_of_the_priorities_leaves_the_free_ones(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "b/web", "image", "x", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/first", "path", "/1", "priority", "1", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/third", "path", "/3", "priority", "3", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/last", "path", "/l", "priority", "50000", NULL);
    test_commit(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/a", "path", "/a", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/b", "path", "/b", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(priority_of(fixture, "b/web/a"), 2);
    assert_int_equal(priority_of(fixture, "b/web/b"), 4);
}

/* Each change in a transaction of its own, which looks only at what is near it. */
static void a_single_route_is_compared_with_those_that_it_could_meet(void **state) {
    static const struct {
        const char *name;
        const char *field;
        const char *value;
        const char *field_2;
        const char *value_2;
        bool refused;
    } cases[] = {
        {"the same path", "path", "/a", NULL, NULL, true},
        {"another path", "path", "/b", NULL, NULL, false},
        {"the same priority", "path", "/c", "priority", "7", true},
        {"another priority", "path", "/c", "priority", "70", false},
        {"the same subdomain", "subdomain", "www", NULL, NULL, true},
        {"a host that is that subdomain", "host", "www.s.example.com", NULL, NULL, true},
        {"another host", "host", "www.example.com", NULL, NULL, false},
        {"the same headers in other letters", "headers", "x-a=B", NULL, NULL, true},
        {"the same headers and a path", "headers", "x-a=b", "path", "/h", false},
    };
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_update(fixture->catalog, TNF_ENTITY_ENVIRONMENT, "staging", "domain", "s.example.com", "zone_id", "Z1234567",
                NULL);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "b/web", "image", "x", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/path", "path", "/a", "priority", "7", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/name", "subdomain", "www", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/header", "headers", "X-A=b", NULL);
    test_commit(fixture->catalog);
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        int64_t revision = 0;
        test_begin(fixture->catalog);
        test_insert(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/new", cases[i].field, cases[i].value, cases[i].field_2,
                    cases[i].value_2, NULL);
        const int code = tnf_catalog_commit(fixture->catalog, &revision, NULL, NULL);
        if ((code < 0) != cases[i].refused) fail_msg("%s: %d", cases[i].name, code);
        if (code < 0) continue;
        test_begin(fixture->catalog);
        test_remove(fixture->catalog, TNF_ENTITY_ROUTE, "b/web/new");
        test_commit(fixture->catalog);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(environments_and_silo_tenants_get_ranges),
        TEST(what_comes_and_goes_moves_nobody),
        TEST(a_given_range_is_kept_and_gone_round),
        TEST(a_full_network_is_an_error),
        TEST(a_tenant_that_is_a_silo_no_longer_gives_its_range_back),
        TEST(a_rename_keeps_ranges),
        TEST(priorities_are_given_once_and_kept),
        TEST(the_end_of_the_priorities_leaves_the_free_ones),
        TEST(a_single_route_is_compared_with_those_that_it_could_meet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

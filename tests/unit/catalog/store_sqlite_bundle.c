#include "catalog/catalog.h"

#include "catalog/entities/all.h"
#include "catalog/record.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

#include <string.h>

static void insert_tenant(struct tnf_catalog *catalog, const char *name) {
    char key[64];
    test_insert(catalog, TNF_ENTITY_TENANT, name, "isolation", "bridge", NULL);
    (void)snprintf(key, sizeof key, "%s/api", name);
    test_insert(catalog, TNF_ENTITY_SERVICE, key, "image", "x", "variables", "A=1", NULL);
    (void)snprintf(key, sizeof key, "%s/job", name);
    test_insert(catalog, TNF_ENTITY_SERVICE, key, "image", "x", "kind", "scheduled", NULL);
    (void)snprintf(key, sizeof key, "%s/job/nightly", name);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, key, "expression", "rate(1 day)", NULL);
    (void)snprintf(key, sizeof key, "%s/job/data", name);
    test_insert(catalog, TNF_ENTITY_VOLUME, key, "path", "/data", NULL);
    (void)snprintf(key, sizeof key, "%s/key", name);
    test_insert(catalog, TNF_ENTITY_SECRET, key, NULL);
    (void)snprintf(key, sizeof key, "%s/api/r", name);
    test_insert(catalog, TNF_ENTITY_ROUTE, key, "subdomain", name, NULL);
}

static void place(struct tnf_catalog *catalog, const char *tenant, const char *environment) {
    char key[64];
    (void)snprintf(key, sizeof key, "%s/%s", tenant, environment);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, key, NULL);
    (void)snprintf(key, sizeof key, "%s/%s/main", tenant, environment);
    test_insert(catalog, TNF_ENTITY_DATABASE, key, NULL);
    test_insert(catalog, TNF_ENTITY_CACHE, key, NULL);
}

/* Names that are prefixes of one another, where an order by joined keys would go wrong. */
static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    static const char *const names[] = {"a", "a-b", "a0", "b", "c"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) insert_tenant(catalog, names[i]);
    place(catalog, "a", "production");
    place(catalog, "a", "staging");
    place(catalog, "a-b", "production");
    place(catalog, "a0", "staging");
    place(catalog, "c", "staging");
    test_insert(catalog, TNF_ENTITY_DATABASE, "a/staging/extra", NULL);
    test_commit(catalog);
}

struct collected {
    struct tnf_arena arena;
    struct tnf_strbuf text;
};

static struct tnf_arena *arena_of(struct tnf_strview cell, void *context) {
    (void)cell;
    struct collected *collected = context;
    tnf_arena_reset(&collected->arena);
    return &collected->arena;
}

static void add(struct tnf_strbuf *out, const struct tnf_records *records) {
    for (size_t i = 0; i < records->count; i++) {
        tnf_strbuf_add_c(out, ' ');
        tnf_record_add_key(out, &records->items[i]);
    }
}

static int add_bundle(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    (void)err;
    struct tnf_strbuf *out = &((struct collected *)context)->text;
    tnf_record_add_key(out, &bundle->placement);
    tnf_strbuf_add_c(out, ':');
    add(out, &bundle->databases);
    add(out, &bundle->caches);
    assert_true(
        tnf_sv_eq(bundle->tenant.data[TNF_TENANT_NAME].string, bundle->placement.data[TNF_PLACEMENT_TENANT].string));
    assert_int_equal(bundle->services.count, 2);
    assert_int_equal(bundle->services.items[0].data[TNF_SERVICE_VARIABLES].map.count, 1);
    const struct tnf_records *single[] = {&bundle->secrets, &bundle->routes, &bundle->schedules, &bundle->volumes};
    for (size_t i = 0; i < TNF_ARRAY_LEN(single); i++) {
        assert_int_equal(single[i]->count, 1);
        assert_true(tnf_sv_eq(single[i]->items[0].data[0].string, bundle->tenant.data[TNF_TENANT_NAME].string));
    }
    tnf_strbuf_add_c(out, '\n');
    return 0;
}

static void some_bundles_are(struct catalog_fixture *fixture, const char *environment, enum tnf_bundles which,
                             const struct tnf_strings *only, const char *expected) {
    struct collected collected = {.text = TNF_STRBUF_INIT};
    struct tnf_error err = {0};
    if (tnf_catalog_each_bundle(fixture->catalog, tnf_sv(environment), which, only, arena_of, add_bundle, &collected,
                                &err) < 0)
        fail_msg("%s", err.message);
    assert_string_equal(collected.text.ptr, expected);
    tnf_strbuf_release(&collected.text);
    tnf_arena_release(&collected.arena);
}

static void bundles_are(struct catalog_fixture *fixture, const char *environment, const struct tnf_strings *only,
                        const char *expected) {
    some_bundles_are(fixture, environment, TNF_BUNDLES_ALL, only, expected);
}

static const char staging[] = "a/staging: a/staging/extra a/staging/main a/staging/main\n"
                              "a0/staging: a0/staging/main a0/staging/main\n"
                              "c/staging: c/staging/main c/staging/main\n";

static void each_placed_tenant_comes_with_its_own_rows(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    bundles_are(fixture, "staging", NULL, staging);
    bundles_are(fixture, "production", NULL,
                "a/production: a/production/main a/production/main\n"
                "a-b/production: a-b/production/main a-b/production/main\n");
    bundles_are(fixture, "nowhere", NULL, "");
}

static void named_tenants_come_in_the_given_order(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    struct tnf_strview names[] = {TNF_SV("c"), TNF_SV("gone"), TNF_SV("b"), TNF_SV("a0")};
    const struct tnf_strings only = {.items = names, .count = TNF_ARRAY_LEN(names)};
    bundles_are(fixture, "staging", &only,
                "c/staging: c/staging/main c/staging/main\n"
                "a0/staging: a0/staging/main a0/staging/main\n");
    const struct tnf_strings none = {0};
    bundles_are(fixture, "staging", &none, "");
}

static void into_cell(struct tnf_catalog *catalog, const char *tenant, const char *cell) {
    test_insert(catalog, TNF_ENTITY_TENANT, tenant, "isolation", "pool", "cell", cell, NULL);
    char key[64];
    (void)snprintf(key, sizeof key, "%s/job", tenant);
    test_insert(catalog, TNF_ENTITY_SERVICE, key, "image", "x", "kind", "scheduled", NULL);
    (void)snprintf(key, sizeof key, "%s/job/nightly", tenant);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, key, "expression", "rate(1 day)", NULL);
    (void)snprintf(key, sizeof key, "%s/staging", tenant);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, key, NULL);
}

static int add_cell(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    (void)err;
    struct collected *collected = context;
    assert_int_equal(bundle->schedules.count, 1);
    tnf_strbuf_addf(&collected->text, "%s %s %s\n", bundle->tenant.data[TNF_TENANT_CELL].string.ptr,
                    bundle->placement.data[TNF_PLACEMENT_TENANT].string.ptr,
                    bundle->schedules.items[0].data[TNF_SCHEDULE_TENANT].string.ptr);
    return 0;
}

static void cells_are(struct catalog_fixture *fixture, const struct tnf_strings *only, const char *expected) {
    struct collected collected = {.text = TNF_STRBUF_INIT};
    assert_int_equal(tnf_catalog_each_bundle(fixture->catalog, TNF_SV("staging"), TNF_BUNDLES_OF_CELLS, only, arena_of,
                                             add_cell, &collected, NULL),
                     0);
    assert_string_equal(collected.text.ptr, expected);
    tnf_strbuf_release(&collected.text);
    tnf_arena_release(&collected.arena);
}

/* By cell the tenants come in another order than by name. */
static void tenants_that_share_a_stack_come_by_cell(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    into_cell(fixture->catalog, "p", "cell-2");
    into_cell(fixture->catalog, "q", "cell-10");
    into_cell(fixture->catalog, "r", "cell-2");
    into_cell(fixture->catalog, "s", "cell-1");
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "t", "isolation", "pool", "cell", "own", NULL);
    place(fixture->catalog, "a0", "production");
    test_commit(fixture->catalog);
    cells_are(fixture, NULL, "cell-1 s s\ncell-10 q q\ncell-2 p p\ncell-2 r r\n");
    struct tnf_strview names[] = {TNF_SV("cell-2"), TNF_SV("own"), TNF_SV("gone"), TNF_SV("cell-1")};
    cells_are(fixture, &(struct tnf_strings){names, 4}, "cell-2 p p\ncell-2 r r\ncell-1 s s\n");
    some_bundles_are(fixture, "staging", TNF_BUNDLES_ALONE, NULL, staging);
    struct tnf_strview tenants[] = {TNF_SV("r"), TNF_SV("s"), TNF_SV("p"), TNF_SV("t"), TNF_SV("a"), TNF_SV("gone")};
    struct tnf_strings cells = {0};
    assert_int_equal(
        tnf_catalog_cells(fixture->catalog, &(struct tnf_strings){tenants, 6}, &fixture->arena, &cells, NULL), 0);
    assert_int_equal(cells.count, 2);
    assert_string_equal(cells.items[0].ptr, "cell-1");
    assert_string_equal(cells.items[1].ptr, "cell-2");
}

static int write_meanwhile(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    struct collected *collected = context;
    (void)err;
    tnf_record_add_key(&collected->text, &bundle->placement);
    tnf_strbuf_add_c(&collected->text, ' ');
    return 0;
}

static void a_pass_is_one_snapshot(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    struct tnf_catalog *reader = test_open(fixture->path, TNF_OPEN_READ);
    assert_int_equal(tnf_catalog_begin_read(reader, NULL), 0);
    test_begin(fixture->catalog);
    test_remove(fixture->catalog, TNF_ENTITY_TENANT, "a0");
    test_commit(fixture->catalog);
    struct collected collected = {.text = TNF_STRBUF_INIT};
    assert_int_equal(tnf_catalog_each_bundle(reader, TNF_SV("staging"), TNF_BUNDLES_ALL, NULL, arena_of,
                                             write_meanwhile, &collected, NULL),
                     0);
    assert_string_equal(collected.text.ptr, "a/staging a0/staging c/staging ");
    tnf_strbuf_release(&collected.text);
    tnf_arena_release(&collected.arena);
    tnf_catalog_close(reader);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

static bool has(struct tnf_catalog *catalog, const char *environment, const char *isolation) {
    bool found = false;
    struct tnf_error err = {0};
    if (tnf_catalog_has_isolation(catalog, tnf_sv(environment), tnf_sv(isolation), &found, &err) < 0)
        fail_msg("%s", err.message);
    return found;
}

static void an_isolation_counts_where_the_tenant_is_placed(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "p", "isolation", "pool", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "p/staging", NULL);
    test_commit(fixture->catalog);
    assert_true(has(fixture->catalog, "staging", "pool"));
    assert_false(has(fixture->catalog, "production", "pool"));
    assert_true(has(fixture->catalog, "production", "bridge"));
    assert_false(has(fixture->catalog, "staging", "silo"));
}

static int64_t services_in(struct tnf_catalog *catalog, const char *environment, int64_t most) {
    int64_t count = -1;
    struct tnf_error err = {0};
    if (tnf_catalog_count_services(catalog, tnf_sv(environment), most, &count, &err) < 0) fail_msg("%s", err.message);
    return count;
}

static void services_count_where_their_tenant_is_placed(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    const int64_t before = services_in(fixture->catalog, "staging", 100);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "p", "isolation", "pool", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "p/one", "image", "one:1", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_SERVICE, "p/two", "image", "two:1", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(services_in(fixture->catalog, "staging", 100), before);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "p/staging", NULL);
    test_commit(fixture->catalog);
    assert_int_equal(services_in(fixture->catalog, "staging", 100), before + 2);
    assert_int_equal(services_in(fixture->catalog, "staging", 1), 1);
    assert_int_equal(services_in(fixture->catalog, "nowhere", 100), 0);
}

static int add_name(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct tnf_strbuf *names = context;
    tnf_record_add_key(names, record);
    tnf_strbuf_add_c(names, ' ');
    return 0;
}

static void placements_with_an_account_come_by_tenant(void **state) {
    struct catalog_fixture *fixture = *state;
    fill(fixture->catalog);
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "s2", "isolation", "silo", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_TENANT, "s1", "isolation", "silo", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "s2/staging", "account_id", "111122223333", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "s1/staging", "account_id", "444455556666", NULL);
    test_insert(fixture->catalog, TNF_ENTITY_PLACEMENT, "s1/production", NULL);
    test_commit(fixture->catalog);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf names = TNF_STRBUF_INIT;
    static const char *const environments[] = {"staging", "production"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(environments); i++)
        assert_int_equal(
            tnf_catalog_each_own_account(fixture->catalog, tnf_sv(environments[i]), add_name, &names, NULL), 0);
    assert_string_equal(names.ptr, "s1/staging s2/staging ");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_placed_tenant_comes_with_its_own_rows),
        TEST(named_tenants_come_in_the_given_order),
        TEST(tenants_that_share_a_stack_come_by_cell),
        TEST(a_pass_is_one_snapshot),
        TEST(services_count_where_their_tenant_is_placed),
        TEST(placements_with_an_account_come_by_tenant),
        cmocka_unit_test_setup_teardown(an_isolation_counts_where_the_tenant_is_placed, catalog_set_up,
                                        catalog_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

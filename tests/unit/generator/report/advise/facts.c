#include "generator/report/advise/advise.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/test.h"

static void expect_rows(const struct tnf_advise_known *known, enum tnf_advice_fact_id fact, int64_t value,
                        const char *rows) {
    assert_int_equal(known->values.of[fact], value);
    const struct tnf_strview found = known->origins[fact].rows;
    if (!tnf_sv_eq_c(found, rows)) fail_msg("%.*s, not %s", TNF_SV_ARG(found), rows);
    assert_null(known->origins[fact].file);
}

static void add_tenant(struct tnf_catalog *catalog, const char *name, const char *isolation, const char *state) {
    test_insert(catalog, TNF_ENTITY_TENANT, name, "isolation", isolation, "state", state, NULL);
}

/* alpha and beta share, gamma is a silo with a GPU, gone is leaving. */
static void fill(struct tnf_catalog *catalog) {
    test_begin(catalog);
    test_insert_platform(catalog);
    test_insert(catalog, TNF_ENTITY_GPU_POOL, "staging/gpu", "instance_type", "g5.xlarge", "max", "2", "tenant",
                "gamma", NULL);
    test_insert(catalog, TNF_ENTITY_RUNNER_CLUSTER, "staging/ci", NULL);
    add_tenant(catalog, "alpha", "pool", "active");
    add_tenant(catalog, "beta", "pool", "active");
    add_tenant(catalog, "gamma", "silo", "active");
    add_tenant(catalog, "gone", "pool", "offboarding");
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "alpha/production", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "alpha/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "gamma/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "gone/staging", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "alpha/api", "image", "api:1", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "alpha/night", "image", "api:1", "kind", "scheduled", NULL);
    test_insert(catalog, TNF_ENTITY_SCHEDULE, "alpha/night/nightly", "expression", "rate(1 day)", NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "gamma/train", "image", "train:1", "kind", "training", "capacity", "gpu",
                NULL);
    test_insert(catalog, TNF_ENTITY_SERVICE, "gone/api", "image", "api:1", NULL);
    (void)test_commit(catalog);
}

static void facts_are_counted_with_the_rows_that_they_are_from(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_advise_facts facts;
    fill(fixture->catalog);
    assert_int_equal(tnf_advise_read(fixture->catalog, &fixture->arena, &facts, NULL), 0);
    expect_rows(&facts.whole, TNF_FACT_SERVICES, 3, "environment staging");
    expect_rows(&facts.whole, TNF_FACT_WORKLOADS, TNF_WORKLOADS_GPUS, "service gamma/train");
    expect_rows(&facts.whole, TNF_FACT_SCHEDULED, 1, "service alpha/night");
    expect_rows(&facts.whole, TNF_FACT_SHARING, 2, "tenant alpha and 1 more");
    expect_rows(&facts.whole, TNF_FACT_RUNNER_CLUSTERS, 1, "runner cluster staging/ci");
    expect_rows(&facts.whole, TNF_FACT_DEPLOYED, TNF_DEPLOYED_PLACED, "placement alpha/production and 2 more");
    assert_int_equal(facts.whole.values.of[TNF_FACT_SKILLS], TNF_FACT_UNKNOWN);
}

static void tenants_have_facts_of_their_own(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_advise_facts facts;
    fill(fixture->catalog);
    assert_int_equal(tnf_advise_read(fixture->catalog, &fixture->arena, &facts, NULL), 0);
    assert_int_equal(facts.tenant_count, 3);
    expect_rows(&facts.tenants[0].known, TNF_FACT_SERVICES, 2, "service alpha/api and 1 more");
    expect_rows(&facts.tenants[0].known, TNF_FACT_WORKLOADS, TNF_WORKLOADS_PLAIN, "service alpha/api and 1 more");
    expect_rows(&facts.tenants[0].known, TNF_FACT_SHARING, 2, "tenant alpha and 1 more");
    expect_rows(&facts.tenants[1].known, TNF_FACT_SERVICES, 0, "");
    assert_int_equal(facts.tenants[1].known.values.of[TNF_FACT_WORKLOADS], TNF_FACT_UNKNOWN);
    assert_int_equal(facts.tenants[1].known.values.of[TNF_FACT_DEPLOYED], TNF_FACT_UNKNOWN);
    expect_rows(&facts.tenants[2].known, TNF_FACT_WORKLOADS, TNF_WORKLOADS_GPUS, "service gamma/train");
    assert_int_equal(facts.tenants[2].known.values.of[TNF_FACT_SHARING], TNF_FACT_UNKNOWN);
}

static void an_empty_catalog_has_facts_too(void **state) {
    struct catalog_fixture *fixture = *state;
    struct tnf_advise_facts facts;
    assert_int_equal(tnf_advise_read(fixture->catalog, &fixture->arena, &facts, NULL), 0);
    assert_int_equal(facts.tenant_count, 0);
    expect_rows(&facts.whole, TNF_FACT_SERVICES, 0, "no environment has services");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalog_set_up, catalog_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(facts_are_counted_with_the_rows_that_they_are_from),
        TEST(tenants_have_facts_of_their_own),
        TEST(an_empty_catalog_has_facts_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

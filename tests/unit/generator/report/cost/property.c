/* What holds for every catalog: parts add up to every total, to the cent. */
#include "generator/report/cost/table.h"

#include "tests/support/catalog_fixture.h"
#include "tests/support/random_rows.h"
#include "tests/support/test.h"

enum { CATALOGS = 24 };

/* Cents times nanos can be more than 64 bits hold. */
__extension__ typedef __int128 wide;

static const char *pick(struct tnf_random *random, const char *const *choices, size_t count) {
    return choices[tnf_random_below(random, count)];
}
#define PICK(random, ...)                                                                                              \
    pick(random, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static bool coin(struct tnf_random *random) {
    return tnf_random_below(random, 2) == 0;
}

/* The key of a row below another: "a/b". */
static const char *below(struct catalog_fixture *fixture, const char *parent, const char *name) {
    return tnf_arena_printf(&fixture->arena, "%s/%s", parent, name).ptr;
}

static const char *number(struct catalog_fixture *fixture, uint64_t value) {
    return tnf_arena_printf(&fixture->arena, "%llu", (unsigned long long)value).ptr;
}

static void add_environment(struct tnf_random *random, struct catalog_fixture *fixture, const char *name) {
    struct tnf_catalog *catalog = fixture->catalog;
    test_insert(catalog, TNF_ENTITY_ENVIRONMENT, name, "nat", PICK(random, "none", "single", "per_zone"), "zone_count",
                PICK(random, "2", "3"), "insights", PICK(random, "disabled", "enabled", "enhanced"), "flow_logs",
                PICK(random, "true", "false"), "waf", PICK(random, "true", "false"), "domain",
                tnf_arena_printf(&fixture->arena, "%s.example.com", name).ptr, "zone_id", "Z0123456789ABCDEFGHIJ",
                "spot_percent", PICK(random, "0", "33", "100"), "database_multi_az", PICK(random, "true", "false"),
                "endpoints", PICK(random, "logs", "ecr.api,ecr.dkr,logs"), NULL);
    if (coin(random)) test_insert(catalog, TNF_ENTITY_RUNNER_CLUSTER, below(fixture, name, name), NULL);
    /* an account and region is watched once */
    if (name[0] == 'a' && coin(random)) test_update(catalog, TNF_ENTITY_ENVIRONMENT, name, "hardening", "true", NULL);
    test_insert(catalog, TNF_ENTITY_GPU_POOL, below(fixture, name, "nodes"), "instance_type",
                PICK(random, "t4g.medium", "m7i.large"), "min", PICK(random, "0", "1", "3"), "max", "4", "disk", "37",
                NULL);
}

static void add_service(struct tnf_random *random, struct catalog_fixture *fixture, const char *tenant,
                        const char *name) {
    struct tnf_catalog *catalog = fixture->catalog;
    const char *key = below(fixture, tenant, name);
    const char *kind = PICK(random, "web", "worker", "scheduled");
    test_insert(catalog, TNF_ENTITY_SERVICE, key, "kind", kind, "image", "a:1", "cpu", "256", "memory",
                PICK(random, "512", "1024", "2048"), "architecture", PICK(random, "x86_64", "arm64"), NULL);
    if (kind[0] != 's')
        test_update(catalog, TNF_ENTITY_SERVICE, key, "scaling_min", number(fixture, tnf_random_below(random, 8)),
                    "scaling_max", "9", NULL);
    else
        test_insert(catalog, TNF_ENTITY_SCHEDULE, below(fixture, key, "often"), "expression",
                    PICK(random, "rate(7 minutes)", "cron(0 3 ? * MON-FRI *)"), NULL);
    if (coin(random)) test_update(catalog, TNF_ENTITY_SERVICE, key, "database", "main", NULL);
    if (coin(random)) test_update(catalog, TNF_ENTITY_SERVICE, key, "cache", "main", NULL);
    if (coin(random)) test_insert(catalog, TNF_ENTITY_VOLUME, below(fixture, key, "data"), "path", "/data", NULL);
    if (kind[0] == 'w' && kind[1] == 'e' && coin(random))
        test_insert(catalog, TNF_ENTITY_ROUTE, below(fixture, key, "all"), "host",
                    tnf_arena_printf(&fixture->arena, "%s-%s.example.com", tenant, name).ptr, NULL);
}

static void add_tenant(struct tnf_random *random, struct catalog_fixture *fixture, const char *tenant) {
    static const char *const environments[] = {"alpha", "beta"};
    struct tnf_catalog *catalog = fixture->catalog;
    const char *isolation = PICK(random, "pool", "pool", "bridge", "silo");
    test_insert(catalog, TNF_ENTITY_TENANT, tenant, "isolation", isolation, NULL);
    for (size_t i = 0; i < TNF_ARRAY_LEN(environments); i++) {
        const char *placement = below(fixture, tenant, environments[i]);
        if (i > 0 && coin(random)) continue;
        test_insert(catalog, TNF_ENTITY_PLACEMENT, placement, NULL);
        if (isolation[0] == 's')
            test_update(catalog, TNF_ENTITY_PLACEMENT, placement, "domain",
                        tnf_arena_printf(&fixture->arena, "%s.%s.example.com", tenant, environments[i]).ptr, "zone_id",
                        "Z0123456789ABCDEFGHIJ", NULL);
        if (isolation[0] == 'p') continue;
        test_insert(catalog, TNF_ENTITY_DATABASE, below(fixture, placement, "main"), "storage",
                    number(fixture, 20 + tnf_random_below(random, 100)), NULL);
        test_insert(catalog, TNF_ENTITY_CACHE, below(fixture, placement, "main"), "replicas", PICK(random, "0", "1"),
                    NULL);
    }
    const uint64_t services = tnf_random_below(random, 4);
    for (uint64_t i = 0; i < services; i++)
        add_service(random, fixture, tenant, tnf_arena_printf(&fixture->arena, "s%llu", (unsigned long long)i).ptr);
    if (tnf_random_below(random, 5) == 0) test_update(catalog, TNF_ENTITY_TENANT, tenant, "state", "suspended", NULL);
}

static void fill(struct tnf_random *random, struct catalog_fixture *fixture) {
    test_begin(fixture->catalog);
    test_insert(fixture->catalog, TNF_ENTITY_PLATFORM, "acme", "region", "us-east-1", "state_bucket", "acme-state",
                "account_id", "111122223333", "github_repository", "acme/infra", NULL);
    add_environment(random, fixture, "alpha");
    add_environment(random, fixture, "beta");
    const uint64_t tenants = tnf_random_below(random, 6);
    for (uint64_t i = 0; i < tenants; i++)
        add_tenant(random, fixture, tnf_arena_printf(&fixture->arena, "tenant-%llu", (unsigned long long)i).ptr);
    test_commit(fixture->catalog);
}

static void lines_are_quantity_times_price(const struct tnf_cost *cost) {
    int64_t sum = 0;
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        assert_non_null(line->price);
        const wide units = (wide)line->quantity * line->price->nanos; /* millionths of billionths of a dollar */
        const wide cent = (wide)TNF_QUANTITY_ONE * 10000000;
        assert_int_equal(line->cents, (int64_t)((2 * units + cent) / (2 * cent)));
        sum += line->cents;
    }
    assert_int_equal(tnf_cost_sum(cost->total), sum);
}

static int64_t sum_of_rows(const struct tnf_cost_table *table) {
    int64_t sum = 0;
    for (size_t i = 0; i < table->count; i++) sum += tnf_cost_sum(tnf_cost_row_sum(&table->rows[i]));
    return sum;
}

static void tables_add_up(const struct tnf_cost *cost, struct tnf_strview tenant, int64_t expected,
                          struct tnf_arena *arena) {
    for (int by = 0; by < TNF_COST_BY_COUNT; by++) {
        struct tnf_cost_table table;
        tnf_cost_tabulate(cost, (enum tnf_cost_by)by, tenant, arena, &table);
        if (sum_of_rows(&table) != expected || tnf_cost_sum(table.own) + tnf_cost_sum(table.shared) != expected)
            fail_msg("by %s, tenant \"%.*s\": %lld is not %lld", tnf_cost_bys[by], TNF_SV_ARG(tenant),
                     (long long)sum_of_rows(&table), (long long)expected);
    }
}

/* Tenants with what nobody pays are all of it; and each one's tables show what it has and shares. */
static void tenants_add_up(const struct tnf_cost *cost, struct tnf_arena *arena) {
    int64_t sum = 0;
    for (size_t i = 0; i < cost->tenant_count; i++) {
        int64_t everywhere = 0;
        for (size_t k = 0; k < cost->tenant_count; k++)
            if (tnf_sv_eq(cost->tenants[k].tenant, cost->tenants[i].tenant))
                everywhere += tnf_cost_sum(cost->tenants[k].own) + tnf_cost_sum(cost->tenants[k].shared);
        tables_add_up(cost, cost->tenants[i].tenant, everywhere, arena);
        sum += tnf_cost_sum(cost->tenants[i].own) + tnf_cost_sum(cost->tenants[i].shared);
    }
    for (size_t i = 0; i < cost->share_count; i++)
        if (cost->shares[i].tenant.len == 0) sum += tnf_cost_sum(cost->shares[i].amount);
    assert_int_equal(sum, tnf_cost_sum(cost->total));
}

static void environments_add_up(const struct tnf_cost *cost) {
    static const char *const names[] = {"alpha", "beta", ""};
    int64_t sum = 0;
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++)
        sum += tnf_cost_sum(tnf_cost_of_environment(cost, tnf_sv(names[i])));
    assert_int_equal(sum, tnf_cost_sum(cost->total));
}

static void check_catalog(uint64_t seed, const struct tnf_prices *prices) {
    struct tnf_random random = {seed};
    void *state = NULL;
    assert_int_equal(catalog_set_up(&state), 0);
    struct catalog_fixture *fixture = state;
    struct tnf_error err = {0};
    struct tnf_usage usage;
    struct tnf_cost cost;
    fill(&random, fixture);
    tnf_usage_init(&usage);
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++) usage.values[i] = (int64_t)tnf_random_below(&random, 90000000);
    const struct tnf_cost_options options = {.prices = prices, .usage = &usage};
    assert_int_equal(tnf_catalog_begin_read(fixture->catalog, &err), 0);
    if (tnf_cost_collect(fixture->catalog, &options, &fixture->arena, &cost, &err) < 0) fail_msg("%s", err.message);
    tnf_catalog_rollback(fixture->catalog);
    lines_are_quantity_times_price(&cost);
    tables_add_up(&cost, TNF_SV(""), tnf_cost_sum(cost.total), &fixture->arena);
    tenants_add_up(&cost, &fixture->arena);
    environments_add_up(&cost);
    assert_int_equal(catalog_tear_down(&state), 0);
}

static void parts_add_up_to_every_total_of_random_catalogs(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    struct tnf_error err = {0};
    assert_int_equal(tnf_prices_add_builtin(prices, &err), 0);
    for (uint64_t seed = 1; seed <= CATALOGS; seed++) check_catalog(seed, prices);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(parts_add_up_to_every_total_of_random_catalogs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Who pays for what an environment has of itself. */
#include "generator/report/cost/builder.h"

#include "tests/support/test.h"

struct fixture {
    struct tnf_arena arena;
    struct tnf_cost_builder builder;
};

static struct fixture *set_up(size_t tenants) {
    static const char *const names[] = {"a", "b", "c"};
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    struct tnf_cost_builder *builder = &fixture->builder;
    builder->arena = &fixture->arena;
    builder->cost.tenants = TNF_ARENA_ARRAY(&fixture->arena, struct tnf_cost_tenant, TNF_ARRAY_LEN(names));
    builder->uses = TNF_ARENA_ARRAY(&fixture->arena, struct tnf_cost_uses, TNF_ARRAY_LEN(names));
    builder->cost.tenant_count = tenants;
    for (size_t i = 0; i < tenants; i++)
        builder->cost.tenants[i] = (struct tnf_cost_tenant){.environment = TNF_SV("e"), .tenant = tnf_sv(names[i])};
    return fixture;
}

static void tear_down(struct fixture *fixture) {
    tnf_arena_release(&fixture->arena);
    free(fixture);
}

static void add_line(struct fixture *fixture, const char *tenant, enum tnf_cost_payer payer, const char *pool,
                     int64_t cents) {
    static const struct tnf_price price;
    struct tnf_cost_builder *builder = &fixture->builder;
    struct tnf_cost *cost = &builder->cost;
    cost->lines =
        tnf_arena_grow(builder->arena, cost->lines, cost->line_count, &builder->line_capacity, sizeof *cost->lines);
    cost->lines[cost->line_count++] = (struct tnf_cost_line){.environment = TNF_SV("e"),
                                                             .tenant = tnf_sv(tenant),
                                                             .payer = payer,
                                                             .pool = tnf_sv(pool),
                                                             .price = &price,
                                                             .cents = cents};
}

static void expect_shares(const struct fixture *fixture, int64_t a, int64_t b, int64_t c) {
    const struct tnf_cost_tenant *tenants = fixture->builder.cost.tenants;
    assert_int_equal(tnf_cost_sum(tenants[0].shared), a);
    assert_int_equal(tnf_cost_sum(tenants[1].shared), b);
    assert_int_equal(tnf_cost_sum(tenants[2].shared), c);
}

static void what_has_no_measure_is_split_by_own_fixed_cost(void **state) {
    (void)state;
    struct fixture *fixture = set_up(3);
    add_line(fixture, "", TNF_COST_OF_NETWORK, "", 1000);
    add_line(fixture, "", TNF_COST_OF_ENVIRONMENT, "", 100);
    add_line(fixture, "a", TNF_COST_OF_TENANT, "", 300);
    add_line(fixture, "b", TNF_COST_OF_TENANT, "", 100);
    add_line(fixture, "c", TNF_COST_OF_TENANT, "", 100);
    fixture->builder.uses[2].silo = true; /* has a network of its own, and is watched as the others */
    tnf_cost_finish(&fixture->builder);
    expect_shares(fixture, 750 + 60, 250 + 20, 20);
    tear_down(fixture);
}

static void what_all_use_alike_is_split_equally(void **state) {
    (void)state;
    struct fixture *fixture = set_up(3);
    add_line(fixture, "", TNF_COST_OF_DATABASES, "", 101);
    add_line(fixture, "", TNF_COST_OF_CACHES, "", 50);
    add_line(fixture, "a", TNF_COST_OF_TENANT, "", 900);
    fixture->builder.uses[0].databases = true;
    fixture->builder.uses[1].databases = true;
    fixture->builder.uses[1].caches = true;
    tnf_cost_finish(&fixture->builder);
    expect_shares(fixture, 51, 50 + 50, 0);
    tear_down(fixture);
}

static void load_balancers_are_paid_by_who_has_routes(void **state) {
    (void)state;
    struct fixture *fixture = set_up(3);
    add_line(fixture, "", TNF_COST_OF_LOAD_BALANCER, "", 90);
    fixture->builder.uses[1].routes = true;
    tnf_cost_finish(&fixture->builder);
    expect_shares(fixture, 0, 90, 0);
    tear_down(fixture);
}

static void pools_are_paid_by_memory_that_is_reserved_there(void **state) {
    (void)state;
    struct fixture *fixture = set_up(3);
    struct tnf_cost_pool_use uses[] = {
        {.tenant = 0, .provider = TNF_SV_INIT("p"), .memory = 512},
        {.tenant = 1, .provider = TNF_SV_INIT("p"), .memory = 1024},
        {.tenant = 1, .provider = TNF_SV_INIT("p"), .memory = 512},
        {.tenant = 2, .provider = TNF_SV_INIT("q"), .memory = 1},
    };
    add_line(fixture, "", TNF_COST_OF_POOL, "p", 400);
    add_line(fixture, "", TNF_COST_OF_POOL, "q", 7);
    fixture->builder.pool_uses = uses;
    fixture->builder.pool_use_count = TNF_ARRAY_LEN(uses);
    tnf_cost_finish(&fixture->builder);
    expect_shares(fixture, 100, 300, 7);
    tear_down(fixture);
}

static void what_nobody_uses_is_paid_by_the_next_larger_group(void **state) {
    (void)state;
    struct fixture *fixture = set_up(3);
    add_line(fixture, "", TNF_COST_OF_POOL, "p", 100);
    add_line(fixture, "", TNF_COST_OF_DATABASES, "", 10);
    fixture->builder.uses[0].silo = true;
    tnf_cost_finish(&fixture->builder);
    expect_shares(fixture, 0, 50 + 5, 50 + 5);
    tear_down(fixture);
}

static void without_tenants_the_environment_keeps_it(void **state) {
    (void)state;
    struct fixture *fixture = set_up(0);
    add_line(fixture, "", TNF_COST_OF_NETWORK, "", 100);
    tnf_cost_finish(&fixture->builder);
    assert_int_equal(fixture->builder.cost.share_count, 1);
    assert_int_equal(fixture->builder.cost.shares[0].tenant.len, 0);
    assert_int_equal(tnf_cost_sum(fixture->builder.cost.shares[0].amount), 100);
    tear_down(fixture);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_no_measure_is_split_by_own_fixed_cost),
        cmocka_unit_test(what_all_use_alike_is_split_equally),
        cmocka_unit_test(load_balancers_are_paid_by_who_has_routes),
        cmocka_unit_test(pools_are_paid_by_memory_that_is_reserved_there),
        cmocka_unit_test(what_nobody_uses_is_paid_by_the_next_larger_group),
        cmocka_unit_test(without_tenants_the_environment_keeps_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

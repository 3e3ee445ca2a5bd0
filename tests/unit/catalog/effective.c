#include "catalog/effective.h"

#include "catalog/defaults.h"
#include "catalog/entities/all.h"
#include "tests/support/catalog_rows.h"
#include "tests/support/test.h"

static void the_nearer_layer_wins(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record bare_environment = test_record(&arena, TNF_ENTITY_ENVIRONMENT, "e", NULL);
    const struct tnf_record environment = test_record(&arena, TNF_ENTITY_ENVIRONMENT, "e", "scaling_min", "2",
                                                      "scaling_max", "20", "scaling_cpu", "50", NULL);
    const struct tnf_record placement =
        test_record(&arena, TNF_ENTITY_PLACEMENT, "t/e", "scaling_max", "30", "scaling_cpu", "60", NULL);
    const struct tnf_record bare_service = test_record(&arena, TNF_ENTITY_SERVICE, "t/s", NULL);
    const struct tnf_record service = test_record(&arena, TNF_ENTITY_SERVICE, "t/s", "scaling_cpu", "80", NULL);
    struct tnf_scaling scaling = tnf_effective_scaling(&bare_environment, NULL, &bare_service);
    assert_int_equal(scaling.min, TNF_DEFAULT_SCALING_MIN);
    assert_int_equal(scaling.max, TNF_DEFAULT_SCALING_MAX);
    assert_int_equal(scaling.cpu, TNF_DEFAULT_SCALING_CPU);
    scaling = tnf_effective_scaling(&environment, &placement, &service);
    assert_int_equal(scaling.min, 2);
    assert_int_equal(scaling.max, 30);
    assert_int_equal(scaling.cpu, 80);
    scaling = tnf_effective_scaling(&environment, NULL, &bare_service);
    assert_int_equal(scaling.max, 20);
    assert_int_equal(scaling.cpu, 50);
}

static void a_site_is_what_the_nearest_row_says(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record platform =
        test_record(&arena, TNF_ENTITY_PLATFORM, "p", "region", "us-east-1", "account_id", "111122223333", NULL);
    const struct tnf_record bare = test_record(&arena, TNF_ENTITY_ENVIRONMENT, "e", NULL);
    const struct tnf_record environment =
        test_record(&arena, TNF_ENTITY_ENVIRONMENT, "e", "account_id", "444455556666", NULL);
    const struct tnf_record placement =
        test_record(&arena, TNF_ENTITY_PLACEMENT, "t/e", "region", "eu-west-1", "account_id", "777788889999", NULL);
    const struct tnf_site of_platform = tnf_effective_site(&platform, &bare, NULL);
    const struct tnf_site of_environment = tnf_effective_site(&platform, &environment, NULL);
    const struct tnf_site of_tenant = tnf_effective_site(&platform, &environment, &placement);
    assert_true(tnf_sv_eq_c(of_platform.account, "111122223333") && tnf_sv_eq_c(of_platform.region, "us-east-1"));
    assert_true(tnf_sv_eq_c(of_environment.account, "444455556666") && tnf_sv_eq_c(of_environment.region, "us-east-1"));
    assert_true(tnf_sv_eq_c(of_tenant.account, "777788889999") && tnf_sv_eq_c(of_tenant.region, "eu-west-1"));
    assert_false(tnf_site_eq(&of_platform, &of_environment));
    const struct tnf_site nowhere = tnf_effective_site(NULL, &bare, NULL);
    assert_int_equal(nowhere.account.len + nowhere.region.len, 0);
    assert_true(tnf_site_eq(&nowhere, &nowhere));
}

static void only_web_services_have_a_port_of_themselves(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record web = test_record(&arena, TNF_ENTITY_SERVICE, "t/s", NULL);
    const struct tnf_record worker = test_record(&arena, TNF_ENTITY_SERVICE, "t/s", "kind", "worker", NULL);
    const struct tnf_record open = test_record(&arena, TNF_ENTITY_SERVICE, "t/s", "kind", "worker", "port", "9", NULL);
    assert_int_equal(tnf_service_port(&web), TNF_DEFAULT_SERVICE_PORT);
    assert_int_equal(tnf_service_port(&worker), 0);
    assert_int_equal(tnf_service_port(&open), 9);
}

static void gpus_and_ec2_are_not_fargate(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static const struct {
        const char *field;
        const char *value;
        bool fargate;
    } rows[] = {{"cpu", "256", true},       {"capacity", "fargate", true}, {"capacity", "fargate_spot", true},
                {"capacity", "ec2", false}, {"capacity", "gpu", false},    {"gpus", "1", false},
                {"gpus", "0", true},        {"kind", "training", false}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_record service =
            test_record(&arena, TNF_ENTITY_SERVICE, "t/s", rows[i].field, rows[i].value, NULL);
        assert_int_equal(tnf_service_is_fargate(&service), rows[i].fargate);
    }
}

static void pools_are_open_to_whom_they_are_kept_for(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record all = test_record(&arena, TNF_ENTITY_GPU_POOL, "e/all", NULL);
    const struct tnf_record own = test_record(&arena, TNF_ENTITY_GPU_POOL, "e/own", "tenant", "t", NULL);
    const struct tnf_record bridge = test_record(&arena, TNF_ENTITY_TENANT, "t", "isolation", "bridge", NULL);
    const struct tnf_record silo = test_record(&arena, TNF_ENTITY_TENANT, "t", "isolation", "silo", NULL);
    const struct tnf_record other = test_record(&arena, TNF_ENTITY_TENANT, "o", "isolation", "pool", NULL);
    assert_true(tnf_pool_is_open_to(&all, &bridge));
    assert_true(tnf_pool_is_open_to(&all, &other));
    assert_false(tnf_pool_is_open_to(&all, &silo));
    assert_true(tnf_pool_is_open_to(&own, &silo));
    assert_true(tnf_pool_is_open_to(&own, &bridge));
    assert_false(tnf_pool_is_open_to(&own, &other));
}

static void pools_suit_services_of_their_kind(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    static const struct {
        const char *type;
        const char *gpus;
        const char *architecture;
        bool suits;
    } rows[] = {{"g5.xlarge", "1", "x86_64", true},    {"gr6.4xlarge", "1", "x86_64", true},
                {"p4d.24xlarge", "8", "x86_64", true}, {"g5.xlarge", "0", "x86_64", false},
                {"g5.xlarge", "2", "x86_64", false},   {"g5.12xlarge", "2", "x86_64", true},
                {"g9.xlarge", "2", "x86_64", true},    {"m7i.large", "0", "x86_64", true},
                {"m7i.large", "1", "x86_64", false},   {"m7g.large", "0", "x86_64", false},
                {"m7g.large", "0", "arm64", true},     {"c7gn.large", "0", "arm64", true},
                {"g5g.xlarge", "1", "arm64", true},    {"g5.xlarge", "1", "arm64", false},
                {"u-6tb1.metal", "0", "x86_64", true}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_record pool =
            test_record(&arena, TNF_ENTITY_GPU_POOL, "e/p", "instance_type", rows[i].type, NULL);
        const struct tnf_record service = test_record(&arena, TNF_ENTITY_SERVICE, "t/s", "gpus", rows[i].gpus,
                                                      "architecture", rows[i].architecture, NULL);
        if (tnf_pool_suits(&pool, &service) != rows[i].suits) fail_msg("%s, %s GPUs", rows[i].type, rows[i].gpus);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearer_layer_wins),
        cmocka_unit_test(a_site_is_what_the_nearest_row_says),
        cmocka_unit_test(only_web_services_have_a_port_of_themselves),
        cmocka_unit_test(gpus_and_ec2_are_not_fargate),
        cmocka_unit_test(pools_are_open_to_whom_they_are_kept_for),
        cmocka_unit_test(pools_suit_services_of_their_kind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

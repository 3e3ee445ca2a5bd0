#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

/* An environment with three pools: one for everybody, one for bridge, one for vault, which is a silo tenant. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_record environment;
    struct tnf_record pools[3];
    struct tnf_pool_owner owners[3];
    struct tnf_bundle bundle;
    struct tnf_record service;
};

static void add_pool(struct fixture *fixture, size_t at, const char *name, const char *tenant) {
    struct tnf_record *pool = &fixture->pools[at];
    *pool = tnf_record_new(&fixture->arena, TNF_ENTITY_GPU_POOL);
    test_set(&fixture->arena, pool, TNF_GPU_POOL_ENVIRONMENT, "staging");
    test_set(&fixture->arena, pool, TNF_GPU_POOL_NAME, name);
    test_set(&fixture->arena, pool, TNF_GPU_POOL_INSTANCE_TYPE, "g5.xlarge");
    test_set(&fixture->arena, pool, TNF_GPU_POOL_MAX, "2");
    if (tenant != NULL) test_set(&fixture->arena, pool, TNF_GPU_POOL_TENANT, tenant);
}

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    struct tnf_arena *arena = &fixture->arena;
    fixture->scene.platform = test_platform(&fixture->arena);
    fixture->environment = tnf_record_new(arena, TNF_ENTITY_ENVIRONMENT);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_NAME, "staging");
    add_pool(fixture, 0, "all", NULL);
    add_pool(fixture, 1, "bridge", "bridge");
    add_pool(fixture, 2, "vault", "vault");
    fixture->owners[1].name = TNF_SV("bridge");
    fixture->owners[2] = (struct tnf_pool_owner){.name = TNF_SV("vault"), .silo = true};
    fixture->scene.pools = (struct tnf_records){fixture->pools, 3};
    fixture->scene.owners = fixture->owners;
    fixture->bundle.tenant = tnf_record_new(arena, TNF_ENTITY_TENANT);
    fixture->bundle.placement = tnf_record_new(arena, TNF_ENTITY_PLACEMENT);
    fixture->service = tnf_record_new(arena, TNF_ENTITY_SERVICE);
    test_set(&fixture->arena, &fixture->service, TNF_SERVICE_NAME, "train");
    test_set(&fixture->arena, &fixture->service, TNF_SERVICE_GPUS, "1");
    *state = fixture;
    return 0;
}

static void tenant_is(struct fixture *fixture, const char *name, const char *isolation) {
    test_set(&fixture->arena, &fixture->bundle.tenant, TNF_TENANT_NAME, name);
    test_set(&fixture->arena, &fixture->bundle.tenant, TNF_TENANT_ISOLATION, isolation);
}

static int place(struct fixture *fixture, struct tnf_value *settings, struct tnf_error *err) {
    *settings = tnf_value_object(&fixture->arena);
    return tnf_model_service_pool(&fixture->arena, &fixture->scene, &fixture->environment, &fixture->bundle,
                                  &fixture->service, *settings, err);
}

static void assert_placed(struct fixture *fixture, const char *expected) {
    struct tnf_error err = {0};
    struct tnf_value settings;
    assert_int_equal(place(fixture, &settings, &err), 0);
    test_expect_hcl(settings, expected);
}

static void assert_pools(struct fixture *fixture, const struct tnf_bundle *bundle, const char *const *names) {
    struct tnf_value model = tnf_value_object(&fixture->arena);
    tnf_model_pools(&fixture->arena, &fixture->scene, &fixture->environment, bundle, model);
    const struct tnf_value pools = tnf_object_get(model, TNF_SV("pools"), NULL);
    size_t count = 0;
    for (; names[count] != NULL; count++) {
        if (count >= tnf_object_count(pools)) fail_msg("there is no pool %s", names[count]);
        assert_true(tnf_sv_eq_c(tnf_object_key_at(pools, count), names[count]));
    }
    assert_int_equal(tnf_object_count(pools), count);
}

static void pools_stand_where_their_cluster_is(void **state) {
    struct fixture *fixture = *state;
    assert_pools(fixture, NULL, (const char *const[]){"all", "bridge", NULL});
    tenant_is(fixture, "vault", "silo");
    assert_pools(fixture, &fixture->bundle, (const char *const[]){"vault", NULL});
    tenant_is(fixture, "other", "silo");
    assert_pools(fixture, &fixture->bundle, (const char *const[]){NULL});
}

static void a_task_with_gpus_is_placed_on_instances_that_have_them(void **state) {
    struct fixture *fixture = *state;
    tenant_is(fixture, "first", "pool");
    assert_placed(fixture, "{\n"
                           "  gpus = 1\n"
                           "  pool = {\n"
                           "    capacity_provider = \"acme-staging-all\"\n"
                           "    constraints       = [\"attribute:gpu == true\"]\n"
                           "  }\n"
                           "}");
}

static void a_pool_that_is_kept_for_the_tenant_comes_first(void **state) {
    struct fixture *fixture = *state;
    tenant_is(fixture, "bridge", "bridge");
    assert_placed(fixture, "{\n"
                           "  gpus = 1\n"
                           "  pool = {\n"
                           "    capacity_provider = \"acme-staging-bridge\"\n"
                           "    constraints       = [\"attribute:tenant == bridge\", \"attribute:gpu == true\"]\n"
                           "  }\n"
                           "}");
}

static void a_silo_tenant_has_its_own_pool(void **state) {
    struct fixture *fixture = *state;
    tenant_is(fixture, "vault", "silo");
    assert_placed(fixture, "{\n"
                           "  gpus = 1\n"
                           "  pool = {\n"
                           "    capacity_provider = \"acme-staging-vault-vault\"\n"
                           "    constraints       = [\"attribute:tenant == vault\", \"attribute:gpu == true\"]\n"
                           "  }\n"
                           "}");
}

static void a_task_without_gpus_takes_no_instance_that_has_them(void **state) {
    struct fixture *fixture = *state;
    struct tnf_error err = {0};
    struct tnf_value settings;
    tenant_is(fixture, "bridge", "bridge");
    test_set(&fixture->arena, &fixture->service, TNF_SERVICE_GPUS, "0");
    test_set(&fixture->arena, &fixture->service, TNF_SERVICE_CAPACITY, "ec2");
    assert_int_equal(place(fixture, &settings, &err), TNF_E_INVALID);
    test_set(&fixture->arena, &fixture->pools[0], TNF_GPU_POOL_INSTANCE_TYPE, "m7i.large");
    assert_placed(fixture, "{\n"
                           "  pool = {\n"
                           "    capacity_provider = \"acme-staging-all\"\n"
                           "    constraints       = []\n"
                           "  }\n"
                           "}");
}

static void a_service_that_no_pool_is_open_to_is_refused(void **state) {
    struct fixture *fixture = *state;
    struct tnf_error err = {0};
    struct tnf_value settings;
    tenant_is(fixture, "other", "silo");
    assert_int_equal(place(fixture, &settings, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "service train: there is no pool of instances that it may run on");
    tenant_is(fixture, "first", "pool");
    test_set(&fixture->arena, &fixture->service, TNF_SERVICE_GPU_POOL, "bridge");
    assert_int_equal(place(fixture, &settings, &err), TNF_E_INVALID);
}

static void fargate_needs_no_pool(void **state) {
    struct fixture *fixture = *state;
    tenant_is(fixture, "first", "pool");
    test_set(&fixture->arena, &fixture->service, TNF_SERVICE_GPUS, "0");
    assert_placed(fixture, "{}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pools_stand_where_their_cluster_is, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_task_with_gpus_is_placed_on_instances_that_have_them, set_up,
                                        test_release_fixture),
        cmocka_unit_test_setup_teardown(a_pool_that_is_kept_for_the_tenant_comes_first, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_silo_tenant_has_its_own_pool, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(a_task_without_gpus_takes_no_instance_that_has_them, set_up,
                                        test_release_fixture),
        cmocka_unit_test_setup_teardown(a_service_that_no_pool_is_open_to_is_refused, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(fargate_needs_no_pool, set_up, test_release_fixture),
    };
    return cmocka_run_group_tests_name("generator/resolve/model_pool", tests, NULL, NULL);
}

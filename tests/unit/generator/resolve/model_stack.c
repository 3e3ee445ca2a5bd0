/* In which account and region a stack is, and with which role: what the literal provider blocks are made from. */
#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

/* A platform in us-east-1 and account 1; every case gives its environment and placement the rest. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_record environment;
    struct tnf_bundle bundle;
};

#define PLATFORM "111111111111"
#define ENVIRONMENT "222222222222"
#define SILO "333333333333"
#define ROLE(account) "arn:aws:iam::" account ":role/apply"

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->scene.platform = test_platform(&fixture->arena);
    test_set(&fixture->arena, &fixture->scene.platform, TNF_PLATFORM_ACCOUNT_ID, PLATFORM);
    *state = fixture;
    return 0;
}

/* Region, account and role as rows have them; NULL for not given. */
struct site {
    const char *region, *account, *role;
};

static void place(struct fixture *fixture, const char *isolation, struct site environment, struct site placement) {
    fixture->environment = tnf_record_new(&fixture->arena, TNF_ENTITY_ENVIRONMENT);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_NAME, "production");
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_REGION, environment.region);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_ACCOUNT_ID, environment.account);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_ROLE_ARN, environment.role);
    struct tnf_bundle *bundle = &fixture->bundle;
    bundle->tenant = tnf_record_new(&fixture->arena, TNF_ENTITY_TENANT);
    test_set(&fixture->arena, &bundle->tenant, TNF_TENANT_NAME, "one");
    test_set(&fixture->arena, &bundle->tenant, TNF_TENANT_ISOLATION, isolation);
    bundle->placement = tnf_record_new(&fixture->arena, TNF_ENTITY_PLACEMENT);
    test_set(&fixture->arena, &bundle->placement, TNF_PLACEMENT_REGION, placement.region);
    test_set(&fixture->arena, &bundle->placement, TNF_PLACEMENT_ACCOUNT_ID, placement.account);
    test_set(&fixture->arena, &bundle->placement, TNF_PLACEMENT_ROLE_ARN, placement.role);
}

static void assert_text(struct tnf_value model, const char *key, const char *expected) {
    bool found;
    const struct tnf_value value = tnf_object_get(model, tnf_sv(key), &found);
    assert_int_equal(found, expected != NULL);
    if (found) assert_true(tnf_sv_eq_c(value.text, expected));
}

static void assert_site(struct tnf_value model, struct site expected) {
    assert_text(model, "region", expected.region);
    assert_text(model, "account_id", expected.account);
    assert_text(model, "role_arn", expected.role);
}

static void the_platform_stack_is_where_its_environment_is(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        struct site environment, expected;
    } rows[] = {
        {{NULL, NULL, NULL}, {"us-east-1", PLATFORM, NULL}},
        {{"eu-west-1", NULL, NULL}, {"eu-west-1", PLATFORM, NULL}},
        {{NULL, ENVIRONMENT, ROLE(ENVIRONMENT)}, {"us-east-1", ENVIRONMENT, ROLE(ENVIRONMENT)}},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        place(fixture, "pool", rows[i].environment, (struct site){0});
        assert_site(tnf_model_stack(&fixture->arena, &fixture->scene, &fixture->environment, NULL), rows[i].expected);
    }
}

static void a_tenant_is_there_too_unless_it_is_a_silo_that_says_otherwise(void **state) {
    struct fixture *fixture = *state;
    static const struct site environment = {"eu-west-1", ENVIRONMENT, ROLE(ENVIRONMENT)};
    static const struct {
        const char *isolation;
        struct site placement, expected;
    } rows[] = {
        {"pool", {NULL, NULL, NULL}, {"eu-west-1", ENVIRONMENT, ROLE(ENVIRONMENT)}},
        {"bridge", {NULL, NULL, NULL}, {"eu-west-1", ENVIRONMENT, ROLE(ENVIRONMENT)}},
        {"silo", {NULL, NULL, NULL}, {"eu-west-1", ENVIRONMENT, ROLE(ENVIRONMENT)}},
        {"silo", {"ap-south-1", NULL, NULL}, {"ap-south-1", ENVIRONMENT, ROLE(ENVIRONMENT)}},
        {"silo", {NULL, SILO, ROLE(SILO)}, {"eu-west-1", SILO, ROLE(SILO)}},
        {"silo", {"ap-south-1", SILO, ROLE(SILO)}, {"ap-south-1", SILO, ROLE(SILO)}},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        place(fixture, rows[i].isolation, environment, rows[i].placement);
        const struct tnf_value model =
            tnf_model_stack(&fixture->arena, &fixture->scene, &fixture->environment, &fixture->bundle);
        assert_site(model, rows[i].expected);
        assert_text(model, "session_name", "terraform-acme-production-one");
    }
}

/* The state's bucket is the platform's, wherever the resources are. */
static void states_stay_in_the_platforms_region(void **state) {
    struct fixture *fixture = *state;
    place(fixture, "silo", (struct site){0}, (struct site){"ap-south-1", SILO, ROLE(SILO)});
    const struct tnf_value model =
        tnf_model_stack(&fixture->arena, &fixture->scene, &fixture->environment, &fixture->bundle);
    const struct tnf_value backend = tnf_object_get(model, TNF_SV("backend"), NULL);
    assert_text(backend, "region", "us-east-1");
    assert_text(backend, "key", "environments/production/tenants/one/terraform.tfstate");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, test_release_fixture)
    const struct CMUnitTest tests[] = {
        TEST(the_platform_stack_is_where_its_environment_is),
        TEST(a_tenant_is_there_too_unless_it_is_a_silo_that_says_otherwise),
        TEST(states_stay_in_the_platforms_region),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

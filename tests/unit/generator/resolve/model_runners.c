#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

/* An environment in an account of its own with one runner cluster. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_record environment;
    struct tnf_record cluster;
    struct tnf_records nested;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    struct tnf_arena *arena = &fixture->arena;
    fixture->scene.platform = test_platform(&fixture->arena);
    fixture->environment = tnf_record_new(arena, TNF_ENTITY_ENVIRONMENT);
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_NAME, "staging");
    fixture->cluster = tnf_record_new(arena, TNF_ENTITY_RUNNER_CLUSTER);
    test_set(&fixture->arena, &fixture->cluster, TNF_RUNNER_CLUSTER_NAME, "ci");
    fixture->nested = (struct tnf_records){&fixture->cluster, 1};
    fixture->scene.environments = (struct tnf_records){&fixture->environment, 1};
    fixture->scene.nested = &fixture->nested;
    *state = fixture;
    return 0;
}

static void expect(struct tnf_value model, const char *path, const char *hcl) {
    struct tnf_strview rest = tnf_sv(path);
    while (rest.len > 0) model = tnf_object_get(model, tnf_sv_next(&rest, '/'), NULL);
    test_expect_hcl(model, hcl);
}

static void a_cluster_that_says_nothing_has_the_usual_nodes(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_value model = tnf_model_runners(&fixture->arena, &fixture->scene, 0, 0);
    expect(model, "cluster/system", "{\n  instance_type = \"t3.medium\"\n  count         = 1\n}");
    expect(model, "cluster/runners", "{\n  instance_type = \"t3.large\"\n  min           = 0\n  max           = 10\n}");
    expect(model, "cluster/public_cidrs", "[]");
    expect(model, "cluster/private_cidrs", "[]");
    expect(model, "cluster/admin_role_arns", "[]");
    expect(model, "log_retention", "7");
    const struct tnf_value charts = tnf_model_runner_charts(&fixture->arena, &fixture->scene, 0, 0);
    expect(charts, "idle_runners", "0");
    expect(charts, "max_runners", "10");
}

static void each_stack_finds_modules_and_its_own_state(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_value runners = tnf_model_runners(&fixture->arena, &fixture->scene, 0, 0);
    expect(runners, "modules", "\"../../../../modules\"");
    expect(runners, "backend/key", "\"environments/staging/runners/ci/terraform.tfstate\"");
    const struct tnf_value charts = tnf_model_runner_charts(&fixture->arena, &fixture->scene, 0, 0);
    expect(charts, "modules", "\"../../../../../modules\"");
    expect(charts, "backend/key", "\"environments/staging/runners/ci/charts/terraform.tfstate\"");
}

static void ranges_count_when_the_endpoint_is_public(void **state) {
    struct fixture *fixture = *state;
    test_set(&fixture->arena, &fixture->cluster, TNF_RUNNER_CLUSTER_PUBLIC_CIDRS, "203.0.113.0/24");
    test_set(&fixture->arena, &fixture->cluster, TNF_RUNNER_CLUSTER_PRIVATE_CIDRS, "10.0.0.0/16");
    struct tnf_value model = tnf_model_runners(&fixture->arena, &fixture->scene, 0, 0);
    expect(model, "cluster/public_cidrs", "[]");
    expect(model, "cluster/private_cidrs", "[\"10.0.0.0/16\"]");
    test_set(&fixture->arena, &fixture->cluster, TNF_RUNNER_CLUSTER_PUBLIC_ENDPOINT, "true");
    model = tnf_model_runners(&fixture->arena, &fixture->scene, 0, 0);
    expect(model, "cluster/public_cidrs", "[\"203.0.113.0/24\"]");
}

static void the_role_of_terraform_administers_too(void **state) {
    struct fixture *fixture = *state;
    test_set(&fixture->arena, &fixture->environment, TNF_ENVIRONMENT_ROLE_ARN, "arn:aws:iam::444455556666:role/apply");
    test_set(&fixture->arena, &fixture->cluster, TNF_RUNNER_CLUSTER_ADMIN_ROLES,
             "arn:aws:iam::444455556666:role/oncall,arn:aws:iam::444455556666:role/apply");
    const struct tnf_value model = tnf_model_runners(&fixture->arena, &fixture->scene, 0, 0);
    expect(model, "cluster/admin_role_arns",
           "[\n  \"arn:aws:iam::444455556666:role/apply\",\n  \"arn:aws:iam::444455556666:role/oncall\",\n]");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, test_release_fixture)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_cluster_that_says_nothing_has_the_usual_nodes),
        TEST(each_stack_finds_modules_and_its_own_state),
        TEST(ranges_count_when_the_endpoint_is_public),
        TEST(the_role_of_terraform_administers_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

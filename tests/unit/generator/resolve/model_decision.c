#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

/* An environment with a runner cluster that says nothing and one that says everything, and a pool of instances. */
struct fixture {
    struct tnf_arena arena;
    struct tnf_scene scene;
    struct tnf_records nested;
    struct tnf_record rows[3];
    int64_t services;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->rows[0] = tnf_record_new(&fixture->arena, TNF_ENTITY_GPU_POOL);
    fixture->rows[1] = tnf_record_new(&fixture->arena, TNF_ENTITY_RUNNER_CLUSTER);
    test_set(&fixture->arena, &fixture->rows[1], TNF_RUNNER_CLUSTER_NAME, "ci");
    fixture->rows[2] = tnf_record_new(&fixture->arena, TNF_ENTITY_RUNNER_CLUSTER);
    test_set(&fixture->arena, &fixture->rows[2], TNF_RUNNER_CLUSTER_NAME, "large");
    test_set(&fixture->arena, &fixture->rows[2], TNF_RUNNER_CLUSTER_SYSTEM_COUNT, "2");
    test_set(&fixture->arena, &fixture->rows[2], TNF_RUNNER_CLUSTER_RUNNER_INSTANCE_TYPE, "m7g.large");
    test_set(&fixture->arena, &fixture->rows[2], TNF_RUNNER_CLUSTER_RUNNER_MAX, "4");
    test_set(&fixture->arena, &fixture->rows[2], TNF_RUNNER_CLUSTER_IDLE_RUNNERS, "1");
    fixture->nested = (struct tnf_records){fixture->rows, 3};
    fixture->scene.nested = &fixture->nested;
    fixture->scene.service_counts = &fixture->services;
    *state = fixture;
    return 0;
}

static struct tnf_value decision(struct fixture *fixture) {
    struct tnf_value model = tnf_value_object(&fixture->arena);
    tnf_model_decision(&fixture->arena, &fixture->scene, 0, model);
    return model;
}

static void clusters_are_described_with_what_they_do_not_say(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_value model = decision(fixture);
    test_expect_hcl(tnf_object_get(model, TNF_SV("clusters"), NULL), "[\n"
                                                                     "  {\n"
                                                                     "    name         = \"ci\"\n"
                                                                     "    system_count = 1\n"
                                                                     "    system_type  = \"t3.medium\"\n"
                                                                     "    runner_min   = 0\n"
                                                                     "    runner_max   = 10\n"
                                                                     "    runner_type  = \"t3.large\"\n"
                                                                     "    idle_runners = 0\n"
                                                                     "  },\n"
                                                                     "  {\n"
                                                                     "    name         = \"large\"\n"
                                                                     "    system_count = 2\n"
                                                                     "    system_type  = \"t3.medium\"\n"
                                                                     "    runner_min   = 0\n"
                                                                     "    runner_max   = 4\n"
                                                                     "    runner_type  = \"m7g.large\"\n"
                                                                     "    idle_runners = 1\n"
                                                                     "  },\n"
                                                                     "]");
    assert_int_equal(tnf_object_get(model, TNF_SV("cluster_count"), NULL).integer, 2);
    assert_int_equal(tnf_object_get(model, TNF_SV("pool_count"), NULL).integer, 1);
    assert_true(tnf_object_get(model, TNF_SV("has_clusters"), NULL).boolean);
}

static void an_environment_may_have_no_cluster(void **state) {
    struct fixture *fixture = *state;
    fixture->nested.count = 1;
    const struct tnf_value model = decision(fixture);
    assert_false(tnf_object_get(model, TNF_SV("has_clusters"), NULL).boolean);
}

/* One more service is no other page, unless the answer comes nearer. */
static void services_are_given_in_steps(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        int64_t count;
        const char *text;
        bool many;
    } cases[] = {{0, "none yet", false},  {1, "1 to 10", false},   {10, "1 to 10", false},  {11, "11 to 25", false},
                 {25, "11 to 25", false}, {26, "26 to 50", false}, {50, "26 to 50", false}, {51, "more than 50", true}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        fixture->services = cases[i].count;
        const struct tnf_value model = decision(fixture);
        assert_string_equal(tnf_object_get(model, TNF_SV("services"), NULL).text.ptr, cases[i].text);
        assert_int_equal(tnf_object_get(model, TNF_SV("many_services"), NULL).boolean, cases[i].many);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, test_release_fixture)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(clusters_are_described_with_what_they_do_not_say),
        TEST(an_environment_may_have_no_cluster),
        TEST(services_are_given_in_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "catalog/record.h"
#include "generator/hcl/writer.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

#include <string.h>

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

static struct tnf_value item(struct tnf_value model, const char *list, size_t index) {
    return tnf_list_at(tnf_object_get(model, tnf_sv(list), NULL), index);
}

static const char *text_of(struct tnf_value object, const char *key) {
    return tnf_object_get(object, tnf_sv(key), NULL).text.ptr;
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
        const struct tnf_value trigger = item(model, "triggers", 0);
        assert_string_equal(text_of(model, "services"), cases[i].text);
        assert_int_equal(tnf_object_get(model, TNF_SV("many_services"), NULL).boolean, cases[i].many);
        assert_string_equal(text_of(trigger, "trigger"), "More than 50 services");
        assert_string_equal(text_of(trigger, "here"), cases[i].text);
        assert_int_equal(tnf_object_get(trigger, TNF_SV("reached"), NULL).boolean, cases[i].many);
    }
}

/* Within a step everything that the page is made of stays as it is. */
static void a_service_more_within_a_step_changes_nothing(void **state) {
    struct fixture *fixture = *state;
    static const int64_t steps[][2] = {{1, 10}, {11, 25}, {26, 50}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(steps); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf least = TNF_STRBUF_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf most = TNF_STRBUF_INIT;
        fixture->services = steps[i][0];
        assert_int_equal(tnf_hcl_write(decision(fixture), 0, &least, NULL), 0);
        fixture->services = steps[i][1];
        assert_int_equal(tnf_hcl_write(decision(fixture), 0, &most, NULL), 0);
        assert_string_equal(least.ptr, most.ptr);
    }
}

static void the_catalog_s_facts_are_weighed(void **state) {
    struct fixture *fixture = *state;
    static const struct {
        const char *name, *type;
        size_t pools;
        int64_t services;
        const char *answer;
        bool eks;
    } cases[] = {
        {"plain services", "", 0, 5, "ECS on Fargate", false},
        {"instances", "m7i.large", 1, 5, "ECS on EC2", false},
        {"GPUs", "g5.xlarge", 1, 30, "ECS on EC2", false},
        {"many services", "", 0, 51, "ECS on Fargate", false},
        {"many services with GPUs", "g5.xlarge", 1, 51, "ECS on EC2", false},
        {"nothing yet", "", 0, 0, "ECS on Fargate", false},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        fixture->nested = (struct tnf_records){fixture->rows + (1 - cases[i].pools), cases[i].pools + 2};
        test_set(&fixture->arena, &fixture->rows[0], TNF_GPU_POOL_INSTANCE_TYPE,
                 cases[i].type[0] == '\0' ? NULL : cases[i].type);
        fixture->services = cases[i].services;
        const struct tnf_value model = decision(fixture);
        if (strcmp(text_of(model, "answer"), cases[i].answer) != 0)
            fail_msg("%s: %s", cases[i].name, text_of(model, "answer"));
        assert_int_equal(tnf_object_get(model, TNF_SV("speaks_for_eks"), NULL).boolean, cases[i].eks);
    }
}

static void rules_and_steps_come_from_the_table(void **state) {
    struct fixture *fixture = *state;
    const struct tnf_value model = decision(fixture);
    assert_string_equal(text_of(item(model, "rules", 0), "rule"), "TNF-A01");
    assert_string_equal(text_of(item(model, "rules", 0), "source"), "ECS guide, “Decision framework”");
    assert_int_equal(tnf_list_count(tnf_object_get(model, TNF_SV("triggers"), NULL)), 6);
    assert_string_equal(text_of(model, "trigger_source"),
                        "OMC infrastructure decision (November 2025), “Triggers for considering EKS”");
    assert_string_equal(text_of(item(model, "steps", 2), "weeks"), "3 to 4");
    assert_string_equal(text_of(model, "all_weeks"), "9 to 10");
    assert_string_equal(text_of(model, "move_cost"), "$100,000");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, test_release_fixture)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(clusters_are_described_with_what_they_do_not_say),
        TEST(an_environment_may_have_no_cluster),
        TEST(services_are_given_in_steps),
        TEST(a_service_more_within_a_step_changes_nothing),
        TEST(the_catalog_s_facts_are_weighed),
        TEST(rules_and_steps_come_from_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

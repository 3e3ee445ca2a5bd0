#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "tests/support/model_case.h"
#include "tests/support/test.h"

struct fixture {
    struct tnf_arena arena;
    struct tnf_bundle bundle;
    struct tnf_record schedules[4];
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->bundle.schedules.items = fixture->schedules;
    *state = fixture;
    return 0;
}

static struct tnf_record *add(struct fixture *fixture, const char *service, const char *name, const char *expression) {
    struct tnf_record *schedule = &fixture->schedules[fixture->bundle.schedules.count++];
    *schedule = tnf_record_new(&fixture->arena, TNF_ENTITY_SCHEDULE);
    test_set(&fixture->arena, schedule, TNF_SCHEDULE_SERVICE, service);
    test_set(&fixture->arena, schedule, TNF_SCHEDULE_NAME, name);
    test_set(&fixture->arena, schedule, TNF_SCHEDULE_EXPRESSION, expression);
    return schedule;
}

static void assert_schedules(struct fixture *fixture, const char *expected) {
    test_expect_hcl(tnf_model_schedules(&fixture->arena, &fixture->bundle), expected);
}

static void without_schedules_there_is_nothing(void **state) {
    assert_schedules(*state, "{}");
}

static void schedules_stand_under_their_service_with_defaults(void **state) {
    struct fixture *fixture = *state;
    (void)add(fixture, "collect", "hourly", "rate(1 hour)");
    struct tnf_record *nightly = add(fixture, "collect", "nightly", "cron(0 3 * * ? *)");
    test_set(&fixture->arena, nightly, TNF_SCHEDULE_TIMEZONE, "Europe/Berlin");
    test_set(&fixture->arena, nightly, TNF_SCHEDULE_ENABLED, "false");
    test_set(&fixture->arena, nightly, TNF_SCHEDULE_RETRIES, "0");
    test_set(&fixture->arena, nightly, TNF_SCHEDULE_COMMAND, "collect");
    (void)add(fixture, "report", "weekly", "rate(7 days)");
    assert_schedules(fixture, "{\n"
                              "  collect = {\n"
                              "    hourly = {\n"
                              "      expression = \"rate(1 hour)\"\n"
                              "      timezone   = \"UTC\"\n"
                              "      enabled    = true\n"
                              "      retries    = 3\n"
                              "    }\n"
                              "    nightly = {\n"
                              "      expression = \"cron(0 3 * * ? *)\"\n"
                              "      timezone   = \"Europe/Berlin\"\n"
                              "      enabled    = false\n"
                              "      retries    = 0\n"
                              "      command    = [\"collect\"]\n"
                              "    }\n"
                              "  }\n"
                              "  report = {\n"
                              "    weekly = {\n"
                              "      expression = \"rate(7 days)\"\n"
                              "      timezone   = \"UTC\"\n"
                              "      enabled    = true\n"
                              "      retries    = 3\n"
                              "    }\n"
                              "  }\n"
                              "}");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_schedules_there_is_nothing, set_up, test_release_fixture),
        cmocka_unit_test_setup_teardown(schedules_stand_under_their_service_with_defaults, set_up,
                                        test_release_fixture),
    };
    return cmocka_run_group_tests_name("generator/resolve/model_schedule", tests, NULL, NULL);
}

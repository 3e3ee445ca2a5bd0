#include "generator/resolve/kubernetes/cron.h"

#include "tests/support/test.h"

struct expectation {
    const char *expression;
    const char *schedule; /* NULL: there is none */
};

static const struct expectation expectations[] = {
    {"cron(0 3 * * ? *)", "0 3 * * *"},
    {"cron(15,45 8-18 ? * MON-FRI *)", "15,45 8-18 * * MON-FRI"},
    {"cron(0/15 * * * ? *)", "0/15 * * * *"},
    /* Sunday is 1 there and 0 here; a step is no day. */
    {"cron(0 9 ? * 2-6 *)", "0 9 * * 1-5"},
    {"cron(0 9 ? * 1,7 *)", "0 9 * * 0,6"},
    {"cron(0 9 ? * 2/2 *)", "0 9 * * 1/2"},
    /* Letters of names are no marks. */
    {"cron(0 9 1 JUL,APR ? *)", "0 9 1 JUL,APR *"},
    {"cron(0 9 ? * WED *)", "0 9 * * WED"},
    {"cron(0 9 L * ? *)", NULL},
    {"cron(0 9 15W * ? *)", NULL},
    {"cron(0 9 LW * ? *)", NULL},
    {"cron(0 9 ? * 6L *)", NULL},
    {"cron(0 9 ? * FRIL *)", NULL},
    {"cron(0 9 ? * 2#1 *)", NULL},
    {"cron(0 9 ? * 12 *)", NULL},
    {"cron(0 9 * * ? 2030)", NULL},
    {"rate(1 minute)", "*/1 * * * *"},
    {"rate(5 minutes)", "*/5 * * * *"},
    {"rate(7 minutes)", NULL},
    {"rate(1 hour)", "0 * * * *"},
    {"rate(60 minutes)", "0 * * * *"},
    {"rate(90 minutes)", NULL},
    {"rate(6 hours)", "0 */6 * * *"},
    {"rate(5 hours)", NULL},
    {"rate(24 hours)", "0 0 * * *"},
    {"rate(1 day)", "0 0 * * *"},
    {"rate(2 days)", NULL},
    {"rate(999999999 days)", NULL},
    {"at(2030-01-01T00:00:00)", NULL},
    {"", NULL},
    {"rate()", NULL},
};

static void schedules_mean_the_same_or_are_refused_with_a_reason(void **state) {
    (void)state;
    struct tnf_arena arena = TNF_ARENA_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(expectations); i++) {
        const struct expectation *expected = &expectations[i];
        struct tnf_strview schedule = {0};
        struct tnf_strview reason = {0};
        const bool found = tnf_kube_cron(&arena, tnf_sv(expected->expression), &schedule, &reason);
        if (found != (expected->schedule != NULL))
            fail_msg("%s: %.*s%.*s", expected->expression, TNF_SV_ARG(schedule), TNF_SV_ARG(reason));
        if (found && !tnf_sv_eq_c(schedule, expected->schedule))
            fail_msg("%s: %.*s, expected %s", expected->expression, TNF_SV_ARG(schedule), expected->schedule);
        if (!found) assert_true(reason.len > 0);
    }
    tnf_arena_release(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schedules_mean_the_same_or_are_refused_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "generator/report/cost/schedule.h"

#include "tests/support/test.h"

static void runs_of_a_month_are_counted(void **state) {
    (void)state;
    static const struct {
        const char *expression;
        int64_t millionths;
    } cases[] = {
        {"rate(1 hour)", 730000000},
        {"rate(5 minutes)", 8760000000},
        {"rate(1 day)", 30416667},
        {"rate(7 days)", 4345238},
        {"cron(0 3 * * ? *)", 30416667},
        {"cron(0/15 * * * ? *)", 2920000000},
        {"cron(0 8-18 ? * MON-FRI *)", 238988095},
        {"cron(30 6,18 1 * ? *)", 2000000},
        {"cron(0 0 L * ? *)", 1000000},
        {"cron(0 0 ? * 2#1 *)", 1000000},
        {"cron(0 0 ? * FRI-MON *)", 17380952},
        {"cron(0 12 1,15 JAN-MAR ? *)", 500000},
        {"cron(0 0 1 1 ? 2030)", 0},
        {"at(2030-01-01T00:00:00)", 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const int64_t runs = tnf_schedule_runs(tnf_sv(cases[i].expression));
        if (runs != cases[i].millionths) fail_msg("%s: %lld", cases[i].expression, (long long)runs);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(runs_of_a_month_are_counted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

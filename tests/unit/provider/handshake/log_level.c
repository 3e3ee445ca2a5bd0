#include "tests/support/test.h"

#include "provider/handshake/log_level.h"

struct variables {
    const char *provider;
    const char *all;
};

static const char *look_up(const char *name, void *context) {
    const struct variables *variables = context;
    return strcmp(name, "TF_LOG_PROVIDER") == 0 ? variables->provider : variables->all;
}

static void the_provider_s_own_variable_comes_first(void **state) {
    enum { OFF = -1 };
    static const struct {
        struct variables variables;
        int level;
    } cases[] = {
        {{NULL, NULL}, OFF},
        {{"", "OFF"}, OFF},
        {{"off", "TRACE"}, OFF},
        {{NULL, "warn"}, TNF_LOG_WARNING},
        {{"INFO", "ERROR"}, TNF_LOG_INFO},
        {{"", "ERROR"}, TNF_LOG_ERROR},
        {{"TRACE", NULL}, TNF_LOG_DEBUG},
        {{NULL, "json"}, TNF_LOG_DEBUG},
        {{NULL, "something"}, TNF_LOG_DEBUG},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct variables variables = cases[i].variables;
        enum tnf_log_level level = TNF_LOG_ERROR;
        const bool logs = tnf_log_level_read(look_up, &variables, &level);
        assert_int_equal(logs ? (int)level : OFF, cases[i].level);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_provider_s_own_variable_comes_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "generator/report/cost/usage.h"

#include "generator/report/cost/money.h"
#include "tests/support/test.h"

#include <string.h>

static void what_a_file_names_replaces_the_built_in_values(void **state) {
    (void)state;
    struct tnf_usage usage;
    tnf_usage_init(&usage);
    const int64_t before = usage.values[TNF_USAGE_logs_task_gb];
    struct tnf_error err = {0};
    assert_int_equal(
        tnf_usage_read(&usage, TNF_SV("network:\n  nat_gb: 12.5\nlogs:\nstorage: {volume_gb: 0}\n"), "u.yaml", &err),
        0);
    assert_int_equal(usage.values[TNF_USAGE_network_nat_gb], 12500000);
    assert_int_equal(usage.values[TNF_USAGE_storage_volume_gb], 0);
    assert_int_equal(usage.values[TNF_USAGE_logs_task_gb], before);
}

static void what_is_written_can_be_read(void **state) {
    (void)state;
    struct tnf_usage usage;
    tnf_usage_init(&usage);
    for (size_t i = 0; i < TNF_USAGE_COUNT; i++) usage.values[i] = (int64_t)i * 1234567;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_usage_write(&text, &usage);
    struct tnf_usage copy;
    struct tnf_error err = {0};
    tnf_usage_init(&copy);
    assert_int_equal(tnf_usage_read(&copy, tnf_strbuf_view(&text), "u.yaml", &err), 0);
    assert_memory_equal(copy.values, usage.values, sizeof usage.values);
}

static void what_is_no_usage_is_refused_at_its_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        unsigned column;
        const char *message;
        const char *hint;
    } cases[] = {
        {"netwrk:\n  nat_gb: 1\n", 1, 1, "there is no section \"netwrk\" of usage", "did you mean \"network\"?"},
        {"network:\n  nat_bg: 1\n", 2, 3, "there is no usage \"nat_bg\" in section network",
         "did you mean \"nat_gb\"?"},
        {"network:\n  nat_gb: -1\n", 2, 11, "usage network.nat_gb is a number of GB a month, not ", ""},
        {"network:\n  nat_gb: 1.2345678\n", 2, 11, "usage network.nat_gb is a number of GB a month, not ", ""},
        {"network:\n  nat_gb: \"1\"\n", 2, 11, "usage network.nat_gb is a number of GB a month, not ", ""},
        {"network:\n  nat_gb: 1000000000.1\n", 2, 11, "usage network.nat_gb is a number of GB a month, not ", ""},
        {"network:\n  nat_gb: 1\n  nat_gb: 2\n", 3, 3, "nat_gb is there twice", "keep one of them"},
        {"network: {}\nnetwork: {}\n", 2, 1, "network is there twice", "keep one of them"},
        {"network: 7\n", 1, 10, "a section of usage is a mapping, not ", ""},
        {"- 1\n", 1, 1, "usage is a mapping, not ", ""},
        {"network: {}\n---\nlogs: {}\n", 3, 1, "a usage file has one document", "remove what follows ---"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_usage usage;
        struct tnf_usage before;
        struct tnf_error err = {0};
        tnf_usage_init(&usage);
        before = usage;
        assert_int_equal(tnf_usage_read(&usage, tnf_sv(cases[i].text), "u.yaml", &err), TNF_E_INVALID);
        if (strncmp(err.message, cases[i].message, strlen(cases[i].message)) != 0) fail_msg("%s", err.message);
        if (cases[i].hint[0] != '\0') assert_string_equal(err.hint, cases[i].hint);
        assert_string_equal(err.where.file, "u.yaml");
        assert_int_equal(err.where.line, cases[i].line);
        assert_int_equal(err.where.column, cases[i].column);
        assert_memory_equal(&usage, &before, sizeof usage);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_file_names_replaces_the_built_in_values),
        cmocka_unit_test(what_is_written_can_be_read),
        cmocka_unit_test(what_is_no_usage_is_refused_at_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

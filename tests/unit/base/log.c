#include "base/log.h"

#include "tests/support/test.h"

#include <stdlib.h>

/* What a log of that level and colour writes for one line of each level, to be freed. */
static char *logged(enum tnf_log_level level, bool colour) {
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    const struct tnf_log log = {.stream = stream, .level = level, .colour = colour};
    tnf_log_write(&log, TNF_LOG_DEBUG, "detail %d", 1);
    tnf_log_write(&log, TNF_LOG_INFO, "news %s", "x");
    tnf_log_write(&log, TNF_LOG_WARNING, "odd");
    tnf_log_write(&log, TNF_LOG_ERROR, "broken");
    (void)fclose(stream);
    return text;
}

static void less_important_lines_are_left_out(void **state) {
    (void)state;
    static const struct {
        enum tnf_log_level level;
        const char *text;
    } cases[] = {
        {TNF_LOG_ERROR, "error: broken\n"},
        {TNF_LOG_WARNING, "warning: odd\nerror: broken\n"},
        {TNF_LOG_INFO, "news x\nwarning: odd\nerror: broken\n"},
        {TNF_LOG_DEBUG, "debug: detail 1\nnews x\nwarning: odd\nerror: broken\n"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO_FREE char *text = logged(cases[i].level, false);
        assert_string_equal(text, cases[i].text);
    }
}

static void colour_is_only_on_prefixes(void **state) {
    (void)state;
    TNF_AUTO_FREE char *text = logged(TNF_LOG_INFO, true);
    assert_string_equal(text, "news x\n\x1b[33mwarning: \x1b[0modd\n\x1b[31merror: \x1b[0mbroken\n");
}

static void a_host_gets_json_lines(void **state) {
    static const struct {
        const char *message;
        const char *text;
    } cases[] = {
        {"plain", "\"plain\""},
        {"a \"b\" \\ c\nd", "\"a \\\"b\\\" \\\\ c\\nd\""},
        {"gr\xc3\xbc\xc3\x9f", "\"gr\xc3\xbc\xc3\x9f\""},
        {"bad \xff\xc3\xbc", "\"bad ???\""},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        const struct tnf_log log = {.stream = stream, .level = TNF_LOG_WARNING, .module = "provider"};
        TNF_AUTO_FREE char *expected = NULL;
        tnf_log_write(&log, TNF_LOG_INFO, "not this");
        tnf_log_write(&log, TNF_LOG_WARNING, "%s", cases[i].message);
        (void)fclose(stream);
        assert_true(asprintf(&expected,
                             "{\"@level\":\"warn\",\"@message\":%s,\"@module\":\"provider\",\"@timestamp\":\"",
                             cases[i].text) > 0);
        assert_memory_equal(text, expected, strlen(expected));
        /* 2026-11-21T09:00:00.123456Z */
        assert_int_equal(strlen(text + strlen(expected)), strlen("2026-11-21T09:00:00.123456Z\"}\n"));
        assert_string_equal(text + size - 4, "Z\"}\n");
        free(text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(less_important_lines_are_left_out),
        cmocka_unit_test(colour_is_only_on_prefixes),
        cmocka_unit_test(a_host_gets_json_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

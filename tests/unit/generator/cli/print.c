#include "generator/cli/print.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* A run whose streams are in memory. */
struct fixture {
    struct tnf_cli cli;
    char *out;
    char *err;
    size_t out_size;
    size_t err_size;
};

static int start(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    fixture->cli.out = open_memstream(&fixture->out, &fixture->out_size);
    fixture->cli.err = open_memstream(&fixture->err, &fixture->err_size);
    *state = fixture;
    return 0;
}

static int stop(void **state) {
    struct fixture *fixture = *state;
    (void)fclose(fixture->cli.out);
    (void)fclose(fixture->cli.err);
    tnf_error_list_release(&fixture->cli.errors);
    free(fixture->out);
    free(fixture->err);
    free(fixture);
    return 0;
}

static void assert_streams(struct fixture *fixture, const char *out, const char *err) {
    (void)fflush(fixture->cli.out);
    (void)fflush(fixture->cli.err);
    assert_string_equal(fixture->out, out);
    assert_string_equal(fixture->err, err);
}

static struct tnf_error error_at(const char *file, unsigned line, const char *hint) {
    struct tnf_error err = {0};
    (void)tnf_error_set(&err, TNF_E_INVALID, "memory: bad \x1b[1m");
    tnf_error_at(&err, file, line, 7);
    tnf_error_hint(&err, "%s", hint);
    return err;
}

static void results_and_talk_go_their_ways(void **state) {
    struct fixture *f = *state;
    tnf_cli_line(&f->cli, "%d rows\r", 3);
    tnf_cli_say(&f->cli, "in %s", "no time\n");
    assert_streams(f, "3 rows\\x0d\n", "in no time\\n\n");
}

static void quiet_and_json_silence_talk(void **state) {
    struct fixture *f = *state;
    f->cli.quiet = true;
    tnf_cli_say(&f->cli, "talk");
    tnf_cli_line(&f->cli, "result");
    f->cli.quiet = false;
    f->cli.json = true;
    tnf_cli_say(&f->cli, "talk");
    tnf_cli_line(&f->cli, "result");
    assert_streams(f, "result\n", "");
}

static void errors_are_whole(void **state) {
    struct fixture *f = *state;
    struct tnf_error err = error_at("a\tb.yaml", 3, "use 512");
    tnf_cli_print_failure(&f->cli, &err);
    err = error_at("a.yaml", 0, "");
    tnf_cli_print_failure(&f->cli, &err);
    err = error_at(NULL, 0, "");
    tnf_cli_print_failure(&f->cli, &err);
    assert_streams(f, "",
                   "a\\tb.yaml:3:7: memory: bad \\x1b[1m\n  use 512\n"
                   "a.yaml: memory: bad \\x1b[1m\n"
                   "error: memory: bad \\x1b[1m\n");
}

static void a_list_of_errors_is_shown_instead_of_the_first(void **state) {
    struct fixture *f = *state;
    const struct tnf_error one = error_at("a", 1, "");
    const struct tnf_error two = error_at("b", 2, "");
    tnf_error_list_add(&f->cli.errors, &one);
    tnf_error_list_add(&f->cli.errors, &two);
    f->cli.errors.dropped = 5;
    tnf_cli_print_failure(&f->cli, &one);
    assert_streams(f, "", "a:1:7: memory: bad \\x1b[1m\nb:2:7: memory: bad \\x1b[1m\n… and 5 more\n");
}

static void colour_is_around_the_place_only(void **state) {
    struct fixture *f = *state;
    f->cli.err_colour = true;
    const struct tnf_error err = error_at("a", 1, "");
    tnf_cli_print_failure(&f->cli, &err);
    assert_streams(f, "", "\x1b[31ma:1:7:\x1b[0m memory: bad \\x1b[1m\n");
}

static void json_errors_have_null_for_what_is_unknown(void **state) {
    struct fixture *f = *state;
    f->cli.json = true;
    struct tnf_error err = error_at(NULL, 0, "");
    (void)tnf_error_set(&err, TNF_E_NOT_FOUND, "gone \xff");
    tnf_cli_print_failure(&f->cli, &err);
    assert_streams(f,
                   "{\n"
                   "  \"format_version\": \"1.0\",\n"
                   "  \"errors\": [\n"
                   "    {\n"
                   "      \"code\": \"not_found\",\n"
                   "      \"id\": \"TNF-E002\",\n"
                   "      \"message\": \"gone \xef\xbf\xbd\",\n"
                   "      \"hint\": null,\n"
                   "      \"file\": null,\n"
                   "      \"line\": null,\n"
                   "      \"column\": null\n"
                   "    }\n"
                   "  ]\n"
                   "}\n",
                   "");
}

static void a_terminal_gets_ascii_json(void **state) {
    struct fixture *f = *state;
    f->cli.json = true;
    f->cli.out_terminal = true;
    json_t *object = json_object();
    (void)json_object_set_new(object, "x", tnf_cli_json_text(TNF_SV("\xc2\x9b\x1b\xc3\xbc")));
    assert_int_equal(tnf_cli_json_write(&f->cli, object, NULL), 0);
    assert_streams(f, "{\n  \"x\": \"\\u009B\\u001B\\u00FC\"\n}\n", "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(results_and_talk_go_their_ways),
        TEST(quiet_and_json_silence_talk),
        TEST(errors_are_whole),
        TEST(a_list_of_errors_is_shown_instead_of_the_first),
        TEST(colour_is_around_the_place_only),
        TEST(json_errors_have_null_for_what_is_unknown),
        TEST(a_terminal_gets_ascii_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/process.h"

#include "tests/support/test.h"
#include "tests/support/valgrind.h"

static int run(const char *script, struct tnf_strbuf *output, int *status) {
    const char *const arguments[] = {"sh", "-c", script, NULL};
    const char *const environment[] = {"PATH=/usr/bin:/bin", "COLOUR=red", NULL};
    const struct tnf_process process = {
        .program = "sh", .arguments = arguments, .environment = environment, .directory = "/"};
    struct tnf_error err = {0};
    return tnf_process_run(&process, output, status, &err);
}

static void both_outputs_are_kept_in_order(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    int status = -1;
    assert_int_equal(run("echo one; echo two >&2; echo $COLOUR; pwd", &output, &status), 0);
    assert_string_equal(output.ptr, "one\ntwo\nred\n/\n");
    assert_int_equal(status, 0);
}

static void the_status_tells_exit_and_signal_apart(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    int status = -1;
    assert_int_equal(run("exit 7", &output, &status), 0);
    assert_int_equal(status, 7);
    assert_int_equal(run("kill -9 $$", &output, &status), 0);
    assert_int_equal(status, 128 + 9);
}

static void standard_input_is_empty(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    int status = -1;
    assert_int_equal(run("cat; echo end", &output, &status), 0);
    assert_string_equal(output.ptr, "end\n");
}

static void input_is_given_and_errors_can_be_dropped(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    const char *const arguments[] = {"sh", "-c", "cat; echo wrong >&2", NULL};
    const char *const environment[] = {"PATH=/usr/bin:/bin", NULL};
    const struct tnf_process process = {.program = "sh",
                                        .arguments = arguments,
                                        .environment = environment,
                                        .input = TNF_SV("user=ada\n"),
                                        .drop_errors = true};
    struct tnf_error err = {0};
    int status = -1;
    assert_int_equal(tnf_process_run(&process, &output, &status, &err), 0);
    assert_string_equal(output.ptr, "user=ada\n");
}

static void errors_can_be_kept_apart(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf errors = TNF_STRBUF_INIT;
    /* More on both than a pipe holds, in turns. */
    const char *const arguments[] = {
        "sh", "-c", "for i in 1 2 3; do printf %65536d 1; printf %65536d 2 >&2; done; echo end >&2", NULL};
    const char *const environment[] = {"PATH=/usr/bin:/bin", NULL};
    const struct tnf_process process = {
        .program = "sh", .arguments = arguments, .environment = environment, .errors = &errors};
    int status = -1;
    tnf_strbuf_add_str(&errors, "before ");
    assert_int_equal(tnf_process_run(&process, &output, &status, NULL), 0);
    assert_int_equal(status, 0);
    assert_int_equal(output.len, 3 * 65536);
    assert_int_equal(errors.len, strlen("before ") + 3 * 65536 + strlen("end\n"));
    assert_null(strchr(output.ptr, '2'));
}

static void output_is_limited_and_the_process_still_ends(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    int status = -1;
    assert_int_equal(run("head -c 20000000 /dev/zero; exit 3", &output, &status), 0);
    assert_int_equal(output.len, TNF_PROCESS_OUTPUT_MAX);
    assert_int_equal(status, 3);
}

static void a_program_that_is_missing_is_named(void **state) {
    (void)state;
    /* It runs vfork as fork, so that posix_spawn does not hear what became of the exec. */
    if (tnf_under_valgrind()) skip();
    const char *const arguments[] = {"no-such-terraform", NULL};
    const char *const environment[] = {NULL};
    const struct tnf_process process = {.program = arguments[0], .arguments = arguments, .environment = environment};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf output = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    int status;
    assert_int_equal(tnf_process_run(&process, &output, &status, &err), TNF_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "no-such-terraform"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_outputs_are_kept_in_order),
        cmocka_unit_test(the_status_tells_exit_and_signal_apart),
        cmocka_unit_test(standard_input_is_empty),
        cmocka_unit_test(input_is_given_and_errors_can_be_dropped),
        cmocka_unit_test(errors_can_be_kept_apart),
        cmocka_unit_test(output_is_limited_and_the_process_still_ends),
        cmocka_unit_test(a_program_that_is_missing_is_named),
    };
    return cmocka_run_group_tests_name("base/process", tests, NULL, NULL);
}

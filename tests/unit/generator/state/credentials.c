#include "generator/state/credentials.h"

#include "base/file.h"
#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

static const char credentials_file[] = "# comment\n[default]\naws_access_key_id = AKIADEFAULT\n"
                                       "aws_secret_access_key=a/b+c=d\n\n[ci]\naws_access_key_id = AKIACI\n"
                                       "aws_secret_access_key = ci\naws_session_token = token\n"
                                       "[half]\naws_access_key_id = AKIAHALF\n";

static void sections_are_read_by_name(void **state) {
    (void)state;
    static const struct {
        const char *section;
        bool found;
        const char *access_key, *secret_key, *token;
    } cases[] = {
        {"default", true, "AKIADEFAULT", "a/b+c=d", ""},
        {"ci", true, "AKIACI", "ci", "token"},
        {"half", false, "AKIAHALF", "", ""},
        {"none", false, "", "", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_aws_credentials_release) struct tnf_aws_credentials found = TNF_AWS_CREDENTIALS_INIT;
        assert_int_equal(tnf_aws_credentials_read(tnf_sv(credentials_file), tnf_sv(cases[i].section), &found),
                         cases[i].found);
        assert_string_equal(found.access_key.ptr, cases[i].access_key);
        assert_string_equal(found.secret_key.ptr, cases[i].secret_key);
        assert_string_equal(found.session_token.ptr, cases[i].token);
    }
}

static void brackets_that_do_not_close_are_no_section(void **state) {
    (void)state;
    static const char *const cases[] = {"[", "[default\naws_access_key_id = x\n", "[]\n", "=\n[default]\n="};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_aws_credentials_release) struct tnf_aws_credentials found = TNF_AWS_CREDENTIALS_INIT;
        assert_false(tnf_aws_credentials_read(tnf_sv(cases[i]), TNF_SV("default"), &found));
        assert_string_equal(found.access_key.ptr, "");
    }
}

static void expect_found(const char *access_key, const char *secret_key) {
    TNF_AUTO(tnf_aws_credentials_release) struct tnf_aws_credentials found = TNF_AWS_CREDENTIALS_INIT;
    assert_int_equal(tnf_aws_credentials_find(&found, NULL), 0);
    assert_string_equal(found.access_key.ptr, access_key);
    assert_string_equal(found.secret_key.ptr, secret_key);
}

static void the_environment_goes_before_files(void **state) {
    (void)state;
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&scratch, "credentials");
    TNF_AUTO_FREE char *config = tnf_scratch_path(&scratch, "config");
    assert_int_equal(tnf_file_write(path, tnf_sv(credentials_file), NULL), 0);
    assert_int_equal(
        tnf_file_write(config, TNF_SV("[profile far]\naws_access_key_id=F\naws_secret_access_key=f\n"), NULL), 0);
    (void)setenv("AWS_SHARED_CREDENTIALS_FILE", path, 1);
    (void)setenv("AWS_CONFIG_FILE", config, 1);
    (void)unsetenv("AWS_ACCESS_KEY_ID");
    (void)unsetenv("AWS_SECRET_ACCESS_KEY");
    (void)unsetenv("AWS_SESSION_TOKEN");
    (void)unsetenv("AWS_PROFILE");
    expect_found("AKIADEFAULT", "a/b+c=d");
    (void)setenv("AWS_PROFILE", "ci", 1);
    expect_found("AKIACI", "ci");
    (void)setenv("AWS_PROFILE", "far", 1);
    expect_found("F", "f");
    (void)setenv("AWS_ACCESS_KEY_ID", "E", 1);
    (void)setenv("AWS_SECRET_ACCESS_KEY", "e", 1);
    expect_found("E", "e");
    (void)unsetenv("AWS_SECRET_ACCESS_KEY");
    (void)setenv("AWS_PROFILE", "half", 1);
    TNF_AUTO(tnf_aws_credentials_release) struct tnf_aws_credentials found = TNF_AWS_CREDENTIALS_INIT;
    struct tnf_error err = {0};
    assert_int_equal(tnf_aws_credentials_find(&found, &err), TNF_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "\"half\""));
    assert_null(strstr(err.message, "AKIAHALF"));
    assert_non_null(strstr(err.hint, "aws configure export-credentials"));
    tnf_scratch_release(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_are_read_by_name),
        cmocka_unit_test(brackets_that_do_not_close_are_no_section),
        cmocka_unit_test(the_environment_goes_before_files),
    };
    return cmocka_run_group_tests_name("generator/state/credentials", tests, NULL, NULL);
}

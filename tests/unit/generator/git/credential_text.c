#include "generator/git/credential_text.h"

#include "tests/support/test.h"

static void urls_are_taken_apart(void **state) {
    (void)state;
    static const struct {
        const char *url, *protocol, *host, *username, *path;
    } rows[] = {
        {"https://example.com/a/b.git", "https", "example.com", "", "a/b.git"},
        {"https://ada@example.com:8443/x", "https", "example.com:8443", "ada", "x"},
        {"https://ada:p%40ss@example.com/x", "https", "example.com", "ada", "x"},
        {"https://a@b@example.com/", "https", "example.com", "a@b", ""},
        {"ssh://git@example.com", "ssh", "example.com", "git", ""},
        {"git@example.com:x.git", NULL, "", "", ""},
        {"/srv/x.git", NULL, "", "", ""},
        {"https:///x", NULL, "", "", ""},
        {"://x", NULL, "", "", ""},
        {"", NULL, "", "", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_credential_url url;
        const bool is_url = tnf_credential_read_url(tnf_sv(rows[i].url), &url);
        if (is_url != (rows[i].protocol != NULL)) fail_msg("\"%s\": %d", rows[i].url, is_url);
        if (!is_url) continue;
        assert_true(tnf_sv_eq_c(url.protocol, rows[i].protocol));
        assert_true(tnf_sv_eq_c(url.host, rows[i].host));
        assert_true(tnf_sv_eq_c(url.username, rows[i].username));
        assert_true(tnf_sv_eq_c(url.path, rows[i].path));
    }
}

static void a_question_has_what_the_url_says(void **state) {
    (void)state;
    struct tnf_credential_url url;
    struct tnf_error err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    assert_true(tnf_credential_read_url(TNF_SV("https://ada@example.com/x.git"), &url));
    assert_int_equal(tnf_credential_ask(&url, &text, &err), 0);
    assert_string_equal(text.ptr, "protocol=https\nhost=example.com\npath=x.git\nusername=ada\n");
    tnf_credential_tell(&(struct tnf_credential){TNF_SV("ada"), TNF_SV("word")}, &text);
    assert_true(tnf_sv_ends_with(tnf_strbuf_view(&text), TNF_SV("username=ada\npassword=word\n")));
}

static void a_line_break_in_a_url_asks_nothing(void **state) {
    (void)state;
    struct tnf_credential_url url;
    struct tnf_error err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    assert_true(tnf_credential_read_url(TNF_SV("https://evil\nhost=example.com/x"), &url));
    assert_int_equal(tnf_credential_ask(&url, &text, &err), TNF_E_INVALID);
    assert_int_equal(text.len, 0);
}

static void an_answer_needs_both_parts(void **state) {
    (void)state;
    struct tnf_credential credential;
    assert_true(tnf_credential_read(TNF_SV("protocol=https\nusername=ada\npassword=a=b c\n"), &credential));
    assert_true(tnf_sv_eq_c(credential.username, "ada"));
    assert_true(tnf_sv_eq_c(credential.password, "a=b c"));
    assert_false(tnf_credential_read(TNF_SV("username=ada\n"), &credential));
    assert_false(tnf_credential_read(TNF_SV("password=x\n"), &credential));
    assert_false(tnf_credential_read(TNF_SV(""), &credential));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_taken_apart),
        cmocka_unit_test(a_question_has_what_the_url_says),
        cmocka_unit_test(a_line_break_in_a_url_asks_nothing),
        cmocka_unit_test(an_answer_needs_both_parts),
    };
    return cmocka_run_group_tests_name("generator/git/credential_text", tests, NULL, NULL);
}

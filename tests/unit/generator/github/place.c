#include "generator/github/place.h"
#include "generator/http/http.h"

#include "tests/support/test.h"

#define ENTERPRISE "https://git.example.com"

static void remotes_are_found_on_github(void **state) {
    (void)state;
    static const struct {
        const char *url, *server, *api;
        const char *owner, *name, *expected_api;
    } rows[] = {
        {"https://github.com/acme/platform.git", NULL, NULL, "acme", "platform", "https://api.github.com"},
        {"https://github.com/acme/platform", "", "", "acme", "platform", "https://api.github.com"},
        {"https://ada:s3cret@GitHub.com/acme/platform/", NULL, NULL, "acme", "platform", "https://api.github.com"},
        {"git@github.com:acme/plat.form.git", NULL, NULL, "acme", "plat.form", "https://api.github.com"},
        {"ssh://git@github.com/acme/platform.git", NULL, NULL, "acme", "platform", "https://api.github.com"},
        {"ssh://git@ssh.github.com:443/acme/platform.git", NULL, NULL, "acme", "platform", "https://api.github.com"},
        {ENTERPRISE "/acme/platform.git", ENTERPRISE, NULL, "acme", "platform", ENTERPRISE "/api/v3"},
        {ENTERPRISE "/acme/platform.git", ENTERPRISE "/", NULL, "acme", "platform", ENTERPRISE "/api/v3"},
        {"git@git.example.com:acme/platform.git", ENTERPRISE ":8443", "https://api.example.com/", "acme", "platform",
         "https://api.example.com"},
        {"http://127.0.0.1:81/acme/x.git", "http://127.0.0.1:81", "http://127.0.0.1:81", "acme", "x",
         "http://127.0.0.1:81"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_github_place place;
        struct tnf_error err = {0};
        if (tnf_github_place(rows[i].url, rows[i].server, rows[i].api, &arena, &place, &err) < 0)
            fail_msg("%s: %s", rows[i].url, err.message);
        assert_string_equal(place.owner, rows[i].owner);
        assert_string_equal(place.name, rows[i].name);
        assert_string_equal(place.api, rows[i].expected_api);
    }
}

static void a_token_goes_nowhere_else(void **state) {
    (void)state;
    static const struct {
        const char *url, *server, *api, *message;
    } rows[] = {
        {"https://gitlab.com/acme/x", NULL, NULL,
         "the remote is at \"gitlab.com\", and the token is for \"github.com\""},
        {"https://github.com.evil.example/acme/x", NULL, NULL, "the remote is at \"github.com.evil.example\""},
        {"https://github.com@evil.example/acme/x", NULL, NULL, "the remote is at \"evil.example\""},
        {"https://github.com:444/acme/x", NULL, NULL, "the remote is at \"github.com:444\""},
        {"git@evil.example:acme/x", NULL, NULL, "the remote is at \"evil.example\""},
        {"https://github.com/acme/x", ENTERPRISE, NULL, "the remote is at \"github.com\", and the token is for"},
        {"http://git.example.com/acme/x", "http://git.example.com", NULL, "the token for GitHub is not sent to"},
        {"https://github.com/acme/x", NULL, "http://api.example.com", "the token for GitHub is not sent to"},
        {"https://github.com/acme/x", NULL, "api.example.com", "GITHUB_API_URL is no URL"},
        {"https://github.com/acme/x", "github.com", NULL, "GITHUB_SERVER_URL is no URL"},
        {"/srv/x.git", NULL, NULL, "the remote is no repository on GitHub"},
        {"../x.git", NULL, NULL, "the remote is no repository on GitHub"},
        {"git://github.com/acme/x", NULL, NULL, "the remote is "},
        {"https://github.com/acme", NULL, NULL, "the remote's URL names no repository as OWNER/NAME"},
        {"https://github.com/acme/x/y", NULL, NULL, "the remote's URL names no repository as OWNER/NAME"},
        {"https://github.com/../x", NULL, NULL, "the remote's URL names no repository as OWNER/NAME"},
        {"https://github.com/acme/x?y", NULL, NULL, "the remote's URL names no repository as OWNER/NAME"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_github_place place;
        struct tnf_error err = {0};
        assert_int_equal(tnf_github_place(rows[i].url, rows[i].server, rows[i].api, &arena, &place, &err),
                         TNF_E_INVALID);
        if (strncmp(err.message, rows[i].message, strlen(rows[i].message)) != 0)
            fail_msg("%s: \"%s\" instead of \"%s\"", rows[i].url, err.message, rows[i].message);
    }
}

static void names_of_branches_are_encoded(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_http_encode(&out, TNF_SV("a/b c&d=e#f?g%é+"), /* slashes= */ true);
    assert_string_equal(out.ptr, "a/b%20c%26d%3De%23f%3Fg%25%C3%A9%2B");
    tnf_strbuf_clear(&out);
    tnf_http_encode(&out, TNF_SV("a/b"), /* slashes= */ false);
    assert_string_equal(out.ptr, "a%2Fb");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remotes_are_found_on_github),
        cmocka_unit_test(a_token_goes_nowhere_else),
        cmocka_unit_test(names_of_branches_are_encoded),
    };
    return cmocka_run_group_tests_name("generator/github/place", tests, NULL, NULL);
}

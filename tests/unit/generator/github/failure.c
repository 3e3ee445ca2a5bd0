#include "generator/github/failure.h"

#include "tests/support/test.h"

static struct tnf_http_response answer(int status, const char *head, const char *body) {
    struct tnf_http_response response = TNF_HTTP_RESPONSE_INIT;
    response.status = status;
    tnf_strbuf_add_str(&response.head, head);
    tnf_strbuf_add_str(&response.body, body);
    return response;
}

static void each_failure_says_what_to_do(void **state) {
    (void)state;
    static const struct {
        int status;
        const char *head, *body;
        int code;
        const char *message, *hint;
    } rows[] = {
        {401, "", "{\"message\": \"Bad credentials\"}", TNF_E_INVALID, "GitHub says: Bad credentials",
         "make a new one"},
        {403, "", "{\"message\": \"Resource not accessible by integration\"}", TNF_E_INVALID,
         "GitHub says: Resource not accessible by integration", "pull-requests: write"},
        {403, "", "{\"message\": \"GitHub Actions is not permitted to create or approve pull requests.\"}",
         TNF_E_INVALID, "is not permitted", "in the settings of the repository"},
        {403, "HTTP/1.1 403\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset: 1700000000\r\n", "{}", TNF_E_LIMIT,
         "no more requests", "after 22:13 UTC"},
        {429, "", "", TNF_E_LIMIT, "no more requests", "in some minutes"},
        {404, "", "{\"message\": \"Not Found\"}", TNF_E_NOT_FOUND, "GitHub says: Not Found", "may see the repository"},
        {422, "",
         "{\"message\": \"Validation Failed\", \"errors\": [{\"message\": \"A pull request already exists for "
         "a:b.\"}]}",
         TNF_E_EXISTS, "Validation Failed: A pull request already exists for a:b.", "again"},
        {422, "",
         "{\"message\": \"Validation Failed\", \"errors\": [{\"message\": \"No commits between main and b\"}]}",
         TNF_E_INVALID, "No commits between main and b", "nothing to merge"},
        {422, "", "{\"message\": \"Validation Failed\", \"errors\": [{\"field\": \"base\", \"code\": \"invalid\"}]}",
         TNF_E_INVALID, "Validation Failed: base is invalid", "--base"},
        {422, "", "{\"message\": \"Validation Failed\", \"errors\": \"odd\"}", TNF_E_INVALID, "Validation Failed", ""},
        {301, "", "{\"message\": \"Moved Permanently\"}", TNF_E_IO, "Moved Permanently", "another name now"},
        {500, "", "<html>", TNF_E_IO, "GitHub says: status 500", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_http_response_release)
        struct tnf_http_response response = answer(rows[i].status, rows[i].head, rows[i].body);
        struct tnf_error err = {0};
        assert_int_equal(tnf_github_failure(&response, "open the pull request", &err), rows[i].code);
        assert_non_null(strstr(err.message, "could not open the pull request: GitHub "));
        if (strstr(err.message, rows[i].message) == NULL || strstr(err.hint, rows[i].hint) == NULL)
            fail_msg("%d: \"%s\", \"%s\"", rows[i].status, err.message, err.hint);
    }
}

static void only_a_busy_server_is_asked_again(void **state) {
    (void)state;
    static const struct {
        int status;
        const char *head;
        unsigned attempt;
        bool again;
        unsigned seconds;
    } rows[] = {
        {200, "", 0, false, 0},
        {404, "", 0, false, 0},
        {403, "", 0, false, 0},
        {500, "", 0, false, 0},
        {502, "", 0, true, 1},
        {503, "", 1, true, 2},
        {503, "", 2, false, 0},
        {429, "HTTP/2 429\r\nretry-after: 7\r\n", 0, true, 7},
        {403, "HTTP/2 403\r\nretry-after: 0\r\n", 0, true, 0},
        {429, "HTTP/2 429\r\nretry-after: 3600\r\n", 0, false, 0},
        {403, "HTTP/2 403\r\nx-ratelimit-remaining: 0\r\n", 0, false, 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_http_response_release)
        struct tnf_http_response response = answer(rows[i].status, rows[i].head, "");
        unsigned seconds = 0;
        if (tnf_github_may_retry(&response, rows[i].attempt, &seconds) != rows[i].again) fail_msg("row %zu", i);
        if (rows[i].again) assert_int_equal(seconds, rows[i].seconds);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_failure_says_what_to_do),
        cmocka_unit_test(only_a_busy_server_is_asked_again),
    };
    return cmocka_run_group_tests_name("generator/github/failure", tests, NULL, NULL);
}

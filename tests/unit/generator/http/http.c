#include "generator/http/http.h"

#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <signal.h>
#include <sys/types.h>

static struct tnf_scratch scratch;
static FILE *server;
static unsigned port;
static unsigned tls_port;
static pid_t server_pid;

static int start_server(void **state) {
    (void)state;
    tnf_scratch_init(&scratch);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf command = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&command, "exec python3 '" SERVER "' '%s'", scratch.path.ptr);
    server = popen(command.ptr, "re");
    return server != NULL && fscanf(server, "%u %u %d", &port, &tls_port, &server_pid) == 3 ? 0 : -1;
}

static int stop_server(void **state) {
    (void)state;
    (void)kill(server_pid, SIGKILL);
    (void)pclose(server);
    tnf_scratch_release(&scratch);
    return 0;
}

struct exchange {
    struct tnf_http_client *client;
    struct tnf_http_response response;
    struct tnf_error err;
    struct tnf_strbuf url;
};

static void begin(struct exchange *exchange) {
    *exchange =
        (struct exchange){.client = tnf_http_client_new(), .response = TNF_HTTP_RESPONSE_INIT, .url = TNF_STRBUF_INIT};
}

static void end(struct exchange *exchange) {
    tnf_http_client_free(exchange->client);
    tnf_http_response_release(&exchange->response);
    tnf_strbuf_release(&exchange->url);
}

static int ask(struct exchange *exchange, const char *path, struct tnf_http_request request) {
    tnf_strbuf_clear(&exchange->url);
    tnf_strbuf_addf(&exchange->url, "http://127.0.0.1:%u%s", port, path);
    request.url = exchange->url.ptr;
    return tnf_http_send(exchange->client, &request, &exchange->response, &exchange->err);
}

static void assert_has(const struct exchange *exchange, const char *text) {
    if (strstr(exchange->response.body.ptr, text) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", text, exchange->response.body.ptr);
}

static void a_request_arrives_as_it_is_asked_for(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    const struct tnf_http_field fields[] = {{"Authorization", "Bearer s3cret"}, {"Content-Type", "application/json"}};
    for (int round = 0; round < 2; round++) {
        assert_int_equal(ask(&exchange, "/echo?a=1",
                             (struct tnf_http_request){
                                 .method = "PATCH", .fields = fields, .field_count = 2, .body = TNF_SV("{\"a\": 1}")}),
                         0);
        assert_int_equal(exchange.response.status, 200);
        assert_true(exchange.response.sent);
        assert_has(&exchange, "PATCH /echo?a=1\n");
        assert_has(&exchange, "\nauthorization: Bearer s3cret\n");
        assert_has(&exchange, "\ncontent-type: application/json\n");
        assert_has(&exchange, "\nuser-agent: tenantform/");
        assert_has(&exchange, "\n\n{\"a\": 1}");
    }
    assert_int_equal(ask(&exchange, "/echo", (struct tnf_http_request){.method = "GET"}), 0);
    assert_null(strstr(exchange.response.body.ptr, "s3cret"));
    assert_null(strstr(exchange.response.body.ptr, "{\"a\": 1}"));
}

static void fields_of_the_answer_are_found_in_any_case(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    assert_int_equal(ask(&exchange, "/echo", (struct tnf_http_request){.method = "HEAD"}), 0);
    assert_true(tnf_sv_eq_c(tnf_http_response_field(&exchange.response, "x-ANSWER"), "forty-two"));
    assert_non_null(tnf_http_response_field(&exchange.response, "X-Empty").ptr);
    assert_null(tnf_http_response_field(&exchange.response, "X-Answe").ptr);
    assert_null(tnf_http_response_field(&exchange.response, "X-None").ptr);
    assert_int_equal(exchange.response.body.len, 0);
}

static void every_status_is_an_answer_and_no_redirect_is_followed(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    assert_int_equal(ask(&exchange, "/status/404", (struct tnf_http_request){.method = "GET"}), 0);
    assert_int_equal(exchange.response.status, 404);
    assert_string_equal(exchange.response.body.ptr, "the body of an error");
    assert_int_equal(ask(&exchange, "/redirect", (struct tnf_http_request){.method = "GET"}), 0);
    assert_int_equal(exchange.response.status, 302);
    assert_true(tnf_sv_eq_c(tnf_http_response_field(&exchange.response, "Location"), "/echo"));
}

static void an_answer_has_a_limit(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    struct tnf_http_request request = {.method = "GET", .body_max = 1000};
    assert_int_equal(ask(&exchange, "/large/1000", request), 0);
    assert_int_equal(exchange.response.body.len, 1000);
    assert_int_equal(ask(&exchange, "/large/1001", request), TNF_E_LIMIT);
    assert_non_null(strstr(exchange.err.message, "larger than 1000 bytes"));
}

static void a_server_that_does_not_answer_is_an_error_without_secrets(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    const struct tnf_http_field token = {"Authorization", "Bearer s3cret"};
    struct tnf_http_request request = {
        .method = "GET", .fields = &token, .field_count = 1, .timeout = 1, .url = "http://127.0.0.1:1/x?key=s3cret"};
    assert_int_equal(tnf_http_send(exchange.client, &request, &exchange.response, &exchange.err), TNF_E_IO);
    assert_false(exchange.response.sent);
    assert_non_null(strstr(exchange.err.message, "could not ask \"http://127.0.0.1:1/x\": "));
    assert_null(strstr(exchange.err.message, "s3cret"));
    assert_int_equal(ask(&exchange, "/silent", request), TNF_E_IO);
    assert_true(exchange.response.sent);
    assert_int_equal(ask(&exchange, "/hang_up", request), TNF_E_IO);
    assert_true(exchange.response.sent);
    assert_null(strstr(exchange.err.message, "s3cret"));
}

static void a_post_is_sent_once(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    /* The first one leaves a connection, which the second one may not use. */
    assert_int_equal(ask(&exchange, "/count/hang_up", (struct tnf_http_request){.method = "GET"}), 0);
    assert_int_equal(ask(&exchange, "/hang_up", (struct tnf_http_request){.method = "POST", .body = TNF_SV("x")}),
                     TNF_E_IO);
    assert_int_equal(ask(&exchange, "/count/hang_up", (struct tnf_http_request){.method = "GET"}), 0);
    assert_string_equal(exchange.response.body.ptr, "POST");
}

static void what_cannot_be_sent_is_refused(void **state) {
    (void)state;
    static const struct tnf_http_field two_lines = {"Authorization", "Bearer s3cret\nHost: elsewhere"};
    static const struct tnf_http_field no_name = {"Bad: field", "x"};
    static const struct {
        struct tnf_http_request request;
        const char *message;
    } rows[] = {
        {{.method = "get", .url = "http://127.0.0.1/"}, "\"get\" is no method of http"},
        {{.method = "", .url = "http://127.0.0.1/"}, "\"\" is no method of http"},
        {{.method = "GET", .url = "file:///etc/passwd"}, "\"file:///etc/passwd\" is no URL of http or https"},
        {{.method = "GET", .url = "http://"}, "\"http://\" is no URL of http or https"},
        {{.method = "GET", .url = "https://ada:s3cret@127.0.0.1/"},
         "a URL to ask over http has a user or password in it"},
        {{.method = "GET", .url = "127.0.0.1@elsewhere/"}, "a URL to ask over http has a user or password in it"},
        {{.method = "GET", .url = "http://127.0.0.1/", .fields = &two_lines, .field_count = 1},
         "the header field \"Authorization\" has a line break"},
        {{.method = "GET", .url = "http://127.0.0.1/", .fields = &no_name, .field_count = 1},
         "\"Bad: field\" is no name of a header field"},
    };
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        assert_int_equal(tnf_http_send(exchange.client, &rows[i].request, &exchange.response, &exchange.err),
                         TNF_E_INVALID);
        if (strncmp(exchange.err.message, rows[i].message, strlen(rows[i].message)) != 0)
            fail_msg("\"%s\" instead of \"%s\"", exchange.err.message, rows[i].message);
        assert_null(strstr(exchange.err.message, "s3cret"));
        assert_false(exchange.response.sent);
    }
}

static void a_certificate_has_to_be_known(void **state) {
    (void)state;
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    tnf_strbuf_addf(&exchange.url, "https://127.0.0.1:%u/echo", tls_port);
    const struct tnf_http_request request = {.method = "GET", .url = exchange.url.ptr};
    assert_int_equal(tnf_http_send(exchange.client, &request, &exchange.response, &exchange.err), TNF_E_IO);
    assert_non_null(strstr(exchange.err.hint, "SSL_CERT_FILE"));
    assert_false(exchange.response.sent);
    TNF_AUTO_FREE char *certificate = tnf_scratch_path(&scratch, "certificate.pem");
    (void)setenv("SSL_CERT_FILE", certificate, 1);
    const int code = tnf_http_send(exchange.client, &request, &exchange.response, &exchange.err);
    (void)unsetenv("SSL_CERT_FILE");
    assert_int_equal(code, 0);
    assert_int_equal(exchange.response.status, 200);
}

static void requests_to_aws_are_signed(void **state) {
    (void)state;
    static const struct {
        const char *method, *path, *body, *service, *token;
    } rows[] = {
        {"GET", "/signed", NULL, "s3", NULL},
        {"GET", "/signed/prod/acme/terraform.tfstate", NULL, "s3", "session/token=="},
        {"GET", "/signed?list-type=2&prefix=environments%2Fstaging%2F", NULL, "s3", NULL},
        {"PUT", "/signed/a%20b", "content", "s3", NULL},
        {"POST", "/signed", "Action=GetCallerIdentity&Version=2011-06-15", "sts", "session/token=="},
    };
    TNF_AUTO(end) struct exchange exchange;
    begin(&exchange);
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_http_signature signature = {.service = rows[i].service,
                                               .region = "us-east-1",
                                               .access_key = "AKIDEXAMPLE",
                                               .secret_key = "wJalrXUtnFEMI/K7MDENG",
                                               .session_token = rows[i].token};
        const struct tnf_http_request request = {
            .method = rows[i].method, .body = tnf_sv(rows[i].body), .signature = &signature};
        assert_int_equal(ask(&exchange, rows[i].path, request), 0);
        if (exchange.response.status != 200) fail_msg("%s %s is not signed right", rows[i].method, rows[i].path);
        assert_string_equal(exchange.response.body.ptr, rows[i].token == NULL ? "" : rows[i].token);
        signature.secret_key = "another";
        assert_int_equal(ask(&exchange, rows[i].path, request), 0);
        assert_int_equal(exchange.response.status, 403);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_arrives_as_it_is_asked_for),
        cmocka_unit_test(fields_of_the_answer_are_found_in_any_case),
        cmocka_unit_test(every_status_is_an_answer_and_no_redirect_is_followed),
        cmocka_unit_test(an_answer_has_a_limit),
        cmocka_unit_test(a_server_that_does_not_answer_is_an_error_without_secrets),
        cmocka_unit_test(a_post_is_sent_once),
        cmocka_unit_test(what_cannot_be_sent_is_refused),
        cmocka_unit_test(a_certificate_has_to_be_known),
        cmocka_unit_test(requests_to_aws_are_signed),
    };
    return cmocka_run_group_tests(tests, start_server, stop_server);
}

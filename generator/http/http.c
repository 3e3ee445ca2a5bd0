#include "generator/http/http.h"

#include "base/environment.h"
#include "base/memory.h"
#include "base/sha256.h"
#include "generator/http/curl.h"
#include "generator/http/request.h"

#include <stdlib.h>

struct tnf_http_client {
    CURL *easy; /* NULL until the first request */
};

/* One exchange: what libcurl is given, and what it fills. */
struct exchange {
    const struct tnf_curl *curl;
    CURL *easy;
    const struct tnf_http_request *request;
    struct tnf_http_response *response;
    struct curl_slist *lines; /* of the request's header */
    size_t body_max;
    bool too_large;
    char reason[CURL_ERROR_SIZE];
};

struct tnf_http_client *tnf_http_client_new(void) {
    return tnf_xcalloc(1, sizeof(struct tnf_http_client));
}

static int prepare(struct tnf_http_client *client, const struct tnf_curl **ret, struct tnf_error *err) {
    TNF_TRY(tnf_curl_load(ret, err));
    if (client->easy == NULL) client->easy = (*ret)->easy_init();
    if (client->easy == NULL) abort();
    return 0;
}

void tnf_http_client_free(struct tnf_http_client *client) {
    const struct tnf_curl *curl = NULL;
    if (client == NULL) return;
    if (client->easy != NULL && tnf_curl_load(&curl, NULL) == 0) curl->easy_cleanup(client->easy);
    free(client);
}

void tnf_http_response_release(struct tnf_http_response *response) {
    tnf_strbuf_release(&response->head);
    tnf_strbuf_release(&response->body);
}

static size_t add_limited(struct exchange *exchange, struct tnf_strbuf *out, size_t max, const char *bytes,
                          size_t length) {
    if (length > max - out->len) {
        exchange->too_large = true;
        return 0;
    }
    tnf_strbuf_add(out, bytes, length);
    return length;
}

static size_t on_body(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    return add_limited(exchange, &exchange->response->body, exchange->body_max, bytes, size * count);
}

/* An interim answer, as "100 Continue" is, has a header of its own. */
static size_t on_head(char *bytes, size_t size, size_t count, void *context) {
    struct exchange *exchange = context;
    struct tnf_strbuf *head = &exchange->response->head;
    if (tnf_sv_starts_with(tnf_sv_n(bytes, size * count), TNF_SV("HTTP/"))) tnf_strbuf_clear(head);
    return add_limited(exchange, head, TNF_HTTP_HEAD_MAX, bytes, size * count);
}

static void add_line(struct exchange *exchange, const char *name, const char *value) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    /* With nothing after the colon libcurl takes the field away instead of sending it. */
    tnf_strbuf_addf(&line, value[0] == '\0' ? "%s;" : "%s: %s", name, value);
    exchange->lines = exchange->curl->slist_append(exchange->lines, line.ptr);
    if (exchange->lines == NULL) abort();
}

/* S3 wants the hash of what it gets as a field, which libcurl signs and some of its releases do not write. */
static void set_signed_fields(struct exchange *exchange) {
    const struct tnf_http_request *request = exchange->request;
    char hash[TNF_SHA256_HEX_SIZE];
    tnf_sha256_hex(request->body.len == 0 ? "" : request->body.ptr, request->body.len, hash);
    add_line(exchange, "X-Amz-Content-Sha256", hash);
    if (request->signature->session_token != NULL)
        add_line(exchange, "X-Amz-Security-Token", request->signature->session_token);
}

static void set_fields(struct exchange *exchange) {
    const struct tnf_http_request *request = exchange->request;
    for (size_t i = 0; i < request->field_count; i++)
        add_line(exchange, request->fields[i].name, request->fields[i].value);
    if (request->signature != NULL) set_signed_fields(exchange);
    /* Bodies do not wait for "100 Continue", which not every server sends. libcurl would sign the line as a field. */
    if (request->signature == NULL) exchange->lines = exchange->curl->slist_append(exchange->lines, "Expect:");
    (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_HTTPHEADER, exchange->lines);
}

static void set_body(const struct exchange *exchange) {
    const struct tnf_http_request *request = exchange->request;
    if (request->body.ptr != NULL) {
        (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
        (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_POSTFIELDS, request->body.ptr);
    }
    /* On a connection that it kept and that turns out dead libcurl sends a request again, and it may have arrived. */
    if (strcmp(request->method, "POST") == 0)
        (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_FRESH_CONNECT, 1L);
    if (strcmp(request->method, "HEAD") == 0)
        (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_NOBODY, 1L);
    else
        (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_CUSTOMREQUEST, request->method);
}

static void set_signature(const struct exchange *exchange) {
    const struct tnf_http_signature *signature = exchange->request->signature;
    if (signature == NULL) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf scope = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&scope, "aws:amz:%s:%s", signature->region, signature->service);
    (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_AWS_SIGV4, scope.ptr);
    (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_USERNAME, signature->access_key);
    (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_PASSWORD, signature->secret_key);
}

static void set_manners(const struct exchange *exchange) {
    CURL *easy = exchange->easy;
    const unsigned timeout = exchange->request->timeout;
    const char *authorities = tnf_environment("SSL_CERT_FILE");
    (void)exchange->curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)exchange->curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (authorities != NULL) (void)exchange->curl->easy_setopt(easy, CURLOPT_CAINFO, authorities);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)TNF_HTTP_CONNECT_TIMEOUT);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_TIMEOUT, timeout == 0 ? (long)TNF_HTTP_TIMEOUT : (long)timeout);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_USERAGENT, "tenantform/" TNF_VERSION);
}

static void set_answer(struct exchange *exchange) {
    CURL *easy = exchange->easy;
    (void)exchange->curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, exchange->reason);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_head);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_HEADERDATA, exchange);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    (void)exchange->curl->easy_setopt(easy, CURLOPT_WRITEDATA, exchange);
}

static int explain(const struct exchange *exchange, CURLcode code, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    tnf_http_show_url(&url, tnf_sv(exchange->request->url));
    if (exchange->too_large)
        return tnf_error_set(err, TNF_E_LIMIT, "the answer of \"%s\" is larger than %zu bytes", url.ptr,
                             exchange->body_max);
    const char *reason = exchange->reason[0] == '\0' ? exchange->curl->easy_strerror(code) : exchange->reason;
    if (code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL)
        return tnf_error_set(err, TNF_E_INVALID, "\"%s\" is no URL of http or https: %s", url.ptr, reason);
    (void)tnf_error_set(err, TNF_E_IO, "could not ask \"%s\": %s", url.ptr, reason);
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CACERT_BADFILE)
        tnf_error_hint(err, "install the authority of its certificate, or name a file of authorities in SSL_CERT_FILE");
    return TNF_E_IO;
}

static int perform(struct exchange *exchange, struct tnf_error *err) {
    long status = 0;
    long sent = 0;
    const CURLcode code = exchange->curl->easy_perform(exchange->easy);
    (void)exchange->curl->easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status);
    (void)exchange->curl->easy_getinfo(exchange->easy, CURLINFO_REQUEST_SIZE, &sent);
    exchange->response->status = (int)status;
    exchange->response->sent = sent > 0;
    return code == CURLE_OK ? 0 : explain(exchange, code, err);
}

/* A password in a URL would be in logs sooner or later, and libcurl would send it. */
static int set_url(const struct exchange *exchange, struct tnf_error *err) {
    const char *url = exchange->request->url;
    const char *authority = strstr(url, "://");
    authority = authority == NULL ? url : authority + 3;
    if (memchr(authority, '@', strcspn(authority, "/?#")) != NULL)
        return tnf_error_set(err, TNF_E_INVALID, "a URL to ask over http has a user or password in it");
    (void)exchange->curl->easy_setopt(exchange->easy, CURLOPT_URL, url);
    return 0;
}

bool tnf_http_is_there(struct tnf_error *err) {
    const struct tnf_curl *curl = NULL;
    return tnf_curl_load(&curl, err) == 0;
}

int tnf_http_send(struct tnf_http_client *client, const struct tnf_http_request *request, struct tnf_http_response *ret,
                  struct tnf_error *err) {
    struct exchange exchange = {
        .request = request,
        .response = ret,
        .body_max = request->body_max == 0 ? TNF_HTTP_BODY_MAX : request->body_max,
    };
    tnf_strbuf_clear(&ret->head);
    tnf_strbuf_clear(&ret->body);
    ret->status = 0;
    ret->sent = false;
    TNF_TRY(tnf_http_check(request, err));
    TNF_TRY(prepare(client, &exchange.curl, err));
    exchange.easy = client->easy;
    exchange.curl->easy_reset(exchange.easy);
    TNF_TRY(set_url(&exchange, err));
    set_manners(&exchange);
    set_fields(&exchange);
    set_body(&exchange);
    set_signature(&exchange);
    set_answer(&exchange);
    const int code = perform(&exchange, err);
    exchange.curl->slist_free_all(exchange.lines);
    exchange.curl->easy_reset(exchange.easy);
    return code;
}

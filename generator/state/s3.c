#include "generator/state/s3.h"

#include "base/environment.h"
#include "base/memory.h"
#include "generator/http/http.h"
#include "generator/state/s3_answer.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    CONNECTIONS = 8,
    ATTEMPTS = 4, /* of a request that S3 asks to repeat, or does not answer */
    FIRST_PAUSE_MS = 200,
    HTTP_OK = 200,
    HTTP_SERVER_ERROR = 500,
    HTTP_TOO_MANY = 429,
};

/* Up to the slash before an object's name. AWS's own hosts have the bucket in their name, for which it must be a name
 * that a certificate covers; everybody else knows it in the path. */
static void add_bucket_url(struct tnf_strbuf *out, const struct tnf_s3_bucket *bucket) {
    const char *endpoint = tnf_environment("AWS_ENDPOINT_URL_S3");
    if (endpoint == NULL) endpoint = tnf_environment("AWS_ENDPOINT_URL");
    if (endpoint != NULL) {
        size_t length = strlen(endpoint);
        while (length > 0 && endpoint[length - 1] == '/') length--;
        tnf_strbuf_addf(out, "%.*s/", (int)length, endpoint);
        tnf_http_encode(out, tnf_sv(bucket->name), /* slashes= */ false);
        return;
    }
    const char *suffix = strncmp(bucket->region, "cn-", 3) == 0 ? "amazonaws.com.cn" : "amazonaws.com";
    const bool dotted = strchr(bucket->name, '.') != NULL;
    if (!dotted) tnf_strbuf_addf(out, "https://%s.s3.%s.%s", bucket->name, bucket->region, suffix);
    if (dotted) tnf_strbuf_addf(out, "https://s3.%s.%s/%s", bucket->region, suffix, bucket->name);
}

/* What to do about the codes that people meet. */
static void add_hint(const char *code, struct tnf_error *err) {
    static const struct {
        const char *code, *hint;
    } hints[] = {
        {"AccessDenied", "the role that audits needs s3:ListBucket on the bucket, s3:GetObject on its objects and "
                         "kms:Decrypt on its key"},
        {"InvalidAccessKeyId",
         "the keys are not of an account that AWS knows: look with `aws sts get-caller-identity`"},
        {"SignatureDoesNotMatch", "the secret key does not fit the access key"},
        {"ExpiredToken", "log in again, then eval \"$(aws configure export-credentials --format env)\""},
        {"NoSuchBucket", "make the state bucket, or name the right one in the platform's state_bucket"},
        {"PermanentRedirect", "the bucket is in another region: set the platform's state_region"},
        {"AuthorizationHeaderMalformed", "the bucket is in another region: set the platform's state_region"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(hints); i++)
        if (strcmp(hints[i].code, code) == 0) tnf_error_hint(err, "%s", hints[i].hint);
}

static int refused(const struct tnf_http_response *response, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf code = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    tnf_s3_answer_error(tnf_strbuf_view(&response->body), &code, &message);
    const bool missing = strncmp(code.ptr, "NoSuch", strlen("NoSuch")) == 0;
    const enum tnf_code kind = missing ? TNF_E_NOT_FOUND : TNF_E_INVALID;
    if (code.len == 0) return tnf_error_set(err, kind, "S3 answers with status %d", response->status);
    (void)tnf_error_set(err, kind, "%s: %s", code.ptr, message.ptr);
    add_hint(code.ptr, err);
    return kind;
}

static void pause_before(unsigned attempt) {
    const long milliseconds = (long)FIRST_PAUSE_MS << attempt;
    const struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    (void)nanosleep(&time, NULL);
}

/* One answer, after some patience. */
static int ask(struct tnf_http_client *client, const struct tnf_s3_bucket *bucket, const char *url, size_t max,
               struct tnf_http_response *ret, struct tnf_error *err) {
    const struct tnf_aws_credentials *credentials = bucket->credentials;
    const struct tnf_http_signature signature = {
        .service = "s3",
        .region = bucket->region,
        .access_key = credentials->access_key.ptr,
        .secret_key = credentials->secret_key.ptr,
        .session_token = credentials->session_token.len == 0 ? NULL : credentials->session_token.ptr,
    };
    const struct tnf_http_request request = {.method = "GET", .url = url, .signature = &signature, .body_max = max};
    int code = 0;
    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        if (attempt > 0) pause_before(attempt - 1);
        code = tnf_http_send(client, &request, ret, err);
        const bool busy = code == 0 && (ret->status >= HTTP_SERVER_ERROR || ret->status == HTTP_TOO_MANY);
        if (code != TNF_E_IO && !busy) break;
    }
    if (code < 0) return code;
    return ret->status == HTTP_OK ? 0 : refused(ret, err);
}

/* Parameters in byte order, as signing wants them. */
static void add_query(struct tnf_strbuf *url, struct tnf_strview token, struct tnf_strview prefix) {
    tnf_strbuf_add_str(url, "/?");
    if (token.len > 0) {
        tnf_strbuf_add_str(url, "continuation-token=");
        tnf_http_encode(url, token, /* slashes= */ false);
        tnf_strbuf_add_c(url, '&');
    }
    tnf_strbuf_add_str(url, "encoding-type=url&list-type=2&prefix=");
    tnf_http_encode(url, prefix, /* slashes= */ false);
}

static int list_pages(struct tnf_http_client *client, const struct tnf_s3_bucket *bucket, struct tnf_strview prefix,
                      struct tnf_arena *arena, struct tnf_state_objects *objects, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf token = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_http_response_release) struct tnf_http_response response = TNF_HTTP_RESPONSE_INIT;
    do {
        tnf_strbuf_clear(&url);
        add_bucket_url(&url, bucket);
        add_query(&url, tnf_strbuf_view(&token), prefix);
        TNF_TRY(ask(client, bucket, url.ptr, 0, &response, err));
        TNF_TRY(tnf_s3_answer_list(tnf_strbuf_view(&response.body), arena, objects, &token, err));
    } while (token.len > 0);
    return 0;
}

int tnf_s3_list(const struct tnf_s3_bucket *bucket, struct tnf_strview prefix, struct tnf_arena *arena,
                struct tnf_state_objects *objects, struct tnf_error *err) {
    struct tnf_http_client *client = tnf_http_client_new();
    const int code = list_pages(client, bucket, prefix, arena, objects, err);
    tnf_http_client_free(client);
    return code < 0 ? tnf_error_wrap(err, "could not list bucket \"%s\"", bucket->name) : 0;
}

struct getting {
    const struct tnf_s3_bucket *bucket;
    const struct tnf_strview *names;
    size_t count;
    size_t max;
    tnf_s3_object_fn visit;
    void *context;
    pthread_mutex_t lock; /* of what follows, and of visit */
    size_t next;
    int code;
    struct tnf_error err;
};

/* The number of an object that nobody gets yet; false when there is none. */
static bool take(struct getting *getting, size_t *ret) {
    (void)pthread_mutex_lock(&getting->lock);
    const bool some = getting->code == 0 && getting->next < getting->count;
    if (some) *ret = getting->next++;
    (void)pthread_mutex_unlock(&getting->lock);
    return some;
}

static void give(struct getting *getting, size_t number, int code, const struct tnf_http_response *response,
                 const struct tnf_error *why) {
    struct tnf_error err = {0};
    (void)pthread_mutex_lock(&getting->lock);
    if (code == TNF_E_IO)
        err = *why;
    else if (getting->code == 0)
        code = getting->visit(number, code < 0 ? (struct tnf_strview){0} : tnf_strbuf_view(&response->body), why,
                              getting->context, &err);
    if (code < 0 && getting->code == 0) {
        getting->code = code;
        getting->err = err;
    }
    (void)pthread_mutex_unlock(&getting->lock);
}

static void *get_some(void *context) {
    struct getting *getting = context;
    struct tnf_http_client *client = tnf_http_client_new();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_http_response_release) struct tnf_http_response response = TNF_HTTP_RESPONSE_INIT;
    for (size_t number; take(getting, &number);) {
        struct tnf_error why = {0};
        tnf_strbuf_clear(&url);
        add_bucket_url(&url, getting->bucket);
        tnf_strbuf_add_c(&url, '/');
        tnf_http_encode(&url, getting->names[number], /* slashes= */ true);
        const int code = ask(client, getting->bucket, url.ptr, getting->max, &response, &why);
        give(getting, number, code, &response, &why);
    }
    tnf_http_client_free(client);
    return NULL;
}

int tnf_s3_get_each(const struct tnf_s3_bucket *bucket, const struct tnf_strview *names, size_t count, size_t max,
                    tnf_s3_object_fn visit, void *context, struct tnf_error *err) {
    struct getting getting = {.bucket = bucket,
                              .names = names,
                              .count = count,
                              .max = max,
                              .visit = visit,
                              .context = context,
                              .lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t threads[CONNECTIONS];
    size_t started = 0;
    while (started < CONNECTIONS && started < count && pthread_create(&threads[started], NULL, get_some, &getting) == 0)
        started++;
    if (started == 0) (void)get_some(&getting);
    for (size_t i = 0; i < started; i++) (void)pthread_join(threads[i], NULL);
    if (getting.code < 0 && err != NULL) *err = getting.err;
    return getting.code < 0 ? tnf_error_wrap(err, "could not read bucket \"%s\"", bucket->name) : 0;
}

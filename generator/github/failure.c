#include "generator/github/failure.h"

#include "base/memory.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

enum { REST_MAX = 30 };

static bool rests(const struct tnf_http_response *response) {
    return response->status == 429 ||
           (response->status == 403 && (tnf_http_response_field(response, "Retry-After").ptr != NULL ||
                                        tnf_sv_eq_c(tnf_http_response_field(response, "X-RateLimit-Remaining"), "0")));
}

bool tnf_github_may_retry(const struct tnf_http_response *response, unsigned attempt, unsigned *ret_seconds) {
    int64_t seconds = 0;
    if (attempt + 1 >= TNF_GITHUB_ATTEMPTS_MAX) return false;
    *ret_seconds = 1U << attempt;
    if (response->status == 502 || response->status == 503 || response->status == 504) return true;
    if (!rests(response)) return false;
    if (!tnf_sv_to_int(tnf_http_response_field(response, "Retry-After"), 0, REST_MAX, &seconds)) return false;
    *ret_seconds = (unsigned)seconds;
    return true;
}

/* What GitHub says of it: the message, and those of the single errors. */
static void read_message(const struct tnf_http_response *response, struct tnf_strbuf *out) {
    json_t *object = json_loadb(response->body.ptr, response->body.len, 0, NULL);
    const char *message = json_string_value(json_object_get(object, "message"));
    if (message != NULL) tnf_strbuf_add_str(out, message);
    size_t index;
    json_t *error;
    json_array_foreach(json_object_get(object, "errors"), index, error) {
        const char *text = json_string_value(json_object_get(error, "message"));
        const char *field = json_string_value(json_object_get(error, "field"));
        const char *code = json_string_value(json_object_get(error, "code"));
        if (text != NULL)
            tnf_strbuf_addf(out, ": %s", text);
        else if (field != NULL && code != NULL)
            tnf_strbuf_addf(out, ": %s is %s", field, code);
    }
    if (out->len == 0) tnf_strbuf_addf(out, "status %d", response->status);
    json_decref(object);
}

static int too_much(const struct tnf_http_response *response, const char *what, struct tnf_error *err) {
    int64_t reset = 0;
    struct tm time;
    char text[sizeof "23:59"];
    (void)tnf_error_set(err, TNF_E_LIMIT, "could not %s: GitHub takes no more requests with this token for now", what);
    const struct tnf_strview field = tnf_http_response_field(response, "X-RateLimit-Reset");
    if (tnf_sv_to_int(field, 0, INT64_C(1) << 40, &reset) && gmtime_r(&(time_t){(time_t)reset}, &time) != NULL &&
        strftime(text, sizeof text, "%H:%M", &time) > 0)
        tnf_error_hint(err, "try again after %s UTC", text);
    else
        tnf_error_hint(err, "try again in some minutes");
    return TNF_E_LIMIT;
}

struct advice {
    int status;
    enum tnf_code code;
    const char *said; /* in the message, or NULL: whatever it is */
    const char *hint;
};

static const struct advice advices[] = {
    {401, TNF_E_INVALID, NULL, "the token in GH_TOKEN or GITHUB_TOKEN is wrong, or has expired: make a new one"},
    {403, TNF_E_INVALID, "Actions is not permitted",
     "let Actions create pull requests in the settings of the repository or its organisation"},
    {403, TNF_E_INVALID, NULL,
     "the token needs write access to pull requests and read access to contents (in Actions: permissions, "
     "pull-requests: "
     "write)"},
    {404, TNF_E_NOT_FOUND, NULL, "look at the remote's URL, and whether the token may see the repository"},
    {422, TNF_E_EXISTS, "already exists", "somebody opened it meanwhile: run the command again, which updates it"},
    {422, TNF_E_INVALID, "No commits between",
     "the branch has nothing that the base has not: there is nothing to merge"},
    {422, TNF_E_INVALID, "base is invalid", "there is no such branch to merge into: name another with --base"},
    {422, TNF_E_INVALID, NULL, ""},
};

static const struct advice *find_advice(int status, const char *message) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(advices); i++)
        if (advices[i].status == status && (advices[i].said == NULL || strstr(message, advices[i].said) != NULL))
            return &advices[i];
    return NULL;
}

int tnf_github_failure(const struct tnf_http_response *response, const char *what, struct tnf_error *err) {
    if (rests(response)) return too_much(response, what, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    read_message(response, &message);
    const struct advice *advice = find_advice(response->status, message.ptr);
    const enum tnf_code code = advice == NULL ? TNF_E_IO : advice->code;
    (void)tnf_error_set(err, code, "could not %s: GitHub says: %s", what, message.ptr);
    if (response->status >= 300 && response->status < 400)
        tnf_error_hint(err, "the repository has another name now: set the remote's URL to it");
    else if (advice != NULL && advice->hint[0] != '\0')
        tnf_error_hint(err, "%s", advice->hint);
    return code;
}

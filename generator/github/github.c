#include "generator/github/github.h"

#include "base/memory.h"
#include "generator/github/failure.h"
#include "generator/http/http.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

struct tnf_github {
    struct tnf_http_client *client;
    struct tnf_arena arena;
    struct tnf_github_place place;
    struct tnf_strbuf authorization;
};

struct tnf_github *tnf_github_new(const struct tnf_github_place *place, const char *token) {
    struct tnf_github *github = tnf_xcalloc(1, sizeof *github);
    github->client = tnf_http_client_new();
    github->place = (struct tnf_github_place){.owner = tnf_arena_str(&github->arena, place->owner),
                                              .name = tnf_arena_str(&github->arena, place->name),
                                              .api = tnf_arena_str(&github->arena, place->api)};
    tnf_strbuf_init(&github->authorization);
    tnf_strbuf_addf(&github->authorization, "Bearer %s", token);
    return github;
}

void tnf_github_free(struct tnf_github *github) {
    if (github == NULL) return;
    tnf_strbuf_wipe(&github->authorization);
    tnf_http_client_free(github->client);
    tnf_arena_release(&github->arena);
    free(github);
}

static void rest(unsigned seconds) {
    struct timespec left = {.tv_sec = (time_t)seconds};
    while (nanosleep(&left, &left) < 0) continue;
}

static int send_once(struct tnf_github *github, const struct tnf_github_change *change,
                     struct tnf_http_response *response, struct tnf_error *err) {
    const struct tnf_http_field fields[] = {
        {"Accept", "application/vnd.github+json"},
        {"Authorization", github->authorization.ptr},
        {"Content-Type", "application/json"},
        {"X-GitHub-Api-Version", "2022-11-28"},
    };
    const struct tnf_http_request request = {
        .method = change->method,
        .url = change->url,
        .fields = fields,
        .field_count = TNF_ARRAY_LEN(fields),
        .body = tnf_sv(change->body),
    };
    return tnf_http_send(github->client, &request, response, err);
}

/* Opening is the one that does harm twice. */
static bool may_repeat(const struct tnf_github_change *change, const struct tnf_http_response *response) {
    return strcmp(change->method, "POST") != 0 || !response->sent;
}

/* Until there is an answer that does not ask for patience. 0 for every such answer. */
static int send_patiently(struct tnf_github *github, const struct tnf_github_change *change,
                          struct tnf_http_response *response, struct tnf_error *err) {
    for (unsigned attempt = 0;; attempt++) {
        struct tnf_error why = {0};
        unsigned seconds = 1;
        const int code = send_once(github, change, response, &why);
        const bool last = attempt + 1 >= TNF_GITHUB_ATTEMPTS_MAX || !may_repeat(change, response);
        if (code == 0 && (last || !tnf_github_may_retry(response, attempt, &seconds))) return 0;
        if (code < 0 && (last || code != TNF_E_IO)) {
            if (err != NULL) *err = why;
            return code;
        }
        rest(seconds);
    }
}

/* Sends it and reads the answer as JSON, to be released by the caller; any status but `expected` is a failure. */
static int ask(struct tnf_github *github, const struct tnf_github_change *change, int expected, const char *what,
               json_t **ret, struct tnf_error *err) {
    TNF_AUTO(tnf_http_response_release) struct tnf_http_response response = TNF_HTTP_RESPONSE_INIT;
    TNF_TRY(send_patiently(github, change, &response, err));
    if (response.status != expected) return tnf_github_failure(&response, what, err);
    *ret = json_loadb(response.body.ptr, response.body.len, 0, NULL);
    if (*ret != NULL) return 0;
    return tnf_error_set(err, TNF_E_IO, "could not %s: GitHub's answer is no JSON", what);
}

/* "<api>/repos/<owner>/<name>" */
static void start_url(const struct tnf_github *github, struct tnf_strbuf *out) {
    tnf_strbuf_addf(out, "%s/repos/%s/%s", github->place.api, github->place.owner, github->place.name);
}

static int get(struct tnf_github *github, const struct tnf_strbuf *url, const char *what, json_t **ret,
               struct tnf_error *err) {
    return ask(github, &(struct tnf_github_change){"GET", url->ptr, NULL}, 200, what, ret, err);
}

static int read_default(struct tnf_github *github, struct tnf_arena *arena, const char **ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    json_t *repository = NULL;
    start_url(github, &url);
    TNF_TRY(get(github, &url, "read the repository", &repository, err));
    const char *branch = json_string_value(json_object_get(repository, "default_branch"));
    *ret = tnf_arena_str(arena, branch == NULL ? "main" : branch);
    json_decref(repository);
    return 0;
}

static int push_first(const char *branch, const char *why, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_CONFLICT, "branch \"%s\" %s", branch, why);
    tnf_error_hint(err, "push it first: tenantform push --branch %s", branch);
    return TNF_E_CONFLICT;
}

int tnf_github_check_branch(struct tnf_github *github, const char *branch, const char *commit, struct tnf_arena *arena,
                            const char **ret_default, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    json_t *reference = NULL;
    struct tnf_error why = {0};
    TNF_TRY(read_default(github, arena, ret_default, err));
    start_url(github, &url);
    tnf_strbuf_add_str(&url, "/git/ref/heads/");
    tnf_http_encode(&url, tnf_sv(branch), /* slashes= */ true);
    const int code = get(github, &url, "read the branch", &reference, &why);
    if (code == TNF_E_NOT_FOUND) return push_first(branch, "is not on GitHub", err);
    if (code < 0) {
        if (err != NULL) *err = why;
        return code;
    }
    const char *there = json_string_value(json_object_get(json_object_get(reference, "object"), "sha"));
    const bool same = there != NULL && strcmp(there, commit) == 0;
    json_decref(reference);
    return same ? 0 : push_first(branch, "stands on another commit on GitHub than here", err);
}

static struct tnf_github_pull read_pull(const json_t *object, struct tnf_arena *arena) {
    const char *url = json_string_value(json_object_get(object, "html_url"));
    const char *title = json_string_value(json_object_get(object, "title"));
    const char *body = json_string_value(json_object_get(object, "body"));
    return (struct tnf_github_pull){
        .number = json_integer_value(json_object_get(object, "number")),
        .url = tnf_arena_str(arena, url == NULL ? "" : url),
        .title = tnf_arena_str(arena, title == NULL ? "" : title),
        .body = tnf_arena_str(arena, body == NULL ? "" : body),
    };
}

int tnf_github_find(struct tnf_github *github, const char *branch, const char *base, struct tnf_arena *arena,
                    struct tnf_github_pull *ret, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    json_t *list = NULL;
    start_url(github, &url);
    tnf_strbuf_addf(&url, "/pulls?state=open&head=%s:", github->place.owner);
    tnf_http_encode(&url, tnf_sv(branch), /* slashes= */ false);
    if (base != NULL) {
        tnf_strbuf_add_str(&url, "&base=");
        tnf_http_encode(&url, tnf_sv(base), /* slashes= */ false);
    }
    TNF_TRY(get(github, &url, "look for a pull request", &list, err));
    *ret = read_pull(json_array_get(list, 0), arena);
    json_decref(list);
    return 0;
}

static struct tnf_github_change make_change(const char *method, const struct tnf_strbuf *url, json_t *object,
                                            struct tnf_arena *arena) {
    char *text = json_dumps(object, JSON_COMPACT);
    const struct tnf_github_change change = {method, tnf_arena_str(arena, url->ptr), tnf_arena_str(arena, text)};
    free(text);
    json_decref(object);
    return change;
}

struct tnf_github_change tnf_github_opening(const struct tnf_github *github, const struct tnf_github_new_pull *pull,
                                            struct tnf_arena *arena) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    start_url(github, &url);
    tnf_strbuf_add_str(&url, "/pulls");
    json_t *object = json_object();
    (void)json_object_set_new(object, "title", json_string(pull->title));
    (void)json_object_set_new(object, "body", json_string(pull->body));
    (void)json_object_set_new(object, "head", json_string(pull->branch));
    (void)json_object_set_new(object, "base", json_string(pull->base));
    (void)json_object_set_new(object, "draft", json_boolean(pull->draft));
    return make_change("POST", &url, object, arena);
}

struct tnf_github_change tnf_github_updating(const struct tnf_github *github, int64_t number, const char *title,
                                             const char *body, struct tnf_arena *arena) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf url = TNF_STRBUF_INIT;
    start_url(github, &url);
    tnf_strbuf_addf(&url, "/pulls/%lld", (long long)number);
    json_t *object = json_object();
    (void)json_object_set_new(object, "title", json_string(title));
    (void)json_object_set_new(object, "body", json_string(body));
    return make_change("PATCH", &url, object, arena);
}

int tnf_github_send(struct tnf_github *github, const struct tnf_github_change *change, struct tnf_arena *arena,
                    struct tnf_github_pull *ret, struct tnf_error *err) {
    const bool opens = strcmp(change->method, "POST") == 0;
    json_t *object = NULL;
    TNF_TRY(ask(github, change, opens ? 201 : 200, opens ? "open the pull request" : "update the pull request", &object,
                err));
    *ret = read_pull(object, arena);
    json_decref(object);
    return 0;
}

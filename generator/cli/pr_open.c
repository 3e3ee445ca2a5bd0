#include "generator/cli/pr_open.h"

#include "base/memory.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"
#include "generator/git/remote.h"
#include "generator/github/github.h"
#include "generator/report/pull_request.h"

#include <stdlib.h>

struct tnf_cli_github {
    struct tnf_github *github;
    const char *base; /* that pull requests go into by default */
};

void tnf_cli_github_release(struct tnf_cli_github **github) {
    if (*github != NULL) tnf_github_free((*github)->github);
    free(*github);
}

static int read_token(const char **ret, struct tnf_error *err) {
    static const char *const names[] = {"GH_TOKEN", "GITHUB_TOKEN"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        *ret = getenv(names[i]);
        if (*ret != NULL && (*ret)[0] != '\0') return 0;
    }
    (void)tnf_error_set(err, TNF_E_INVALID, "there is no token to open a pull request with");
    tnf_error_hint(err,
                   "set GH_TOKEN or GITHUB_TOKEN to one that may write pull requests; without --open nothing is sent");
    return TNF_E_INVALID;
}

static int find_place(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_github_place *ret,
                      struct tnf_error *err) {
    TNF_AUTO_FREE char *url = NULL;
    TNF_TRY(tnf_git_remote_url(tnf_cli_repo(args), tnf_cli_remote(args), &url, err));
    return tnf_github_place(url, getenv("GITHUB_SERVER_URL"), getenv("GITHUB_API_URL"), &cli->arena, ret, err);
}

int tnf_cli_github_open(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_github **ret,
                        struct tnf_error *err) {
    char commit[41];
    const char *token;
    struct tnf_github_place place;
    TNF_TRY(tnf_git_branch_commit(tnf_cli_repo(args), tnf_cli_branch(args), commit, err));
    TNF_TRY(find_place(cli, args, &place, err));
    TNF_TRY(read_token(&token, err));
    *ret = tnf_xcalloc(1, sizeof **ret);
    (*ret)->github = tnf_github_new(&place, token);
    return tnf_github_check_branch((*ret)->github, tnf_cli_branch(args), commit, &cli->arena, &(*ret)->base, err);
}

/* The request that makes the pull request what it should be; *ret_needed false when it is that already. */
static struct tnf_github_change make_change(struct tnf_cli *cli, const struct tnf_cli_args *args,
                                            const struct tnf_cli_github *github, const struct tnf_github_pull *there,
                                            const char *title, const char *body, bool *ret_needed) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf merged = TNF_STRBUF_INIT;
    tnf_pull_request_merge(tnf_sv(there->body), tnf_sv(body), &merged);
    *ret_needed = true;
    if (there->number == 0) {
        const char *base = tnf_cli_value(args, "base");
        const struct tnf_github_new_pull pull = {.branch = tnf_cli_branch(args),
                                                 .base = base == NULL ? github->base : base,
                                                 .title = title,
                                                 .body = merged.ptr,
                                                 .draft = tnf_cli_has(args, "draft")};
        return tnf_github_opening(github->github, &pull, &cli->arena);
    }
    *ret_needed = strcmp(there->title, title) != 0 || strcmp(there->body, merged.ptr) != 0;
    return tnf_github_updating(github->github, there->number, title, merged.ptr, &cli->arena);
}

static void show_change(const struct tnf_cli *cli, const struct tnf_github_change *change, json_t *object) {
    tnf_cli_line(cli, "%s %s", change->method, change->url);
    tnf_cli_line(cli, "%s", change->body);
    json_t *request = json_object();
    (void)json_object_set_new(request, "method", json_string(change->method));
    (void)json_object_set_new(request, "url", tnf_cli_json_text(tnf_sv(change->url)));
    (void)json_object_set_new(request, "body", json_loads(change->body, 0, NULL));
    (void)json_object_set_new(object, "request", request);
}

static void report(const struct tnf_cli *cli, const struct tnf_github_pull *pull, const char *action, json_t *object) {
    tnf_cli_line(cli, "%s #%lld %s", action, (long long)pull->number, pull->url);
    json_t *result = json_object();
    (void)json_object_set_new(result, "action", json_string(action));
    (void)json_object_set_new(result, "number", json_integer((json_int_t)pull->number));
    (void)json_object_set_new(result, "url", tnf_cli_json_text(tnf_sv(pull->url)));
    (void)json_object_set_new(object, "pull_request", result);
}

int tnf_cli_github_put(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_github *github,
                       const char *title, const char *body, json_t *object, struct tnf_error *err) {
    struct tnf_github_pull there = {0};
    bool needed;
    TNF_TRY(
        tnf_github_find(github->github, tnf_cli_branch(args), tnf_cli_value(args, "base"), &cli->arena, &there, err));
    const struct tnf_github_change change = make_change(cli, args, github, &there, title, body, &needed);
    if (!needed) {
        report(cli, &there, "unchanged", object);
        return 0;
    }
    if (tnf_cli_has(args, "dry-run")) {
        show_change(cli, &change, object);
        return 0;
    }
    struct tnf_github_pull result = {0};
    TNF_TRY(tnf_github_send(github->github, &change, &cli->arena, &result, err));
    report(cli, &result, there.number == 0 ? "opened" : "updated", object);
    return 0;
}

#include "generator/git/push.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/git/credential_text.h"
#include "generator/git/credentials.h"
#include "generator/git/repository.h"

#include <string.h>

enum { SAID_MAX = 64 * 1024 };

struct pushing {
    const struct tnf_git_push_options *options;
    git_repository *repository;
    git_remote *remote;
    git_oid commit;
    struct tnf_strbuf reference; /* refs/heads/<branch> */
    struct tnf_strbuf refused;   /* what the remote said of the branch, when it did not take it */
    struct tnf_strbuf said;      /* what its hooks print */
    struct tnf_git_credentials credentials;
};

static int find_branch(struct pushing *run, struct tnf_error *err) {
    tnf_strbuf_addf(&run->reference, "refs/heads/%s", run->options->branch);
    if (git_reference_name_to_id(&run->commit, run->repository, run->reference.ptr) == 0) return 0;
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no branch \"%s\" to push", run->options->branch);
    tnf_error_hint(err, "make it with `tenantform commit --branch %s`", run->options->branch);
    return TNF_E_NOT_FOUND;
}

/* A word is a remote's name; what has a slash or a colon, which no name has, is a URL or a path. */
static int find_remote(struct pushing *run, struct tnf_error *err) {
    const char *name = run->options->remote;
    const bool is_url = strpbrk(name, "/:") != NULL;
    const int code = is_url ? git_remote_create_anonymous(&run->remote, run->repository, name)
                            : git_remote_lookup(&run->remote, run->repository, name);
    if (code == 0) return 0;
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no remote \"%s\"", name);
    tnf_error_hint(err, "`git remote add %s URL` makes it; --remote takes another name, or a URL", name);
    return TNF_E_NOT_FOUND;
}

static int on_reference(const char *name, const char *status, void *payload) {
    struct pushing *run = payload;
    (void)name;
    if (status != NULL) tnf_strbuf_add_str(&run->refused, status);
    return 0;
}

/* Progress comes the same way as what hooks print, which is shown when they refuse. */
static int on_said(const char *text, int length, void *payload) {
    struct pushing *run = payload;
    if (length > 0 && run->said.len < SAID_MAX) tnf_strbuf_add(&run->said, text, (size_t)length);
    return 0;
}

/* What hooks printed, on one line: without what was written over, and without progress that is done. */
static void add_said(struct tnf_strview said, struct tnf_strbuf *out) {
    while (said.ptr != NULL) {
        struct tnf_strview line = tnf_sv_trim(tnf_sv_next(&said, '\n'));
        const char *overwritten = line.len == 0 ? NULL : memrchr(line.ptr, '\r', line.len);
        if (overwritten != NULL) line = tnf_sv_from(line, (size_t)(overwritten - line.ptr) + 1);
        if (line.len == 0 || tnf_sv_ends_with(line, TNF_SV(", done."))) continue;
        tnf_strbuf_addf(out, "%s%.*s", out->len == 0 ? "" : "; ", TNF_SV_ARG(line));
    }
}

static int on_credentials(git_credential **ret, const char *url, const char *username, unsigned allowed,
                          void *payload) {
    return tnf_git_credentials_acquire(ret, url, username, allowed, &((struct pushing *)payload)->credentials);
}

static int moved_there(const struct pushing *run, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_CONFLICT, "branch \"%s\" has commits at \"%s\" that it does not have here",
                        run->options->branch, run->options->remote);
    tnf_error_hint(err, "nothing was pushed; fetch them, and commit again on top of them, or to another branch");
    return TNF_E_CONFLICT;
}

static int refused_there(const struct pushing *run, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_CONFLICT, "\"%s\" refused branch \"%s\": %s", run->options->remote,
                        run->options->branch, run->refused.ptr);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf said = TNF_STRBUF_INIT;
    add_said(tnf_strbuf_view(&run->said), &said);
    if (said.len > 0)
        tnf_error_hint(err, "it said: %s", said.ptr);
    else
        tnf_error_hint(err, "a branch that is protected takes a pull request; push another one");
    return TNF_E_CONFLICT;
}

static int push_failed(struct pushing *run, int code, struct tnf_error *err) {
    if (code == GIT_ENONFASTFORWARD) return moved_there(run, err);
    (void)tnf_git_failed(err, TNF_E_IO, "push to \"%s\"", run->options->remote);
    if (code == GIT_EAUTH)
        tnf_error_hint(err, "give a login through git's credential helpers, the ssh agent, or GH_TOKEN for GitHub");
    else if (code == GIT_ECERTIFICATE)
        tnf_error_hint(err, "its key or certificate is not known: connect once with git or ssh, and look at it");
    return TNF_E_IO;
}

/* What the remote has of the branch: *ret_found false when it does not have it. */
static int look_there(struct pushing *run, git_oid *ret, bool *ret_found, struct tnf_error *err) {
    const git_remote_head **heads;
    size_t count;
    *ret_found = false;
    if (git_remote_ls(&heads, &count, run->remote) < 0) return push_failed(run, GIT_ERROR, err);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(heads[i]->name, run->reference.ptr) != 0) continue;
        *ret = heads[i]->oid;
        *ret_found = true;
    }
    return 0;
}

/* Connected: compares, and uploads when there is something to say. */
static int push_connected(struct pushing *run, const git_push_options *options, struct tnf_git_push_result *ret,
                          struct tnf_error *err) {
    git_oid there;
    bool found;
    TNF_TRY(look_there(run, &there, &found, err));
    ret->is_new = !found;
    if (found && git_oid_equal(&there, &run->commit)) return 0;
    /* Without the commit that it has, ours cannot follow on it. */
    if (found && git_graph_descendant_of(run->repository, &run->commit, &there) != 1) return moved_there(run, err);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf refspec = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&refspec, "%s:%s", run->reference.ptr, run->reference.ptr);
    char *strings[] = {refspec.ptr};
    const git_strarray refspecs = {strings, 1};
    const int code = git_remote_push(run->remote, &refspecs, options);
    if (code < 0) return push_failed(run, code, err);
    if (run->refused.len > 0) return refused_there(run, err);
    ret->pushed = true;
    return 0;
}

static int push(struct pushing *run, struct tnf_git_push_result *ret, struct tnf_error *err) {
    git_push_options options;
    (void)git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
    options.callbacks.credentials = on_credentials;
    options.callbacks.push_update_reference = on_reference;
    options.callbacks.sideband_progress = on_said;
    options.callbacks.payload = run;
    options.proxy_opts.type = GIT_PROXY_AUTO;
    const int code = git_remote_connect(run->remote, GIT_DIRECTION_PUSH, &options.callbacks, &options.proxy_opts, NULL);
    if (code < 0) return push_failed(run, code, err);
    tnf_git_credentials_settle(&run->credentials, /* right= */ true);
    const int pushed = push_connected(run, &options, ret, err);
    (void)git_remote_disconnect(run->remote);
    return pushed;
}

/* The URL for people: without a password. */
static char *shown_url(const char *url) {
    struct tnf_credential_url parts;
    struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (!tnf_credential_read_url(tnf_sv(url), &parts)) return tnf_xstrdup(url);
    tnf_strbuf_addf(&text, "%.*s://%.*s/%.*s", TNF_SV_ARG(parts.protocol), TNF_SV_ARG(parts.host),
                    TNF_SV_ARG(parts.path));
    return tnf_strbuf_detach(&text);
}

static int run_push(struct pushing *run, struct tnf_git_push_result *ret, struct tnf_error *err) {
    TNF_TRY(tnf_git_repository_open(run->options->repository, "name one with --repo", &run->repository, err));
    tnf_git_credentials_init(&run->credentials, git_repository_path(run->repository));
    TNF_TRY(find_branch(run, err));
    TNF_TRY(find_remote(run, err));
    (void)git_oid_tostr(ret->id, sizeof ret->id, &run->commit);
    TNF_TRY(push(run, ret, err));
    ret->url = shown_url(git_remote_url(run->remote));
    return 0;
}

int tnf_git_push(const struct tnf_git_push_options *options, struct tnf_git_push_result *ret, struct tnf_error *err) {
    tnf_git_start();
    struct pushing run = {.options = options,
                          .reference = TNF_STRBUF_INIT,
                          .refused = TNF_STRBUF_INIT,
                          .said = TNF_STRBUF_INIT,
                          .credentials = {.asked = TNF_STRBUF_INIT}};
    *ret = (struct tnf_git_push_result){0};
    const int code = run_push(&run, ret, err);
    tnf_git_credentials_release(&run.credentials);
    tnf_strbuf_release(&run.reference);
    tnf_strbuf_release(&run.refused);
    tnf_strbuf_release(&run.said);
    git_remote_free(run.remote);
    git_repository_free(run.repository);
    return code;
}

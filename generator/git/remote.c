#include "generator/git/remote.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "generator/git/repository.h"

#include <git2.h>
#include <string.h>

/* Opens it; to be ended with finish, also on failure. */
static int begin(const char *repository, git_repository **ret, struct tnf_error *err) {
    tnf_git_start();
    *ret = NULL;
    return tnf_git_repository_open(repository, "name one with --repo", ret, err);
}

static int finish(git_repository *repository, int code) {
    git_repository_free(repository);
    return code;
}

/* What refs/remotes/<remote>/HEAD points to, without "refs/remotes/". */
static char *head_of(git_repository *repository, const char *remote) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    git_reference *reference;
    char *branch = NULL;
    tnf_strbuf_addf(&name, "refs/remotes/%s/HEAD", remote);
    if (git_reference_lookup(&reference, repository, name.ptr) < 0) return NULL;
    const struct tnf_strview target = tnf_sv(git_reference_symbolic_target(reference));
    const struct tnf_strview prefix = TNF_SV("refs/remotes/");
    if (tnf_sv_starts_with(target, prefix)) branch = tnf_xstrdup(target.ptr + prefix.len);
    git_reference_free(reference);
    return branch;
}

static char *usual_one(git_repository *repository, const char *remote) {
    static const char *const names[] = {"main", "master"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
        git_oid id;
        tnf_strbuf_addf(&name, "refs/remotes/%s/%s", remote, names[i]);
        if (git_reference_name_to_id(&id, repository, name.ptr) == 0)
            return tnf_xstrdup(name.ptr + strlen("refs/remotes/"));
    }
    return NULL;
}

int tnf_git_default_branch(const char *repository, const char *remote, char **ret, struct tnf_error *err) {
    git_repository *opened;
    int code = begin(repository, &opened, err);
    if (code == 0) {
        *ret = head_of(opened, remote);
        if (*ret == NULL) *ret = usual_one(opened, remote);
        if (*ret == NULL) {
            code = tnf_error_set(err, TNF_E_NOT_FOUND, "the repository does not know the default branch of \"%s\"",
                                 remote);
            tnf_error_hint(err, "name the commit to compare with: --since REF");
        }
    }
    return finish(opened, code);
}

int tnf_git_remote_url(const char *repository, const char *remote, char **ret, struct tnf_error *err) {
    git_repository *opened;
    git_remote *found = NULL;
    int code = begin(repository, &opened, err);
    if (code == 0 && git_remote_lookup(&found, opened, remote) == 0) {
        *ret = tnf_xstrdup(git_remote_url(found));
    } else if (code == 0) {
        code = tnf_error_set(err, TNF_E_NOT_FOUND, "there is no remote \"%s\"", remote);
        tnf_error_hint(err, "`git remote add %s URL` makes it; --remote takes another name", remote);
    }
    git_remote_free(found);
    return finish(opened, code);
}

int tnf_git_branch_commit(const char *repository, const char *branch, char ret[41], struct tnf_error *err) {
    git_repository *opened;
    git_oid id;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&name, "refs/heads/%s", branch);
    int code = begin(repository, &opened, err);
    if (code == 0 && git_reference_name_to_id(&id, opened, name.ptr) == 0) {
        (void)git_oid_tostr(ret, GIT_OID_HEXSZ + 1, &id);
    } else if (code == 0) {
        code = tnf_error_set(err, TNF_E_NOT_FOUND, "there is no branch \"%s\" in the repository", branch);
        tnf_error_hint(err, "make it with `tenantform commit --branch %s`, or name another with --branch", branch);
    }
    return finish(opened, code);
}

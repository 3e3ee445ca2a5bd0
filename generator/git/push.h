/* A branch to a remote repository: https, ssh, git and local ones, through libgit2. */
#pragma once

#include "base/error.h"

#include <stdbool.h>

struct tnf_git_push_options {
    const char *repository; /* path of the repository or of a folder in its work tree */
    const char *remote;     /* name of a remote, or a URL or path */
    const char *branch;     /* to push; it has the same name there */
};

struct tnf_git_push_result {
    bool pushed; /* false: the remote has this commit already */
    char id[41]; /* hex id of the branch's commit */
    bool is_new; /* the remote did not have the branch */
    char *url;   /* of the remote, without a password; to be freed by the caller */
};

/* Pushes, and never overwrites: a branch that has commits there which ours has not is TNF_E_CONFLICT, as is one that
 * the remote refuses (protected branches, hooks), with what it said. A login comes from GH_TOKEN or GITHUB_TOKEN (for
 * GitHub only), git's credential helpers, the ssh agent or key files. TNF_E_NOT_FOUND for a repository, branch or
 * remote that is not there. On failure both repositories are as before. */
int tnf_git_push(const struct tnf_git_push_options *options, struct tnf_git_push_result *ret, struct tnf_error *err);

/* What a repository knows of its remotes, without asking them. */
#pragma once

#include "base/error.h"

/* The branch that the remote's HEAD stood on when it was cloned, or else its "main" or "master", as "origin/main". To
 * be freed by the caller. TNF_E_NOT_FOUND when the repository has none of these. */
int tnf_git_default_branch(const char *repository, const char *remote, char **ret, struct tnf_error *err);

/* The URL of a remote by its name, as it is written in the configuration: it may have a password in it, and belongs
 * into no message. To be freed by the caller. */
int tnf_git_remote_url(const char *repository, const char *remote, char **ret, struct tnf_error *err);

/* Hex id of the commit that a branch of this repository stands on. */
int tnf_git_branch_commit(const char *repository, const char *branch, char ret[41], struct tnf_error *err);

/* What commands over a git repository have in common: the options that say which one, and what holds without them. */
#pragma once

#include "generator/cli/command.h"

/* Rows for the option tables of those commands. */
#define TNF_CLI_REPO                                                                                                   \
    TNF_CLI_VALUE("repo", 'r', "PATH", "repository, or a folder in its work tree; the current one when not given")
#define TNF_CLI_DIRECTORY                                                                                              \
    TNF_CLI_VALUE("directory", 'd', "DIR", "folder in the repository that holds the output; its root when not given")
/* `what` is "branch to commit to". */
#define TNF_CLI_BRANCH(what) TNF_CLI_VALUE("branch", 'b', "NAME", what "; " TNF_CLI_BRANCH_DEFAULT " when not given")
#define TNF_CLI_REMOTE(what) TNF_CLI_VALUE("remote", '\0', "NAME", what "; " TNF_CLI_REMOTE_DEFAULT " when not given")

#define TNF_CLI_BRANCH_DEFAULT "tenantform"
#define TNF_CLI_REMOTE_DEFAULT "origin"

/* --repo, --branch and --remote, or what holds without them. Borrowed from the command line. */
const char *tnf_cli_repo(const struct tnf_cli_args *args);
const char *tnf_cli_branch(const struct tnf_cli_args *args);
const char *tnf_cli_remote(const struct tnf_cli_args *args);

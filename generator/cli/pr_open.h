/* pr --open: the pull request on GitHub. */
#pragma once

#include "generator/cli/command.h"

#include <jansson.h>

/* A login for a remote on GitHub, and a branch that is known to be there as it is here. */
struct tnf_cli_github;

/* Reads --remote and the token in the environment, and asks GitHub for the branch: before anything takes time. */
int tnf_cli_github_open(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_github **ret,
                        struct tnf_error *err);
void tnf_cli_github_release(struct tnf_cli_github **github); /* for TNF_AUTO */

/* Opens the pull request, or updates the one that is open: its title, and our part of its body. With --dry-run it
 * prints the request instead. Adds "pull_request" to `object`. */
int tnf_cli_github_put(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_github *github,
                       const char *title, const char *body, json_t *object, struct tnf_error *err);

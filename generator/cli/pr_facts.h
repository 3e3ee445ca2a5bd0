/* What a pull request tells: from the repository, from a rehearsal, and from the catalog when there is one. */
#pragma once

#include "generator/cli/command.h"
#include "generator/report/pull_request.h"

struct tnf_cli_pr_facts {
    struct tnf_pull_request request; /* borrows from what follows and from the run's arena */
    struct tnf_git_comparison *comparison;
    struct tnf_changed changed;
    struct tnf_findings findings;
    struct tnf_cost_change cost;
};

/* Reads --repo, --since, --branch, --directory, --no-rehearsal and the options of a rehearsal. To be released, also on
 * failure. Without Terraform, or without a catalog, what they would tell is left out and the request says so. */
int tnf_cli_pr_facts(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_pr_facts *ret,
                     struct tnf_error *err);
void tnf_cli_pr_facts_release(struct tnf_cli_pr_facts *facts);

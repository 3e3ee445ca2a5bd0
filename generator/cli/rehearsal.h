/* What commands that rehearse have in common: which Terraform, which provider, how many stacks side by side. */
#pragma once

#include "generator/cli/command.h"

/* Rows for the option tables of those commands. */
#define TNF_CLI_REHEARSAL_OPTIONS                                                                                      \
    TNF_CLI_VALUE("jobs", 'j', "N", "stacks side by side; one for each processor when not given"),                     \
        TNF_CLI_VALUE("terraform", '\0', "PROGRAM", "Terraform or OpenTofu; terraform when not given"),                \
        TNF_CLI_VALUE("provider", '\0', "DIR",                                                                         \
                      "directory of terraform-provider-rehearsal; this program's when not given")

struct tnf_cli_rehearsal {
    const char *terraform;
    const char *provider;
    unsigned jobs; /* 0: one for each processor */
};

/* Strings live as long as the run. */
int tnf_cli_rehearsal(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_rehearsal *ret,
                      struct tnf_error *err);

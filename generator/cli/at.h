/* --at REVISION: a command over the catalog as it was. */
#pragma once

#include "generator/cli/command.h"

/* Row for the option tables of commands that only read the catalog. */
#define TNF_CLI_AT_OPTION                                                                                              \
    TNF_CLI_VALUE("at", '\0', "REVISION", "the catalog as it was at this revision; see `tenantform log`")

/* Runs the command; with --at over a copy of the catalog in a temporary folder, which is gone afterwards. */
int tnf_cli_run_at(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

/* The file that has the catalog at cli->path as it was at a revision: itself for its newest, otherwise a copy that is
 * made in `folder`. The name lives in cli->arena. */
int tnf_cli_file_at(struct tnf_cli *cli, int64_t revision, int64_t newest, const char *folder, const char **ret,
                    struct tnf_error *err);

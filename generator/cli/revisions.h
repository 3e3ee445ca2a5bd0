/* diff REVISION [REVISION]: what changed between two revisions, in the catalog and in what is generated from it. */
#pragma once

#include "generator/cli/command.h"

int tnf_cli_diff_revisions(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

/* rehearse --since: what a change does to the resources of each stack that it reaches. */
#pragma once

#include "generator/cli/rehearsal.h"

int tnf_cli_rehearse_since(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_rehearsal *how,
                           struct tnf_error *err);

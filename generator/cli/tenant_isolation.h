/* tenant move --isolation and --cut-over: a tenant gets another isolation as a successor, beside what there is. */
#pragma once

#include "generator/cli/command.h"

int tnf_cli_move_isolation(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cut_over(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

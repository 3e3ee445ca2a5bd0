/* `import --from tfvars`: variables of a Terraform root as catalog text to look at. Private to import. */
#pragma once

#include "generator/cli/command.h"

/* Writes what the folder args->words[0] says as a catalog file into --output, and says what was read and what was not.
 */
int tnf_cli_import_variables(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

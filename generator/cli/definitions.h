/* What the program has besides commands and options: exit statuses and the variables of the environment that it reads.
 * Help, the manual page, `help --json` and docs/commands.md are made from these tables. */
#pragma once

#include <stddef.h>

struct tnf_cli_definition {
    const char *name;
    const char *text; /* lower case, no full stop */
};

/* Each status of enum tnf_cli_exit, by its number. */
extern const struct tnf_cli_definition tnf_cli_statuses[];
extern const size_t tnf_cli_status_count;
/* Several variables that belong together are one row, separated by ", ". */
extern const struct tnf_cli_definition tnf_cli_variables[];
extern const size_t tnf_cli_variable_count;

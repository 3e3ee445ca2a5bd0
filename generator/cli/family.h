/* Commands of two words that are no entity's: "prices list" and "prices import" are the family "prices". */
#pragma once

#include "generator/cli/commands.h"

/* Whether there are commands that begin with the word and go on. */
bool tnf_cli_is_family(const char *word);

/* The member that the words name: "prices", "list". verb may be NULL; then, or when there is none of that name, the
 * error lists those that there are. */
int tnf_cli_family_find(const char *family, const char *verb, const struct tnf_cli_command **ret,
                        struct tnf_error *err);

/* Calls visit for each member, in the order of the table. */
void tnf_cli_family_each(const char *family, tnf_cli_command_fn visit, void *context);

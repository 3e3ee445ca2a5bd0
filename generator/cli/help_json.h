/* The tables of the program as JSON: commands with their options, exit statuses, variables of the environment. */
#pragma once

#include "generator/cli/command.h"

#include <jansson.h>

/* {"name", "group", "summary", "arguments", "description", "entity", "options"}. New reference. */
json_t *tnf_cli_json_command(const struct tnf_cli_command *command);
/* Adds "options" (those of every command), "exit_statuses" and "variables" to the object. */
void tnf_cli_json_tables(json_t *object);

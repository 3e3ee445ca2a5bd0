/* All commands as one list, and finding one by the words that were typed. */
#pragma once

#include "generator/cli/command.h"

/* Finds the command that the first words name: one word, or an entity or family and a verb. *ret_used is how many
 * words it took. The command lives in the arena (entity commands) or for ever. Fails with a message that
 * names the nearest command. */
int tnf_cli_find(struct tnf_arena *arena, const char *const *words, size_t word_count,
                 const struct tnf_cli_command **ret, size_t *ret_used, struct tnf_error *err);

/* Calls visit for each command that is shown, entity commands after the others. */
typedef void (*tnf_cli_command_fn)(const struct tnf_cli_command *command, void *context);
void tnf_cli_each_command(struct tnf_arena *arena, tnf_cli_command_fn visit, void *context);

/* The rows of the commands: generator/cli/cmd_<name>.c. */
extern const struct tnf_cli_command tnf_cli_command_adopt;
extern const struct tnf_cli_command tnf_cli_command_advise;
extern const struct tnf_cli_command tnf_cli_command_audit;
extern const struct tnf_cli_command tnf_cli_command_changed;
extern const struct tnf_cli_command tnf_cli_command_commit;
extern const struct tnf_cli_command tnf_cli_command_complete;
extern const struct tnf_cli_command tnf_cli_command_completion;
extern const struct tnf_cli_command tnf_cli_command_cost;
extern const struct tnf_cli_command tnf_cli_command_diff;
extern const struct tnf_cli_command tnf_cli_command_doctor;
extern const struct tnf_cli_command tnf_cli_command_explain;
extern const struct tnf_cli_command tnf_cli_command_export;
extern const struct tnf_cli_command tnf_cli_command_generate;
extern const struct tnf_cli_command tnf_cli_command_graph;
extern const struct tnf_cli_command tnf_cli_command_lock;
extern const struct tnf_cli_command tnf_cli_command_help;
extern const struct tnf_cli_command tnf_cli_command_import;
extern const struct tnf_cli_command tnf_cli_command_init;
extern const struct tnf_cli_command tnf_cli_command_log;
extern const struct tnf_cli_command tnf_cli_command_revert;
extern const struct tnf_cli_command tnf_cli_command_man;
extern const struct tnf_cli_command tnf_cli_command_migrate;
extern const struct tnf_cli_command tnf_cli_command_pr;
extern const struct tnf_cli_command tnf_cli_command_prices_check;
extern const struct tnf_cli_command tnf_cli_command_prices_import;
extern const struct tnf_cli_command tnf_cli_command_prices_list;
extern const struct tnf_cli_command tnf_cli_command_push;
extern const struct tnf_cli_command tnf_cli_command_rehearse;
extern const struct tnf_cli_command tnf_cli_command_schema;
extern const struct tnf_cli_command tnf_cli_command_validate;
extern const struct tnf_cli_command tnf_cli_command_version;

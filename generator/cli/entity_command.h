/*
 * The commands of the entities, made from the table of entities: `tenantform service add TENANT NAME
 * --cpu N …`. A new field is an option of add and set, and a new entity has its commands, without a line here.
 */
#pragma once

#include "generator/cli/commands.h"

/* The entity's name on the command line: gpu-pool. Lives for ever. */
const char *tnf_cli_entity_word(enum tnf_entity_id id);

/* The command for a verb of the entity. verb may be NULL (none was typed), which fails as an unknown one does
 * and names the verbs there are. */
int tnf_cli_entity_find(struct tnf_arena *arena, const struct tnf_entity *entity, const char *verb,
                        const struct tnf_cli_command **ret, struct tnf_error *err);

/* Calls visit for each command of the entity. */
void tnf_cli_entity_each(struct tnf_arena *arena, const struct tnf_entity *entity, tnf_cli_command_fn visit,
                         void *context);

/* The field that an option of an entity command is about, or -1 when it is about none (--reason). */
int tnf_cli_entity_option_field(const struct tnf_entity *entity, const struct tnf_cli_option *option);

/* Runs of the verbs: generator/cli/cmd_entity_*.c. */
int tnf_cli_cmd_entity_add(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cmd_entity_set(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cmd_entity_state(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cmd_entity_show(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cmd_entity_list(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cmd_entity_rename(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);
int tnf_cli_cmd_entity_remove(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

/* tenant move: generator/cli/cmd_tenant_move.c. */
#define TNF_CLI_MOVE_OPTIONS 7
extern const struct tnf_cli_option tnf_cli_move_options[TNF_CLI_MOVE_OPTIONS];
int tnf_cli_cmd_tenant_move(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err);

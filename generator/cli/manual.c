#include "generator/cli/manual.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/definitions.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/usage.h"

#include <string.h>

/* scdoc reads _, *, \ and # as markup, and a line that starts with '.' as a mistake. */
static void add_text(struct tnf_strbuf *out, const char *text) {
    for (const char *c = text; *c != '\0'; c++) {
        if (strchr("_*\\`#[]|<>~", *c) != NULL) tnf_strbuf_add_c(out, '\\');
        tnf_strbuf_add_c(out, *c);
    }
}

static void add_option(struct tnf_strbuf *out, const struct tnf_cli_option *option) {
    if (option->letter != '\0') tnf_strbuf_addf(out, "*-%c*, ", option->letter);
    tnf_strbuf_addf(out, "*--%s*", option->name);
    if (option->value != NULL) {
        tnf_strbuf_add_c(out, ' ');
        add_text(out, option->value);
    }
    tnf_strbuf_add_str(out, "\n\t");
    add_text(out, option->help);
    tnf_strbuf_add_str(out, "\n\n");
}

static void add_sentence(struct tnf_strbuf *out, const char *summary) {
    const char first[2] = {tnf_to_upper(summary[0]), '\0'};
    add_text(out, first);
    add_text(out, summary + 1);
    tnf_strbuf_add_str(out, ".");
}

static void add_heading(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    tnf_strbuf_addf(out, "*tenantform %s* \\[options\\]", command->name);
    if (command->arguments[0] != '\0') tnf_strbuf_add_c(out, ' ');
    add_text(out, command->arguments);
    tnf_strbuf_add_str(out, "\n\n");
}

static void add_command(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    tnf_strbuf_addf(out, "## %s\n\n", command->name);
    add_heading(out, command);
    add_sentence(out, command->summary);
    if (command->description[0] != '\0') tnf_strbuf_add_c(out, ' ');
    add_text(out, command->description);
    tnf_strbuf_add_str(out, "\n\n");
    for (size_t i = 0; i < command->option_count; i++) add_option(out, &command->options[i]);
}

static void add_verb(const struct tnf_cli_command *command, void *context) {
    struct tnf_strbuf *out = context;
    add_heading(out, command);
    tnf_strbuf_add_c(out, '\t');
    add_sentence(out, command->summary);
    tnf_strbuf_add_str(out, "\n\n");
}

/* The verbs of an entity, and the options of its "set": those are its fields. A move has its own. */
static void add_entity(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    tnf_strbuf_addf(out, "## %s\n\n", tnf_cli_entity_word(entity->id));
    add_sentence(out, entity->summary);
    tnf_strbuf_add_str(out, "\n\n");
    tnf_cli_entity_each(&arena, entity, add_verb, out);
    const struct tnf_cli_command *set = NULL;
    if (tnf_cli_entity_find(&arena, entity, "set", &set, NULL) != 0) return;
    tnf_strbuf_add_str(out, "Options of add and set:\n\n");
    for (size_t i = 0; i < set->option_count; i++)
        if (tnf_cli_entity_option_field(entity, &set->options[i]) >= 0) add_option(out, &set->options[i]);
    const struct tnf_cli_command *move = NULL;
    if (tnf_cli_entity_find(&arena, entity, "move", &move, NULL) != 0) return;
    tnf_strbuf_add_str(out, "Options of move:\n\n");
    for (size_t i = 0; i < TNF_CLI_MOVE_OPTIONS; i++) add_option(out, &tnf_cli_move_options[i]);
}

static void add_definitions(struct tnf_strbuf *out, const char *heading, const struct tnf_cli_definition *items,
                            size_t count) {
    tnf_strbuf_add_str(out, heading);
    for (size_t i = 0; i < count; i++) {
        tnf_strbuf_add_c(out, '*');
        add_text(out, items[i].name);
        tnf_strbuf_add_str(out, "*\n\t");
        add_text(out, items[i].text);
        tnf_strbuf_add_str(out, i + 1 == count ? "\n" : "\n\n");
    }
}

void tnf_cli_manual(struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "tenantform(1)\n\n# NAME\n\ntenantform - turn a catalog of tenants into Terraform\n\n"
                            "# SYNOPSIS\n\n*tenantform* \\[options\\] COMMAND \\[arguments\\]\n\n# OPTIONS\n\n");
    for (size_t i = 0; i < tnf_cli_global_option_count; i++) add_option(out, &tnf_cli_global_options[i]);
    tnf_strbuf_add_str(out, "# COMMANDS\n\n");
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (tnf_cli_commands[i]->group != NULL) add_command(out, tnf_cli_commands[i]);
    tnf_strbuf_add_str(
        out, "# ENTITIES\n\nCommands that change something take *--reason* and *--author*, which the history keeps; "
             "*set* takes *--unset* FIELD, which may be repeated.\n\n");
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) add_entity(out, tnf_entity((enum tnf_entity_id)i));
    add_definitions(out, "# EXIT STATUS\n\n", tnf_cli_statuses, tnf_cli_status_count);
    add_definitions(out, "\n# ENVIRONMENT\n\n", tnf_cli_variables, tnf_cli_variable_count);
}

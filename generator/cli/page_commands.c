#include "generator/cli/pages.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/definitions.h"
#include "generator/cli/entity_command.h"

#include <string.h>

/* In a cell of a table a bar would end it. */
static void add_cell(struct tnf_strbuf *out, const char *text) {
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '|') tnf_strbuf_add_c(out, '\\');
        tnf_strbuf_add_c(out, *c);
    }
}

static void add_option(struct tnf_strbuf *out, const struct tnf_cli_option *option) {
    tnf_strbuf_add_str(out, "| `");
    if (option->letter != '\0') tnf_strbuf_addf(out, "-%c`, `", option->letter);
    tnf_strbuf_addf(out, "--%s", option->name);
    if (option->value != NULL) tnf_strbuf_add_c(out, ' ');
    if (option->value != NULL) add_cell(out, option->value);
    tnf_strbuf_add_str(out, "` | ");
    add_cell(out, option->help);
    tnf_strbuf_add_str(out, " |\n");
}

static void add_options(struct tnf_strbuf *out, const struct tnf_cli_option *options, size_t count) {
    if (count > 0) tnf_strbuf_add_str(out, "\n| option | |\n|---|---|\n");
    for (size_t i = 0; i < count; i++) add_option(out, &options[i]);
}

static void add_usage(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    tnf_strbuf_addf(out, "`tenantform %s [options]%s%s`", command->name, command->arguments[0] == '\0' ? "" : " ",
                    command->arguments);
}

static void add_sentence(struct tnf_strbuf *out, const char *summary) {
    tnf_strbuf_addf(out, "%c%s.", tnf_to_upper(summary[0]), summary + 1);
}

static void add_examples(struct tnf_strbuf *out, const char *examples) {
    if (examples == NULL) return;
    tnf_strbuf_add_str(out, "\n```sh\n");
    struct tnf_strview rest = tnf_sv(examples);
    while (rest.len > 0) {
        struct tnf_strview line = tnf_sv_next(&rest, '\n');
        const struct tnf_strview comment = tnf_sv_next(&line, '\t');
        tnf_strbuf_addf(out, "# %.*s\n%.*s\n", TNF_SV_ARG(comment), TNF_SV_ARG(line));
    }
    tnf_strbuf_add_str(out, "```\n");
}

static void add_command(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    tnf_strbuf_addf(out, "\n### %s\n\n", command->name);
    add_usage(out, command);
    tnf_strbuf_add_str(out, "\n\n");
    add_sentence(out, command->summary);
    if (command->description[0] != '\0') tnf_strbuf_addf(out, " %s", command->description);
    tnf_strbuf_add_c(out, '\n');
    add_options(out, command->options, command->option_count);
    add_examples(out, command->examples);
}

static void add_verb(const struct tnf_cli_command *command, void *context) {
    struct tnf_strbuf *out = context;
    tnf_strbuf_add_str(out, "- ");
    add_usage(out, command);
    tnf_strbuf_add_str(out, ": ");
    tnf_strbuf_add_str(out, command->summary);
    tnf_strbuf_add_c(out, '\n');
}

/* Options of the verbs that are about no field: what is listed for "set" of every entity once. */
static void add_entity(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    tnf_strbuf_addf(out, "\n### %s\n\n", tnf_cli_entity_word(entity->id));
    add_sentence(out, entity->summary);
    tnf_strbuf_add_str(out, "\n\n");
    tnf_cli_entity_each(&arena, entity, add_verb, out);
    const struct tnf_cli_command *set = NULL;
    if (tnf_cli_entity_find(&arena, entity, "set", &set, NULL) != 0) return;
    tnf_strbuf_add_str(out, "\n| option of add and set | |\n|---|---|\n");
    for (size_t i = 0; i < set->option_count; i++)
        if (tnf_cli_entity_option_field(entity, &set->options[i]) >= 0) add_option(out, &set->options[i]);
    const struct tnf_cli_command *move = NULL;
    if (tnf_cli_entity_find(&arena, entity, "move", &move, NULL) != 0) return;
    tnf_strbuf_add_str(out, "\n| option of move | |\n|---|---|\n");
    for (size_t i = 0; i < TNF_CLI_MOVE_OPTIONS; i++) add_option(out, &tnf_cli_move_options[i]);
}

static void add_definitions(struct tnf_strbuf *out, const char *heading, const char *title,
                            const struct tnf_cli_definition *items, size_t count) {
    tnf_strbuf_addf(out, "\n## %s\n\n| %s | |\n|---|---|\n", heading, title);
    for (size_t i = 0; i < count; i++) {
        tnf_strbuf_addf(out, "| `%s` | ", items[i].name);
        add_cell(out, items[i].text);
        tnf_strbuf_add_str(out, " |\n");
    }
}

void tnf_cli_page_commands(struct tnf_strbuf *out) {
    tnf_strbuf_add_str(
        out, "# Commands\n\n<!-- Generated: UPDATE_GOLDEN=1 ctest --preset dev -R cli/help -->\n\n"
             "The same as `man tenantform` and `tenantform COMMAND --help`. What commands print with `--json`: "
             "[json-output.md](json-output.md).\n\n## Options of every command\n");
    add_options(out, tnf_cli_global_options, tnf_cli_global_option_count);
    const char *group = "";
    for (size_t i = 0; i < tnf_cli_command_count; i++) {
        const struct tnf_cli_command *command = tnf_cli_commands[i];
        if (command->group == NULL) continue;
        if (strcmp(command->group, group) != 0) tnf_strbuf_addf(out, "\n## %s\n", command->group);
        group = command->group;
        add_command(out, command);
    }
    tnf_strbuf_add_str(
        out, "\n## Entities\n\nCommands that change something take `--reason` and `--author`, which the history "
             "keeps; `set` takes `--unset FIELD`, which may be\nrepeated; `list` takes the options of `add` "
             "for keys and choices, and lists rows that have these values.\n");
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) add_entity(out, tnf_entity((enum tnf_entity_id)i));
    add_definitions(out, "Exit statuses", "status", tnf_cli_statuses, tnf_cli_status_count);
    add_definitions(out, "Variables of the environment", "variable", tnf_cli_variables, tnf_cli_variable_count);
}

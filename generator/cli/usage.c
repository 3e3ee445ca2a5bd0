#include "generator/cli/usage.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/family.h"
#include "generator/cli/options.h"

#include <string.h>

enum { WIDTH = 100, NAME_COLUMNS = 28 };

void tnf_cli_wrap(struct tnf_strbuf *out, const char *text, size_t indent, size_t column) {
    bool first = true;
    struct tnf_strview rest = tnf_sv(text);
    while (rest.len > 0) {
        const struct tnf_strview word = tnf_sv_next(&rest, ' ');
        if (word.len == 0) continue;
        if (!first && column + 1 + word.len > WIDTH) {
            tnf_strbuf_add_c(out, '\n');
            tnf_strbuf_add_repeat(out, ' ', indent);
            column = indent;
        } else if (!first) {
            tnf_strbuf_add_c(out, ' ');
            column++;
        }
        tnf_strbuf_add_sv(out, word);
        column += word.len;
        first = false;
    }
}

/* "  name    text" with the text in one column, below the name when the name is too long. */
static void add_row(struct tnf_strbuf *out, const char *name, const char *text) {
    const size_t length = 2 + strlen(name);
    tnf_strbuf_addf(out, "  %s", name);
    if (length + 2 > NAME_COLUMNS) {
        tnf_strbuf_add_c(out, '\n');
        tnf_strbuf_add_repeat(out, ' ', NAME_COLUMNS);
    } else {
        tnf_strbuf_add_repeat(out, ' ', NAME_COLUMNS - length);
    }
    tnf_cli_wrap(out, text, NAME_COLUMNS, NAME_COLUMNS);
    tnf_strbuf_add_c(out, '\n');
}

static void add_option(struct tnf_strbuf *out, const struct tnf_cli_option *option) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf name = TNF_STRBUF_INIT;
    if (option->letter != '\0')
        tnf_strbuf_addf(&name, "-%c, ", option->letter);
    else
        tnf_strbuf_add_str(&name, "    ");
    tnf_strbuf_addf(&name, "--%s%s%s", option->name, option->value == NULL ? "" : " ",
                    option->value == NULL ? "" : option->value);
    add_row(out, name.ptr, option->help);
}

/* What is asked for without a command. */
static bool is_asked_alone(const struct tnf_cli_option *option) {
    return strcmp(option->name, "version") == 0 || strcmp(option->name, "explain") == 0;
}

static void add_global_options(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    const struct tnf_cli_option_list lists = {
        .first = command == NULL ? NULL : command->options,
        .first_count = command == NULL ? 0 : command->option_count,
        .second = tnf_cli_global_options,
        .second_count = tnf_cli_global_option_count,
    };
    tnf_strbuf_add_str(out, "\nOptions of every command\n");
    for (size_t i = 0; i < lists.second_count; i++) {
        if (tnf_cli_option_hidden(&lists, lists.first_count + i)) continue;
        if (command != NULL && is_asked_alone(&lists.second[i])) continue;
        if (command != NULL && !command->long_result && strcmp(lists.second[i].name, "no-pager") == 0) continue;
        add_option(out, &lists.second[i]);
    }
}

void tnf_cli_usage_line(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    tnf_strbuf_addf(out, "usage: tenantform %s [options]%s%s\n", command->name,
                    command->arguments[0] == '\0' ? "" : " ", command->arguments);
}

static void add_sentence(struct tnf_strbuf *out, const char *summary) {
    tnf_strbuf_add_c(out, tnf_to_upper(summary[0]));
    tnf_strbuf_addf(out, "%s.\n", summary + 1);
}

static void add_examples(struct tnf_strbuf *out, const char *examples) {
    if (examples == NULL) return;
    tnf_strbuf_add_str(out, "\nExamples\n");
    struct tnf_strview rest = tnf_sv(examples);
    while (rest.len > 0) {
        struct tnf_strview line = tnf_sv_next(&rest, '\n');
        const struct tnf_strview comment = tnf_sv_next(&line, '\t');
        tnf_strbuf_addf(out, "  # %.*s\n  %.*s\n", TNF_SV_ARG(comment), TNF_SV_ARG(line));
    }
}

void tnf_cli_help_command(struct tnf_strbuf *out, const struct tnf_cli_command *command) {
    tnf_cli_usage_line(out, command);
    tnf_strbuf_add_c(out, '\n');
    add_sentence(out, command->summary);
    if (command->description[0] != '\0') {
        tnf_cli_wrap(out, command->description, 0, 0);
        tnf_strbuf_add_c(out, '\n');
    }
    if (command->option_count > 0) tnf_strbuf_add_str(out, "\nOptions\n");
    for (size_t i = 0; i < command->option_count; i++) add_option(out, &command->options[i]);
    add_global_options(out, command);
    add_examples(out, command->examples);
}

static void add_commands(struct tnf_strbuf *out) {
    const char *group = "";
    for (size_t i = 0; i < tnf_cli_command_count; i++) {
        const struct tnf_cli_command *command = tnf_cli_commands[i];
        if (command->group == NULL) continue;
        if (strcmp(command->group, group) != 0) tnf_strbuf_addf(out, "\n%s\n", command->group);
        group = command->group;
        add_row(out, command->name, command->summary);
    }
}

static void add_verb(const struct tnf_cli_command *command, void *context) {
    struct tnf_strbuf *out = context;
    add_row(out, command->name, command->summary);
}

void tnf_cli_help_overview(struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "usage: tenantform [options] COMMAND [arguments]\n\n"
                            "Turn a catalog of tenants into Terraform.\n");
    add_commands(out);
    tnf_strbuf_add_str(out, "\nEntities: add, show, list, set, rename, remove\n");
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        const enum tnf_entity_id id = (enum tnf_entity_id)i;
        add_row(out, tnf_cli_entity_word(id), tnf_entity(id)->summary);
    }
    add_global_options(out, NULL);
    tnf_strbuf_add_str(out,
                       "\nExit status: 0 done, 1 failed, 2 out of step (generate --check), 64 wrong command line.\n"
                       "`tenantform COMMAND --help` explains a command.\n");
}

void tnf_cli_help_entity(struct tnf_strbuf *out, const struct tnf_entity *entity) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    tnf_strbuf_addf(out, "usage: tenantform %s VERB [options] [arguments]\n\n", tnf_cli_entity_word(entity->id));
    add_sentence(out, entity->summary);
    tnf_strbuf_add_str(out, "\nCommands\n");
    tnf_cli_entity_each(&arena, entity, add_verb, out);
    tnf_strbuf_addf(out, "\n`tenantform %s VERB --help` explains a command.\n", tnf_cli_entity_word(entity->id));
}

void tnf_cli_help_family(struct tnf_strbuf *out, const char *family) {
    tnf_strbuf_addf(out, "usage: tenantform %s COMMAND [options] [arguments]\n\nCommands\n", family);
    tnf_cli_family_each(family, add_verb, out);
    tnf_strbuf_addf(out, "\n`tenantform %s COMMAND --help` explains a command.\n", family);
}

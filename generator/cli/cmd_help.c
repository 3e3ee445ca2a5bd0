#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/family.h"
#include "generator/cli/help_json.h"
#include "generator/cli/manual.h"
#include "generator/cli/pages.h"
#include "generator/cli/print.h"
#include "generator/cli/usage.h"

#include <string.h>

static void add_json(const struct tnf_cli_command *command, void *context) {
    (void)json_array_append_new(context, tnf_cli_json_command(command));
}

/* What is asked about: everything, an entity, or a command. As text, or its rows as JSON. */
static int help_for(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_strbuf *text, json_t *rows,
                    struct tnf_error *err) {
    if (args->word_count == 0) {
        tnf_cli_help_overview(text);
        tnf_cli_each_command(&cli->arena, add_json, rows);
        return 0;
    }
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_sv(args->words[0]));
    if (entity != NULL && args->word_count == 1) {
        tnf_cli_help_entity(text, entity);
        tnf_cli_entity_each(&cli->arena, entity, add_json, rows);
        return 0;
    }
    if (args->word_count == 1 && tnf_cli_is_family(args->words[0])) {
        tnf_cli_help_family(text, args->words[0]);
        tnf_cli_family_each(args->words[0], add_json, rows);
        return 0;
    }
    const struct tnf_cli_command *command = NULL;
    size_t used = 0;
    cli->usage = true;
    TNF_TRY(tnf_cli_find(&cli->arena, args->words, args->word_count, &command, &used, err));
    cli->usage = false;
    tnf_cli_help_command(text, command);
    add_json(command, rows);
    return 0;
}

static int run_help(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    json_t *object = tnf_cli_json_new();
    json_t *rows = json_array();
    (void)json_object_set_new(object, "commands", rows);
    const int code = help_for(cli, args, &text, rows, err);
    if (code < 0) {
        json_decref(object);
        return code;
    }
    if (!cli->json) (void)fwrite(text.ptr, 1, text.len, cli->out);
    tnf_cli_json_tables(object);
    return tnf_cli_json_write(cli, object, err);
}

static int run_man(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    static const struct {
        const char *name;
        void (*write)(struct tnf_strbuf *out);
    } pages[] = {
        {"tenantform", tnf_cli_manual},
        {"commands", tnf_cli_page_commands},
        {"errors", tnf_cli_page_errors},
    };
    const char *name = args->word_count == 0 ? pages[0].name : args->words[0];
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(pages); i++)
        if (strcmp(pages[i].name, name) == 0) pages[i].write(&text);
    if (text.len == 0) return tnf_cli_usage_error(cli, err, "there is no page \"%s\"", name);
    return tnf_cli_text_result(cli, "page", tnf_strbuf_view(&text), err);
}

const struct tnf_cli_command tnf_cli_command_help = {
    .name = "help",
    .group = TNF_CLI_GROUP_ABOUT,
    .summary = "explain a command",
    .arguments = "[COMMAND]",
    .description = "With --json the tables that this help, the manual page and completion are made from: commands, "
                   "options, exit statuses and variables of the environment.",
    .max_words = 2,
    .run = run_help,
};

const struct tnf_cli_command tnf_cli_command_man = {
    .name = "man",
    .summary = "print the source of the manual page (scdoc), or a page of docs",
    .arguments = "[tenantform|commands|errors]",
    .description = "",
    .max_words = 1,
    .run = run_man,
};

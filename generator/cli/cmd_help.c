#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/manual.h"
#include "generator/cli/usage.h"

static int help_for(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_strbuf *text,
                    struct tnf_error *err) {
    if (args->word_count == 0) {
        tnf_cli_help_overview(text);
        return 0;
    }
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_sv(args->words[0]));
    if (entity != NULL && args->word_count == 1) {
        tnf_cli_help_entity(text, entity);
        return 0;
    }
    const struct tnf_cli_command *command = NULL;
    size_t used = 0;
    cli->usage = true;
    TNF_TRY(tnf_cli_find(&cli->arena, args->words, args->word_count, &command, &used, err));
    cli->usage = false;
    tnf_cli_help_command(text, command);
    return 0;
}

static int run_help(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_TRY(help_for(cli, args, &text, err));
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    return TNF_CLI_EXIT_OK;
}

static int run_man(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)args;
    (void)err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_cli_manual(&text);
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    return TNF_CLI_EXIT_OK;
}

const struct tnf_cli_command tnf_cli_command_help = {
    .name = "help",
    .group = TNF_CLI_GROUP_ABOUT,
    .summary = "explain a command",
    .arguments = "[COMMAND]",
    .description = "",
    .max_words = 2,
    .run = run_help,
};

const struct tnf_cli_command tnf_cli_command_man = {
    .name = "man",
    .summary = "print the source of the manual page (scdoc)",
    .arguments = "",
    .description = "",
    .run = run_man,
};

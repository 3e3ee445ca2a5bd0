/* From argv to the run of a command, and from its outcome to the exit status. */
#include "base/memory.h"
#include "base/terminal.h"
#include "generator/cli/at.h"
#include "generator/cli/commands.h"
#include "generator/cli/explain.h"
#include "generator/cli/family.h"
#include "generator/cli/options.h"
#include "generator/cli/pager.h"
#include "generator/cli/print.h"
#include "generator/cli/usage.h"
#include "generator/cli/visible.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

static const char default_catalog[] = "tenantform.db";

static const char *catalog_of(const struct tnf_cli_args *args) {
    const char *given = tnf_cli_value(args, "catalog");
    if (given != NULL) return given;
    const char *variable = getenv("TENANTFORM_CATALOG");
    return variable != NULL && variable[0] != '\0' ? variable : default_catalog;
}

/* Settings hold whether they are given before or after the command. */
static void settle(struct tnf_cli *cli, const struct tnf_cli_args *before, const struct tnf_cli_args *after) {
    const bool plain = tnf_cli_has(before, "no-color") || tnf_cli_has(after, "no-color");
    cli->json = cli->json || tnf_cli_has(before, "json") || tnf_cli_has(after, "json");
    cli->quiet = tnf_cli_has(before, "quiet") || tnf_cli_has(after, "quiet");
    cli->path = catalog_of(tnf_cli_has(after, "catalog") ? after : before);
    cli->author = tnf_cli_value(after, "author");
    cli->out_colour = !plain && tnf_terminal_has_colour(fileno(cli->out));
    cli->err_colour = !plain && tnf_terminal_has_colour(fileno(cli->err));
    cli->out_terminal = isatty(fileno(cli->out)) == 1;
    cli->out_columns = tnf_terminal_columns(fileno(cli->out));
}

static int show(const struct tnf_cli *cli, const struct tnf_strbuf *text) {
    (void)fwrite(text->ptr, 1, text->len, cli->out);
    return TNF_CLI_EXIT_OK;
}

static int check_words(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct tnf_cli_command *command = cli->command;
    if (args->word_count > command->max_words) {
        const char *extra = args->words[command->max_words];
        return tnf_cli_usage_error(cli, err, "\"%s\" is one argument too many: tenantform %s %s", extra, command->name,
                                   command->arguments);
    }
    if (args->word_count < command->min_words)
        return tnf_cli_usage_error(cli, err, "an argument is missing: tenantform %s %s", command->name,
                                   command->arguments);
    return 0;
}

static int run_command(struct tnf_cli *cli, const struct tnf_cli_args *global, int argc, char **argv,
                       struct tnf_error *err) {
    const struct tnf_cli_option_list options = {
        .first = cli->command->options,
        .first_count = cli->command->option_count,
        .second = tnf_cli_global_options,
        .second_count = tnf_cli_global_option_count,
    };
    struct tnf_cli_args args;
    const int code = tnf_cli_parse(&options, argc, argv, /* stop= */ false, &cli->arena, &args, NULL, err);
    if (code < 0) {
        cli->usage = true;
        return code;
    }
    settle(cli, global, &args);
    if (tnf_cli_has(&args, "help")) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_cli_help_command(&text, cli->command);
        return show(cli, &text);
    }
    const char *topic = tnf_cli_value(&args, "explain");
    if (topic != NULL) return tnf_cli_explain(cli, &topic, 1, err);
    TNF_TRY(check_words(cli, &args, err));
    struct tnf_cli_pager pager;
    tnf_cli_pager_begin(&pager, cli, !tnf_cli_has(&args, "no-pager") && !tnf_cli_has(global, "no-pager"));
    const int status = tnf_cli_run_at(cli, &args, err);
    tnf_cli_pager_end(&pager, cli);
    return status;
}

static bool asks_for_help(const char *word) {
    return word != NULL && (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0);
}

/* "tenant --help", "prices --help". */
static bool explains_group(const struct tnf_cli_args *global, struct tnf_strbuf *text) {
    if (global->word_count < 2 || !asks_for_help(global->words[1])) return false;
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_sv(global->words[0]));
    if (entity != NULL)
        tnf_cli_help_entity(text, entity);
    else if (tnf_cli_is_family(global->words[0]))
        tnf_cli_help_family(text, global->words[0]);
    else
        return false;
    return true;
}

static int dispatch(struct tnf_cli *cli, int argc, char **argv, struct tnf_error *err) {
    const struct tnf_cli_option_list options = {.first = tnf_cli_global_options,
                                                .first_count = tnf_cli_global_option_count};
    struct tnf_cli_args global;
    int used = 0;
    cli->usage = true; /* until a command runs */
    TNF_TRY(tnf_cli_parse(&options, argc, argv, /* stop= */ true, &cli->arena, &global, &used, err));
    settle(cli, &global, &(struct tnf_cli_args){0});
    if (tnf_cli_has(&global, "version")) return tnf_cli_command_version.run(cli, &global, err);

    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (tnf_cli_has(&global, "help")) {
        tnf_cli_help_overview(&text);
        return show(cli, &text);
    }
    const char *topic = tnf_cli_value(&global, "explain");
    if (topic != NULL) return tnf_cli_explain(cli, &topic, 1, err);
    if (global.word_count == 0) return tnf_error_set(err, TNF_E_INVALID, "a command is missing");
    if (explains_group(&global, &text)) return show(cli, &text);
    size_t words = 0;
    TNF_TRY(tnf_cli_find(&cli->arena, global.words, global.word_count, &cli->command, &words, err));
    cli->usage = false;
    /* The last word of the command stands where a program's argv[0] does. */
    const int skipped = used + (int)words - 1;
    return run_command(cli, &global, argc - skipped, argv + skipped, err);
}

/* A wrong command line says where to read on. */
static void point_to_help(const struct tnf_cli *cli, struct tnf_error *err) {
    char hint[sizeof err->hint];
    (void)snprintf(hint, sizeof hint, "%s", err->hint);
    tnf_error_hint(err,
                   "%s%s"
                   "see `tenantform%s%s --help`",
                   hint, hint[0] == '\0' ? "" : "; ", cli->command == NULL ? "" : " ",
                   cli->command == NULL ? "" : cli->command->name);
}

/* --json holds for the errors of the parsing itself, too. */
static bool asks_for_json(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--json") == 0) return true;
    return false;
}

int tnf_cli_main(struct tnf_cli *cli, int argc, char **argv) {
    (void)setlocale(LC_CTYPE, "C.UTF-8"); /* for the widths of characters; names are UTF-8 whatever the user's locale */
    struct tnf_error err = {0};
    cli->json = asks_for_json(argc, argv);
    int status = dispatch(cli, argc, argv, &err);
    if (status >= 0 && (fflush(cli->out) != 0 || ferror(cli->out) != 0))
        status = tnf_error_set(&err, TNF_E_IO, "could not write to standard output");
    if (status < 0) {
        if (cli->usage) point_to_help(cli, &err);
        if (cli->usage) (void)tnf_error_identify(status, &err, TNF_CLI_USAGE_ERROR_ID);
        tnf_cli_print_failure(cli, &err);
        (void)fflush(cli->out);
        status = cli->usage ? TNF_CLI_EXIT_USAGE : TNF_CLI_EXIT_ERROR;
    }
    tnf_error_list_release(&cli->errors);
    tnf_arena_release(&cli->arena);
    return status;
}

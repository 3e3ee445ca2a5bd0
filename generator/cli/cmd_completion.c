#include "base/embed.h"
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/complete.h"
#include "generator/cli/complete_names.h"
#include "generator/cli/print.h"

extern const struct tnf_embedded_file completion_files[];

static int run_completion(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct tnf_strview name = tnf_arena_printf(&cli->arena, "tenantform.%s", args->words[0]);
    for (const struct tnf_embedded_file *file = completion_files; file->path != NULL; file++) {
        if (!tnf_sv_eq_c(name, file->path)) continue;
        return tnf_cli_text_result(cli, "script", tnf_sv_n((const char *)file->bytes, file->length), err);
    }
    return tnf_cli_usage_error(cli, err, "there is no completion for the shell \"%s\", only for bash, zsh and fish",
                               args->words[0]);
}

static int run_complete(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cli_place place;
    tnf_cli_complete(&cli->arena, args->words, args->word_count, &text, &place);
    tnf_cli_complete_names(cli, &place, &text);
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    return TNF_CLI_EXIT_OK;
}

const struct tnf_cli_command tnf_cli_command_completion = {
    .name = "completion",
    .group = TNF_CLI_GROUP_ABOUT,
    .summary = "print the completion script of a shell",
    .arguments = "bash|zsh|fish",
    .description = "The script asks tenantform itself for candidates, so it also completes the names that are in the "
                   "catalog.",
    .examples = "Complete in this bash from now on\tsource <(tenantform completion bash)\n"
                "Complete in every fish\ttenantform completion fish > ~/.config/fish/completions/tenantform.fish",
    .min_words = 1,
    .max_words = 1,
    .run = run_completion,
};

const struct tnf_cli_command tnf_cli_command_complete = {
    .name = "__complete",
    .summary = "print the candidates for the last of the words",
    .arguments = "[WORD...]",
    .description = "",
    .max_words = SIZE_MAX,
    .run = run_complete,
};

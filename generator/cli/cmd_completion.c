#include "base/embed.h"
#include "base/memory.h"
#include "generator/cli/commands.h"
#include "generator/cli/complete.h"
#include "generator/cli/print.h"

extern const struct tnf_embedded_file completion_files[];

int tnf_cli_cmd_completion(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const struct tnf_strview name = tnf_arena_printf(&cli->arena, "tenantform.%s", args->words[0]);
    for (const struct tnf_embedded_file *file = completion_files; file->path != NULL; file++) {
        if (!tnf_sv_eq_c(name, file->path)) continue;
        (void)fwrite(file->bytes, 1, file->length, cli->out);
        return TNF_CLI_EXIT_OK;
    }
    return tnf_cli_usage_error(cli, err, "there is no completion for the shell \"%s\", only for bash, zsh and fish",
                               args->words[0]);
}

int tnf_cli_cmd_complete(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    (void)err;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    struct tnf_cli_place place;
    tnf_cli_complete(&cli->arena, args->words, args->word_count, &text, &place);
    (void)fwrite(text.ptr, 1, text.len, cli->out);
    return TNF_CLI_EXIT_OK;
}

#include "generator/cli/commands.h"

#include "base/memory.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/suggest.h"

#include <string.h>

#define OPTIONS(list) .options = (list), .option_count = TNF_ARRAY_LEN(list)

const struct tnf_cli_option tnf_cli_global_options[] = {
    {.name = "catalog",
     .letter = 'c',
     .value = "PATH",
     .help = "catalog file; TENANTFORM_CATALOG when not given, else tenantform.db"},
    {.name = "json", .help = "write the result, or the errors, as one JSON object"},
    {.name = "quiet", .letter = 'q', .help = "no talk and no progress, only results and errors"},
    {.name = "no-color", .help = "no colour, as with NO_COLOR in the environment"},
    {.name = "help", .letter = 'h', .help = "show help"},
    {.name = "version", .letter = 'V', .help = "show the version; in front of a command only"},
};
const size_t tnf_cli_global_option_count = TNF_ARRAY_LEN(tnf_cli_global_options);

static const char output_group[] = "Generate, check and commit";

static const struct tnf_cli_option rehearse_options[] = {
    {.name = "out",
     .letter = 'o',
     .value = "DIR",
     .help = "directory that was generated; the current one when not given"},
    {.name = "environment", .letter = 'e', .value = "NAME", .help = "only stacks of this environment"},
    {.name = "tenant", .letter = 't', .value = "NAME", .help = "only stacks of this tenant"},
    {.name = "jobs", .letter = 'j', .value = "N", .help = "stacks side by side; one for each processor when not given"},
    {.name = "terraform", .value = "PROGRAM", .help = "Terraform or OpenTofu; terraform when not given"},
    {.name = "provider",
     .value = "DIR",
     .help = "directory of terraform-provider-rehearsal; this program's when not given"},
};

static const char about[] = "About this program";

const struct tnf_cli_command tnf_cli_commands[] = {
    {.name = "rehearse",
     .group = output_group,
     .summary = "run real Terraform over generated stacks without an account",
     .arguments = "",
     .description =
         "A scratch copy of the stacks goes through init, validate, plan, apply and a second plan that has to be "
         "empty, with the providers played from their schemas: no credentials, no network, and nothing left in the "
         "output. Prints what each stack would create.",
     .examples = "Rehearse what a change touches\ttenantform rehearse --environment staging --tenant acme\n"
                 "With OpenTofu\ttenantform rehearse --terraform tofu",
     OPTIONS(rehearse_options),
     .run = tnf_cli_cmd_rehearse},
    {.name = "completion",
     .group = about,
     .summary = "print the completion script of a shell",
     .arguments = "bash|zsh|fish",
     .description = "The script asks tenantform itself for candidates, so it also completes the names that are in the "
                    "catalog.",
     .examples = "Complete in this bash from now on\tsource <(tenantform completion bash)\n"
                 "Complete in every fish\ttenantform completion fish > ~/.config/fish/completions/tenantform.fish",
     .min_words = 1,
     .max_words = 1,
     .run = tnf_cli_cmd_completion},
    {.name = "help",
     .group = about,
     .summary = "explain a command",
     .arguments = "[COMMAND]",
     .description = "",
     .max_words = 2,
     .run = tnf_cli_cmd_help},
    {.name = "version",
     .group = about,
     .summary = "show the version",
     .arguments = "",
     .description = "",
     .run = tnf_cli_cmd_version},
    {.name = "man",
     .summary = "print the source of the manual page (scdoc)",
     .arguments = "",
     .description = "",
     .run = tnf_cli_cmd_man},
    {.name = "__complete",
     .summary = "print the candidates for the last of the words",
     .arguments = "[WORD...]",
     .description = "",
     .max_words = SIZE_MAX,
     .run = tnf_cli_cmd_complete},
};
const size_t tnf_cli_command_count = TNF_ARRAY_LEN(tnf_cli_commands);

static int no_such_command(const char *word, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no command \"%s\"", word);
    struct tnf_cli_suggestion suggestion = {.typed = word};
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (tnf_cli_commands[i].group != NULL) tnf_cli_suggest(&suggestion, tnf_cli_commands[i].name);
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) tnf_cli_suggest(&suggestion, tnf_cli_entity_word((enum tnf_entity_id)i));
    if (suggestion.best != NULL) tnf_error_hint(err, "did you mean \"%s\"?", suggestion.best);
    return TNF_E_NOT_FOUND;
}

int tnf_cli_find(struct tnf_arena *arena, const char *const *words, size_t word_count,
                 const struct tnf_cli_command **ret, size_t *ret_used, struct tnf_error *err) {
    for (size_t i = 0; i < tnf_cli_command_count; i++) {
        if (strcmp(tnf_cli_commands[i].name, words[0]) != 0) continue;
        *ret = &tnf_cli_commands[i];
        *ret_used = 1;
        return 0;
    }
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_sv(words[0]));
    if (entity == NULL) return no_such_command(words[0], err);
    TNF_TRY(tnf_cli_entity_find(arena, entity, word_count > 1 ? words[1] : NULL, ret, err));
    *ret_used = 2;
    return 0;
}

void tnf_cli_each_command(struct tnf_arena *arena, tnf_cli_command_fn visit, void *context) {
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (tnf_cli_commands[i].group != NULL) visit(&tnf_cli_commands[i], context);
    for (int i = 0; i < TNF_ENTITY_COUNT; i++)
        tnf_cli_entity_each(arena, tnf_entity((enum tnf_entity_id)i), visit, context);
}

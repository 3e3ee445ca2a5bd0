#include "generator/cli/commands.h"

#include "base/memory.h"
#include "base/suggest.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/family.h"

#include <string.h>

const struct tnf_cli_option tnf_cli_global_options[] = {
    TNF_CLI_VALUE("catalog", 'c', "PATH", "catalog file; TENANTFORM_CATALOG when not given, else tenantform.db"),
    TNF_CLI_SWITCH("json", '\0', "write the result, or the errors, as one JSON object"),
    TNF_CLI_SWITCH("quiet", 'q', "no talk and no progress, only results and errors"),
    TNF_CLI_SWITCH("no-color", '\0', "no colour, as with NO_COLOR in the environment"),
    TNF_CLI_SWITCH("no-pager", '\0', "long results straight to the terminal, not through a pager"),
    TNF_CLI_SWITCH("help", 'h', "show help"),
    TNF_CLI_VALUE("explain", '\0', "CODE", "explain the code of an error, as `tenantform explain` does"),
    TNF_CLI_SWITCH("version", 'V', "show the version; in front of a command only"),
};
const size_t tnf_cli_global_option_count = TNF_ARRAY_LEN(tnf_cli_global_options);

/* A line each, so that additions do not meet. */
/* clang-format off */
const struct tnf_cli_command *const tnf_cli_commands[] = {
    &tnf_cli_command_init,
    &tnf_cli_command_import,
    &tnf_cli_command_export,
    &tnf_cli_command_validate,
    &tnf_cli_command_log,
    &tnf_cli_command_revert,
    &tnf_cli_command_schema,
    &tnf_cli_command_migrate,
    &tnf_cli_command_generate,
    &tnf_cli_command_lock,
    &tnf_cli_command_diff,
    &tnf_cli_command_commit,
    &tnf_cli_command_push,
    &tnf_cli_command_changed,
    &tnf_cli_command_graph,
    &tnf_cli_command_pr,
    &tnf_cli_command_cost,
    &tnf_cli_command_advise,
    &tnf_cli_command_audit,
    &tnf_cli_command_rehearse, &tnf_cli_command_adopt,
    &tnf_cli_command_prices_list,
    &tnf_cli_command_prices_check,
    &tnf_cli_command_prices_import,
    &tnf_cli_command_doctor,
    &tnf_cli_command_completion,
    &tnf_cli_command_help,
    &tnf_cli_command_explain,
    &tnf_cli_command_version,
    &tnf_cli_command_man,
    &tnf_cli_command_complete,
};
/* clang-format on */
const size_t tnf_cli_command_count = TNF_ARRAY_LEN(tnf_cli_commands);

static struct tnf_strview first_word(const char *name) {
    return tnf_sv_n(name, strcspn(name, " "));
}

static int no_such_command(const char *word, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no command \"%s\"", word);
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(word));
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (tnf_cli_commands[i]->group != NULL) tnf_suggest_try(&suggestion, first_word(tnf_cli_commands[i]->name));
    for (int i = 0; i < TNF_ENTITY_COUNT; i++)
        tnf_suggest_try(&suggestion, tnf_sv(tnf_cli_entity_word((enum tnf_entity_id)i)));
    if (suggestion.best.ptr != NULL) tnf_error_hint(err, "did you mean \"%.*s\"?", TNF_SV_ARG(suggestion.best));
    return TNF_E_NOT_FOUND;
}

int tnf_cli_find(struct tnf_arena *arena, const char *const *words, size_t word_count,
                 const struct tnf_cli_command **ret, size_t *ret_used, struct tnf_error *err) {
    for (size_t i = 0; i < tnf_cli_command_count; i++) {
        if (strcmp(tnf_cli_commands[i]->name, words[0]) != 0) continue;
        *ret = tnf_cli_commands[i];
        *ret_used = 1;
        return 0;
    }
    const char *verb = word_count > 1 ? words[1] : NULL;
    const struct tnf_entity *entity = tnf_entity_by_name(tnf_sv(words[0]));
    if (tnf_cli_is_family(words[0]))
        TNF_TRY(tnf_cli_family_find(words[0], verb, ret, err));
    else if (entity != NULL)
        TNF_TRY(tnf_cli_entity_find(arena, entity, verb, ret, err));
    else
        return no_such_command(words[0], err);
    *ret_used = 2;
    return 0;
}

void tnf_cli_each_command(struct tnf_arena *arena, tnf_cli_command_fn visit, void *context) {
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (tnf_cli_commands[i]->group != NULL) visit(tnf_cli_commands[i], context);
    for (int i = 0; i < TNF_ENTITY_COUNT; i++)
        tnf_cli_entity_each(arena, tnf_entity((enum tnf_entity_id)i), visit, context);
}

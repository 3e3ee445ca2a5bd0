#include "generator/cli/family.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/suggest.h"

#include <string.h>

/* Its second word, or NULL when it is no member. */
static const char *verb_of(const struct tnf_cli_command *command, const char *family) {
    const size_t length = strlen(family);
    if (strncmp(command->name, family, length) != 0 || command->name[length] != ' ') return NULL;
    return command->name + length + 1;
}

bool tnf_cli_is_family(const char *word) {
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (verb_of(tnf_cli_commands[i], word) != NULL) return true;
    return false;
}

static int no_such_verb(const char *family, const char *verb, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf all = TNF_STRBUF_INIT;
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(verb));
    for (size_t i = 0; i < tnf_cli_command_count; i++) {
        const char *its = verb_of(tnf_cli_commands[i], family);
        if (its == NULL) continue;
        tnf_strbuf_addf(&all, "%s%s", all.len == 0 ? "" : ", ", its);
        tnf_suggest_try(&suggestion, tnf_sv(its));
    }
    if (verb == NULL)
        (void)tnf_error_set(err, TNF_E_INVALID, "a command is missing behind \"%s\"", family);
    else
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no command \"%s %s\"", family, verb);
    if (verb != NULL && suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean \"%s %.*s\"?", family, TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "there are %s", all.ptr);
    return verb == NULL ? TNF_E_INVALID : TNF_E_NOT_FOUND;
}

int tnf_cli_family_find(const char *family, const char *verb, const struct tnf_cli_command **ret,
                        struct tnf_error *err) {
    for (size_t i = 0; verb != NULL && i < tnf_cli_command_count; i++) {
        const char *its = verb_of(tnf_cli_commands[i], family);
        if (its == NULL || strcmp(its, verb) != 0) continue;
        *ret = tnf_cli_commands[i];
        return 0;
    }
    return no_such_verb(family, verb, err);
}

void tnf_cli_family_each(const char *family, tnf_cli_command_fn visit, void *context) {
    for (size_t i = 0; i < tnf_cli_command_count; i++)
        if (verb_of(tnf_cli_commands[i], family) != NULL) visit(tnf_cli_commands[i], context);
}

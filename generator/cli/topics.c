#include "generator/cli/topics.h"

#include "base/embed.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "catalog/rules.h"
#include "catalog/text.h"
#include "generator/report/audit.h"
#include "generator/resolve/advice.h"
#include "generator/template/template.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

extern const struct tnf_embedded_file rule_examples_files[];

#define REFUSED TNF_SV("refused:\n")
#define ACCEPTED TNF_SV("accepted:\n")

/* In the order of enum tnf_code, then the families. */
/* TNF_SV is no constant. */
#define TEXT(literal)                                                                                                  \
    { literal, sizeof(literal) - 1 }

static const struct tnf_cli_topic errors[] = {
    {.id = "TNF-E001",
     .code = "invalid",
     .title = "the input breaks a rule, or a value has not the form that it must have",
     .why = "what is wrong is refused before anything is written",
     .what = "mend what the message names; the line below it says how"},
    {.id = "TNF-E002",
     .code = "not_found",
     .title = "what is named does not exist",
     .why = "a slip of the pen must not make something new",
     .what = "`tenantform ENTITY list` shows the rows there are; for a file, look at its path"},
    {.id = "TNF-E003",
     .code = "exists",
     .title = "what is to be made is there already",
     .why = "nothing is replaced that nobody asked to replace",
     .what = "choose another name, or change what is there with `set`"},
    {.id = "TNF-E004",
     .code = "conflict",
     .title = "somebody else changed it meanwhile, or it is in a state that forbids it",
     .why = "two changes of one thing must not overwrite each other",
     .what = "look at what is there now, and run the command again"},
    {.id = "TNF-E005",
     .code = "io",
     .title = "the operating system, a program or a server refused",
     .why = "a file could not be read or written, a program could not be started, or a host did not answer",
     .what = "the message has the reason that was given; `tenantform doctor` looks for what is missing"},
    {.id = "TNF-E006",
     .code = "limit",
     .title = "a stated limit is exceeded",
     .why = "sizes of input are limited, so that no input takes all memory or time",
     .what = "split what is too large; the message names the limit"},
    {.id = "TNF-E007",
     .code = "internal",
     .title = "a mistake in this program",
     .why = "something happened that was taken for impossible; nothing was half written",
     .what = "report it with the command and the message"},
    {.id = TNF_CLI_USAGE_ERROR_ID,
     .code = "",
     .title = "the command line is wrong; the exit status is 64",
     .why = "a misspelt option must not be taken for something else",
     .what = "`tenantform COMMAND --help` shows arguments and options",
     .refused = TEXT("$ tenantform generate --chek\n"),
     .accepted = TEXT("$ tenantform generate --check\n")},
    {.id = TNF_TEXT_ERROR_ID,
     .code = "",
     .title = "a catalog file cannot be read as what it should be",
     .why = "it is no YAML or JSON, names a field that there is not, or has a value of another type",
     .what = "the message has file, line and column; `tenantform schema` is a JSON Schema for editors",
     .refused = TEXT("tenant: shop\nisolaton: pool\n"),
     .accepted = TEXT("tenant: shop\nisolation: pool\n")},
    {.id = TNF_TEMPLATE_ERROR_ID,
     .code = "",
     .title = "a template is wrong, or names what the model does not have",
     .why = "a name that is not there would give Terraform with a hole in it",
     .what = "mend the template below --templates; docs/templates.md says what it may name",
     .refused = TEXT("name = {{tenant.nme}}\n"),
     .accepted = TEXT("name = {{tenant.name}}\n")},
};

static const struct tnf_cli_topic statuses[] = {
    {.id = "0", .title = "done", .why = "what was asked for is done, or there was nothing to do", .what = ""},
    {.id = "1",
     .title = "failed",
     .why = "the errors say what is wrong; nothing is half written",
     .what = "mend what they name"},
    {.id = "2",
     .title = "out of step: a check found something",
     .why = "`generate --check` found output that is not what the catalog says, `audit` has findings; so that a gate "
            "can tell "
            "this from a failure",
     .what = "`tenantform generate` writes what differs; the findings of audit say what to do"},
    {.id = "64",
     .title = "the command line is wrong",
     .why = "EX_USAGE of sysexits.h, so that a misspelt option is never taken for the result of a check",
     .what = "`tenantform COMMAND --help` shows arguments and options"},
};

static int by_id(const void *a, const void *b) {
    return strcmp(((const struct tnf_cli_topic *)a)->id, ((const struct tnf_cli_topic *)b)->id);
}

static void add_example(struct tnf_cli_topic *topic) {
    for (const struct tnf_embedded_file *file = rule_examples_files; file->path != NULL; file++) {
        struct tnf_strview name = tnf_sv(file->path);
        if (!tnf_sv_eq_c(tnf_sv_next(&name, '.'), topic->id)) continue;
        const struct tnf_strview text = tnf_sv_n((const char *)file->bytes, file->length);
        const char *accepted = memmem(text.ptr, text.len, ACCEPTED.ptr, ACCEPTED.len);
        if (accepted == NULL || !tnf_sv_starts_with(text, REFUSED)) return;
        const size_t split = (size_t)(accepted - text.ptr);
        topic->refused = tnf_sv_n(text.ptr + REFUSED.len, split - REFUSED.len);
        topic->accepted = tnf_sv_from(text, split + ACCEPTED.len);
    }
}

static void add_rules(struct tnf_cli_topic *topics) {
    for (int i = 0; i < TNF_RULE_COUNT; i++) {
        const struct tnf_rule *rule = tnf_rule((enum tnf_rule_id)i);
        topics[i] = (struct tnf_cli_topic){.kind = TNF_CLI_TOPIC_RULE,
                                           .id = rule->id,
                                           .code = "",
                                           .title = rule->what,
                                           .why = rule->why,
                                           .what = rule->hint[0] == '\0' ? "take one of the values that the error names"
                                                                         : rule->hint};
        add_example(&topics[i]);
    }
    qsort(topics, TNF_RULE_COUNT, sizeof *topics, by_id);
}

static struct tnf_cli_topic *copy(struct tnf_cli_topic *to, const struct tnf_cli_topic *from, size_t count,
                                  enum tnf_cli_topic_kind kind) {
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        to[i].kind = kind;
        if (to[i].code == NULL) to[i].code = "";
    }
    return to + count;
}

static void add_advice(struct tnf_arena *arena, struct tnf_cli_topic *topics) {
    for (size_t i = 0; i < tnf_advice_rule_count; i++) {
        const struct tnf_advice_rule *rule = &tnf_advice_rules[i];
        const char *note = rule->trigger == NULL ? "" : "; a reason to think again, which `validate` notes";
        topics[i] = (struct tnf_cli_topic){
            .kind = TNF_CLI_TOPIC_ADVICE,
            .id = rule->id,
            .code = "",
            .title = rule->reason,
            .why = tnf_arena_printf(arena, "%s, \"%s\"", rule->document, rule->section).ptr,
            .what = tnf_arena_printf(arena,
                                     "nothing is wrong: it gives ECS on Fargate %d, ECS on EC2 %d and EKS %d points in "
                                     "`tenantform advise`%s",
                                     rule->weights[TNF_ADVICE_FARGATE], rule->weights[TNF_ADVICE_EC2],
                                     rule->weights[TNF_ADVICE_EKS], note)
                        .ptr,
        };
    }
}

const struct tnf_cli_topic *tnf_cli_topics(struct tnf_arena *arena, size_t *ret_count) {
    *ret_count =
        TNF_RULE_COUNT + TNF_ARRAY_LEN(errors) + TNF_ARRAY_LEN(statuses) + TNF_AUDIT_KIND_COUNT + tnf_advice_rule_count;
    struct tnf_cli_topic *topics = TNF_ARENA_ARRAY(arena, struct tnf_cli_topic, *ret_count);
    add_rules(topics);
    struct tnf_cli_topic *next = copy(topics + TNF_RULE_COUNT, errors, TNF_ARRAY_LEN(errors), TNF_CLI_TOPIC_ERROR);
    next = copy(next, statuses, TNF_ARRAY_LEN(statuses), TNF_CLI_TOPIC_STATUS);
    for (int i = 0; i < TNF_AUDIT_KIND_COUNT; i++)
        *next++ = (struct tnf_cli_topic){.kind = TNF_CLI_TOPIC_AUDIT,
                                         .id = tnf_audit_kinds[i].name,
                                         .code = "",
                                         .title = tnf_audit_kinds[i].heading,
                                         .why = "",
                                         .what = tnf_audit_kinds[i].advice};
    add_advice(arena, next);
    return topics;
}

static bool is_called(const struct tnf_cli_topic *topic, const char *id) {
    static const char prefix[] = "TNF-";
    const bool short_form =
        strncmp(topic->id, prefix, strlen(prefix)) == 0 && strcasecmp(topic->id + strlen(prefix), id) == 0;
    return short_form || strcasecmp(topic->id, id) == 0 || (topic->code[0] != '\0' && strcasecmp(topic->code, id) == 0);
}

const struct tnf_cli_topic *tnf_cli_topic_find(struct tnf_arena *arena, const char *id, struct tnf_error *err) {
    size_t count = 0;
    const struct tnf_cli_topic *topics = tnf_cli_topics(arena, &count);
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(id));
    for (size_t i = 0; i < count; i++) {
        if (is_called(&topics[i], id)) return &topics[i];
        tnf_suggest_try(&suggestion, tnf_sv(topics[i].id));
        if (topics[i].code[0] != '\0') tnf_suggest_try(&suggestion, tnf_sv(topics[i].code));
    }
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no code \"%s\"", id);
    if (suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean \"%.*s\"? `tenantform explain` lists all", TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "`tenantform explain` lists all");
    return NULL;
}

const char *tnf_cli_topic_kind_name(enum tnf_cli_topic_kind kind) {
    static const char *const names[] = {"rule", "error", "exit_status", "audit_finding", "advice"};
    return names[kind];
}

/* The row of a code: TNF_E_INVALID is -1. */
static const struct tnf_cli_topic *of_code(enum tnf_code code) {
    const int row = -(int)code - 1;
    return row >= 0 && row < -(int)TNF_E_INTERNAL ? &errors[row] : &errors[-(int)TNF_E_INTERNAL - 1];
}

const char *tnf_cli_error_code_name(enum tnf_code code) {
    return of_code(code)->code;
}

const char *tnf_cli_error_id(const struct tnf_error *err) {
    return err->id[0] != '\0' ? err->id : of_code(err->code)->id;
}

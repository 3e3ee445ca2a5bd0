#include "generator/cli/options.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/suggest.h"

#include <getopt.h>
#include <string.h>

enum { LONG_BASE = 256 }; /* values of long options start above every letter */

struct parser {
    const struct tnf_cli_option_list *options;
    size_t option_count;
    struct option *longs; /* ends with a zero row */
    const char *letters;  /* getopt's third argument */
    int argc;
    char **argv;
};

const struct tnf_cli_option *tnf_cli_option_at(const struct tnf_cli_option_list *options, size_t index) {
    return index < options->first_count ? &options->first[index] : &options->second[index - options->first_count];
}

bool tnf_cli_option_hidden(const struct tnf_cli_option_list *options, size_t index) {
    if (index < options->first_count) return false;
    const char *name = tnf_cli_option_at(options, index)->name;
    for (size_t i = 0; i < options->first_count; i++)
        if (strcmp(options->first[i].name, name) == 0) return true;
    return false;
}

const char *tnf_cli_value(const struct tnf_cli_args *args, const char *name) {
    for (size_t i = args->given_count; i-- > 0;)
        if (strcmp(args->given[i].option->name, name) == 0) return args->given[i].value;
    return NULL;
}

bool tnf_cli_has(const struct tnf_cli_args *args, const char *name) {
    for (size_t i = 0; i < args->given_count; i++)
        if (strcmp(args->given[i].option->name, name) == 0) return true;
    return false;
}

/* What getopt_long reads, from our rows. */
static struct parser prepare(const struct tnf_cli_option_list *options, int argc, char *const *argv, bool stop,
                             struct tnf_arena *arena) {
    struct parser parser = {.options = options, .option_count = options->first_count + options->second_count};
    parser.longs = TNF_ARENA_ARRAY(arena, struct option, 2 * parser.option_count + 1);
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf letters = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&letters, stop ? "+:" : ":");
    size_t used = 0;
    for (size_t i = 0; i < parser.option_count; i++) {
        if (tnf_cli_option_hidden(options, i)) continue;
        const struct tnf_cli_option *option = tnf_cli_option_at(options, i);
        const int takes = option->value == NULL ? no_argument : required_argument;
        parser.longs[used++] = (struct option){.name = option->name, .has_arg = takes, .val = LONG_BASE + (int)i};
        if (option->alias != NULL)
            parser.longs[used++] = (struct option){.name = option->alias, .has_arg = takes, .val = LONG_BASE + (int)i};
        if (option->letter != '\0') tnf_strbuf_addf(&letters, "%c%s", option->letter, takes ? ":" : "");
    }
    parser.letters = tnf_arena_str(arena, letters.ptr);
    parser.argc = argc;
    parser.argv = TNF_ARENA_ARRAY(arena, char *, (size_t)argc + 1); /* getopt_long reorders it */
    for (int i = 0; i < argc; i++) parser.argv[i] = argv[i];
    return parser;
}

static const struct tnf_cli_option *option_of(const struct parser *parser, int value) {
    if (value >= LONG_BASE) return tnf_cli_option_at(parser->options, (size_t)(value - LONG_BASE));
    for (size_t i = 0; i < parser->option_count; i++) {
        const struct tnf_cli_option *option = tnf_cli_option_at(parser->options, i);
        if (option->letter == value && !tnf_cli_option_hidden(parser->options, i)) return option;
    }
    return NULL;
}

static int no_such_option(const char *token, struct tnf_error *err) {
    return tnf_error_set(err, TNF_E_INVALID, "there is no option %.*s", (int)strcspn(token, "="), token);
}

static int unknown_long(const struct parser *parser, const char *token, struct tnf_error *err) {
    (void)no_such_option(token, err);
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv_n(token + 2, strcspn(token, "=") - 2));
    for (const struct option *row = parser->longs; row->name != NULL; row++)
        tnf_suggest_try(&suggestion, tnf_sv(row->name));
    if (suggestion.best.ptr != NULL) tnf_error_hint(err, "did you mean --%.*s?", TNF_SV_ARG(suggestion.best));
    return TNF_E_INVALID;
}

/* getopt_long returned '?': optopt says which of its complaints it was. */
static int refused(const struct parser *parser, struct tnf_error *err) {
    const char *token = parser->argv[optind - 1];
    if (optopt >= LONG_BASE)
        return tnf_error_set(err, TNF_E_INVALID, "option --%s takes no value", option_of(parser, optopt)->name);
    if (optopt == 0) return unknown_long(parser, token, err);
    (void)tnf_error_set(err, TNF_E_INVALID, "there is no option -%c", optopt);
    tnf_error_hint(err, "put -- before an argument that starts with '-'");
    return TNF_E_INVALID;
}

/* Refuses abbreviations of a long option. The token is the element before optind, or the one before that when the
 * value is an element of its own. */
static int check_written_out(const struct parser *parser, const struct tnf_cli_option *option, struct tnf_error *err) {
    const int back = optarg != NULL && optarg == parser->argv[optind - 1] ? 2 : 1;
    const char *token = parser->argv[optind - back];
    const struct tnf_strview typed = tnf_sv_n(token + 2, strcspn(token, "=") - 2);
    if (tnf_sv_eq_c(typed, option->name)) return 0;
    if (option->alias != NULL && tnf_sv_eq_c(typed, option->alias)) return 0;
    (void)no_such_option(token, err);
    tnf_error_hint(err, "did you mean --%s?", option->name);
    return TNF_E_INVALID;
}

static int choice_of(const struct tnf_cli_option *option, const char *value, struct tnf_error *err) {
    if (option->choices == NULL) return 0;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf all = TNF_STRBUF_INIT;
    for (const char *const *choice = option->choices; *choice != NULL; choice++) {
        if (strcmp(*choice, value) == 0) return 0;
        tnf_strbuf_addf(&all, "%s%s", all.len == 0 ? "" : ", ", *choice);
    }
    (void)tnf_error_set(err, TNF_E_INVALID, "option --%s cannot be \"%s\"", option->name, value);
    tnf_error_hint(err, "it is one of %s", all.ptr);
    return TNF_E_INVALID;
}

static int accept(const struct parser *parser, int value, struct tnf_cli_args *args, struct tnf_cli_given *given,
                  struct tnf_error *err) {
    if (value == '?') return refused(parser, err);
    if (value == ':') {
        const struct tnf_cli_option *option = option_of(parser, optopt);
        return tnf_error_set(err, TNF_E_INVALID, "option --%s needs a value: --%s %s", option->name, option->name,
                             option->value);
    }
    const struct tnf_cli_option *option = option_of(parser, value);
    if (value >= LONG_BASE) TNF_TRY(check_written_out(parser, option, err));
    if (option->value != NULL && !option->repeatable && tnf_cli_has(args, option->name))
        return tnf_error_set(err, TNF_E_INVALID, "option --%s is given twice", option->name);
    if (option->value != NULL) TNF_TRY(choice_of(option, optarg, err));
    given[args->given_count++] = (struct tnf_cli_given){.option = option, .value = option->value ? optarg : NULL};
    return 0;
}

int tnf_cli_parse(const struct tnf_cli_option_list *options, int argc, char *const *argv, bool stop,
                  struct tnf_arena *arena, struct tnf_cli_args *ret, int *ret_used, struct tnf_error *err) {
    const struct parser parser = prepare(options, argc, argv, stop, arena);
    /* No command line holds more options than bytes; a cluster of letters holds several in one element. */
    size_t limit = 1;
    for (int i = 1; i < argc; i++) limit += strlen(argv[i]) + 1;
    struct tnf_cli_given *given = TNF_ARENA_ARRAY(arena, struct tnf_cli_given, limit);
    struct tnf_cli_args args = {.given = given};

    optind = 0; /* glibc: start anew */
    opterr = 0;
    for (;;) {
        const int value = getopt_long(parser.argc, parser.argv, parser.letters, parser.longs, NULL);
        if (value == -1) break;
        TNF_TRY(accept(&parser, value, &args, given, err));
    }
    args.words = (const char *const *)&parser.argv[optind];
    args.word_count = (size_t)(argc - optind);
    if (ret_used != NULL) *ret_used = optind;
    *ret = args;
    return 0;
}

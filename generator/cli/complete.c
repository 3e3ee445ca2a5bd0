#include "generator/cli/complete.h"

#include "generator/cli/commands.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/family.h"
#include "generator/cli/options.h"

#include <string.h>

struct scan {
    struct tnf_arena *arena;
    const struct tnf_entity *entity; /* the first word is one */
    const char *family;              /* the first word, when it is one */
    struct tnf_cli_option_list options;
    const char **positional;
    struct tnf_cli_place place;
};

void tnf_cli_add_candidate(struct tnf_strbuf *out, const char *prefix, const char *candidate, const char *description) {
    if (!tnf_sv_starts_with(tnf_sv(candidate), tnf_sv(prefix))) return;
    tnf_strbuf_addf(out, "%s\t%s\n", candidate, description);
}

static const struct tnf_cli_option *option_named(const struct tnf_cli_option_list *options, const char *word) {
    const size_t length = strcspn(word, "=");
    for (size_t i = 0; i < options->first_count + options->second_count; i++) {
        const struct tnf_cli_option *option = tnf_cli_option_at(options, i);
        if (length == 2 && word[1] == option->letter && option->letter != '\0') return option;
        if (length > 2 && strlen(option->name) == length - 2 && strncmp(option->name, word + 2, length - 2) == 0)
            return option;
    }
    return NULL;
}

static void found(struct scan *scan, const struct tnf_cli_command *command) {
    scan->place.command = command;
    scan->options.first = command->options;
    scan->options.first_count = command->option_count;
}

/* A word that is no option: part of the command's name, or an argument. */
static void take_word(struct scan *scan, const char *word) {
    const struct tnf_cli_command *command = NULL;
    size_t used = 0;
    if (scan->place.command != NULL) {
        scan->positional[scan->place.word_count++] = word;
    } else if (scan->entity != NULL) {
        if (tnf_cli_entity_find(scan->arena, scan->entity, word, &command, NULL) == 0) found(scan, command);
    } else if (scan->family != NULL) {
        if (tnf_cli_family_find(scan->family, word, &command, NULL) == 0) found(scan, command);
    } else if (tnf_cli_is_family(word)) {
        scan->family = word;
    } else {
        scan->entity = tnf_entity_by_name(tnf_sv(word));
        if (scan->entity == NULL && tnf_cli_find(scan->arena, &word, 1, &command, &used, NULL) == 0)
            found(scan, command);
    }
}

static void take(struct scan *scan, const char *word) {
    if (scan->place.option != NULL) {
        scan->place.option = NULL; /* the word was its argument */
        return;
    }
    if (word[0] != '-' || word[1] == '\0') {
        take_word(scan, word);
        return;
    }
    const struct tnf_cli_option *option = option_named(&scan->options, word);
    if (option != NULL && option->value != NULL && strchr(word, '=') == NULL) scan->place.option = option;
}

static void add_options(const struct scan *scan, struct tnf_strbuf *out) {
    for (size_t i = 0; i < scan->options.first_count + scan->options.second_count; i++) {
        if (tnf_cli_option_hidden(&scan->options, i)) continue;
        const struct tnf_cli_option *option = tnf_cli_option_at(&scan->options, i);
        const char *name = tnf_arena_printf(scan->arena, "--%s", option->name).ptr;
        tnf_cli_add_candidate(out, scan->place.prefix, name, option->help);
    }
}

/* Families once, where their first member stands. */
static bool begins_family(size_t index, const char *family) {
    return index == 0 || strncmp(tnf_cli_commands[index - 1]->name, family, strlen(family)) != 0;
}

static void add_commands(const struct scan *scan, struct tnf_strbuf *out) {
    for (size_t i = 0; i < tnf_cli_command_count; i++) {
        const struct tnf_cli_command *command = tnf_cli_commands[i];
        if (command->group == NULL) continue;
        const char *first = tnf_arena_printf(scan->arena, "%.*s", (int)strcspn(command->name, " "), command->name).ptr;
        const bool family = tnf_cli_is_family(first);
        if (!family || begins_family(i, first))
            tnf_cli_add_candidate(out, scan->place.prefix, first, family ? "" : command->summary);
    }
    for (int i = 0; i < TNF_ENTITY_COUNT; i++) {
        const enum tnf_entity_id id = (enum tnf_entity_id)i;
        tnf_cli_add_candidate(out, scan->place.prefix, tnf_cli_entity_word(id), tnf_entity(id)->summary);
    }
}

struct verbs {
    struct tnf_strbuf *out;
    const char *prefix;
};
static void add_verb(const struct tnf_cli_command *command, void *context) {
    const struct verbs *verbs = context;
    tnf_cli_add_candidate(verbs->out, verbs->prefix, strchr(command->name, ' ') + 1, command->summary);
}

/* "bash|zsh|fish" lists all arguments that there are. */
static void add_alternatives(const struct scan *scan, struct tnf_strbuf *out) {
    struct tnf_strview rest = tnf_sv(scan->place.command->arguments);
    if (tnf_sv_find(rest, '|') == rest.len || scan->place.word_count > 0) return;
    while (rest.len > 0) {
        const struct tnf_strview one = tnf_sv_next(&rest, '|');
        tnf_cli_add_candidate(out, scan->place.prefix, tnf_arena_sv(scan->arena, one).ptr, "");
    }
}

static void add_all(const struct scan *scan, struct tnf_strbuf *out) {
    const struct tnf_cli_place *place = &scan->place;
    if (place->option != NULL) {
        for (const char *const *choice = place->option->choices; choice != NULL && *choice != NULL; choice++)
            tnf_cli_add_candidate(out, place->prefix, *choice, "");
    } else if (place->prefix[0] == '-') {
        add_options(scan, out);
    } else if (place->command != NULL) {
        add_alternatives(scan, out);
    } else if (scan->family != NULL) {
        struct verbs verbs = {out, place->prefix};
        tnf_cli_family_each(scan->family, add_verb, &verbs);
    } else if (scan->entity != NULL) {
        struct verbs verbs = {out, place->prefix};
        tnf_cli_entity_each(scan->arena, scan->entity, add_verb, &verbs);
    } else {
        add_commands(scan, out);
    }
}

void tnf_cli_complete(struct tnf_arena *arena, const char *const *words, size_t word_count, struct tnf_strbuf *out,
                      struct tnf_cli_place *ret) {
    struct scan scan = {
        .arena = arena,
        .options = {.second = tnf_cli_global_options, .second_count = tnf_cli_global_option_count},
        .positional = TNF_ARENA_ARRAY(arena, const char *, word_count + 1),
        .place = {.prefix = word_count == 0 ? "" : words[word_count - 1]},
    };
    for (size_t i = 0; i + 1 < word_count; i++) take(&scan, words[i]);
    scan.place.words = scan.positional;
    add_all(&scan, out);
    *ret = scan.place;
}

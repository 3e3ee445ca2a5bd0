#include "generator/cli/entity_command.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "base/suggest.h"
#include "catalog/rules_field.h"
#include "generator/cli/change.h"

#include <inttypes.h>
#include <string.h>

enum verb_options {
    WITH_KEYS = 1 << 0,   /* the key fields are positional arguments */
    WITH_FIELDS = 1 << 1, /* every other field is an option */
    WITH_UNSET = 1 << 2,
    WITH_FILTER = 1 << 3, /* key and reference fields are options */
    WITH_CHANGE = 1 << 4, /* --reason and --author */
    WITH_NAME = 1 << 5,   /* one more positional argument: the new name */
    WITH_MOVE = 1 << 6,   /* where to; tenants only */
};

struct verb {
    const char *name;
    const char *summary; /* what it does to "a <title>"; followed by `rest` */
    const char *rest;
    const char *description;
    unsigned options;
    tnf_cli_run_fn run;
    const char *state; /* tenants only: the state that it sets */
};

static const struct verb verbs[] = {
    {"add", "add", "",
     "Fails when it is there already. What is not given is decided by the layer above it: service, tenant, "
     "environment, built-in default.",
     WITH_KEYS | WITH_FIELDS | WITH_CHANGE, tnf_cli_cmd_entity_add, NULL},
    {"show", "show everything about", "", "Fields that are not given are shown as such.", WITH_KEYS,
     tnf_cli_cmd_entity_show, NULL},
    {"list", "list", "", "The columns are the key, and each field that is given in at least one row.", WITH_FILTER,
     tnf_cli_cmd_entity_list, NULL},
    {"set", "change fields of", "",
     "Fields that are not named stay as they are. A list or a map is replaced as a whole; an empty argument makes it "
     "empty.",
     WITH_KEYS | WITH_FIELDS | WITH_UNSET | WITH_CHANGE, tnf_cli_cmd_entity_set, NULL},
    {"rename", "give", " another name",
     "What nests under it and what refers to it follows. Nothing is destroyed: the generated Terraform says what has "
     "moved.",
     WITH_KEYS | WITH_NAME | WITH_CHANGE, tnf_cli_cmd_entity_rename, NULL},
    {"remove", "remove", " and what nests under it", "Refused while something else refers to it.",
     WITH_KEYS | WITH_CHANGE, tnf_cli_cmd_entity_remove, NULL},
    {"suspend", "scale", " to zero", "Sets the state to suspended; data stays.", WITH_KEYS | WITH_CHANGE,
     tnf_cli_cmd_entity_state, "suspended"},
    {"resume", "run", " again after a suspension", "Sets the state to active.", WITH_KEYS | WITH_CHANGE,
     tnf_cli_cmd_entity_state, "active"},
    {"offboard", "start the removal of", "",
     "Sets the state to offboarding: final snapshots are kept, and the stack stays until its state is empty.",
     WITH_KEYS | WITH_CHANGE, tnf_cli_cmd_entity_state, "offboarding"},
    {"move", "put", " into another cell, or give it another isolation",
     "Changes the catalog and prints a shell script that moves the tenant's resources from one state to another, in "
     "every environment that it is in, with Terraform's own commands. Run it when the new output is about to be "
     "applied: "
     "without it Terraform would make the tenant anew and destroy what is there. docs/cells.md has all steps. With "
     "--isolation it adds a successor with stores of its own, suspended and without routes, and prints the script that "
     "copies the data; --cut-over gives the successor routes and name. docs/isolation.md has all steps.",
     WITH_KEYS | WITH_MOVE | WITH_CHANGE, tnf_cli_cmd_tenant_move, NULL},
};

static const struct tnf_cli_option change_options[] = {TNF_CLI_CHANGE_OPTIONS};
static const struct tnf_cli_option unset_option =
    TNF_CLI_VALUES("unset", '\0', "FIELD", "make a field not given again; may be repeated");

static const char *const truth[] = {"true", "false", NULL};

const char *tnf_cli_entity_word(enum tnf_entity_id id) {
    switch (id) {
    case TNF_ENTITY_GPU_POOL:
        return "gpu-pool";
    case TNF_ENTITY_RUNNER_CLUSTER:
        return "runner-cluster";
    default:
        return tnf_entity(id)->name;
    }
}

static char *dashed(struct tnf_arena *arena, const char *name) {
    char *copy = tnf_arena_str(arena, name);
    for (char *c = copy; *c != '\0'; c++)
        if (*c == '_') *c = '-';
    return copy;
}

static char *capitals(struct tnf_arena *arena, const char *name) {
    char *copy = dashed(arena, name);
    for (char *c = copy; *c != '\0'; c++) *c = tnf_to_upper(*c);
    return copy;
}

static const char *value_name(const struct tnf_field *field) {
    if (field->choices != NULL) return "CHOICE";
    switch (field->type) {
    case TNF_TYPE_INT:
        return "N";
    case TNF_TYPE_BOOL:
        return "BOOL";
    case TNF_TYPE_LIST:
        return "ITEM";
    case TNF_TYPE_MAP:
        return "KEY=VALUE";
    case TNF_TYPE_STRING:
        break;
    }
    return field->format == TNF_FORMAT_TEXT ? "TEXT" : "VALUE";
}

/* The field's summary and what else decides whether a value is taken. */
static const char *option_help(struct tnf_arena *arena, const struct tnf_field *field) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf help = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&help, field->summary);
    if (field->choices != NULL) {
        tnf_strbuf_add_str(&help, " (");
        for (size_t i = 0; field->choices[i] != NULL; i++)
            tnf_strbuf_addf(&help, "%s%s", i == 0 ? "" : ", ", field->choices[i]);
        tnf_strbuf_add_str(&help, ")");
    } else if (field->type == TNF_TYPE_INT) {
        tnf_strbuf_add_str(&help, " (");
        tnf_field_add_numbers(&help, field);
        tnf_strbuf_add_str(&help, ")");
    } else if (field->type == TNF_TYPE_LIST) {
        tnf_strbuf_add_str(&help, field->format == TNF_FORMAT_TEXT ? " (may be repeated)"
                                                                   : " (may be repeated, or with commas)");
    } else if (field->type == TNF_TYPE_MAP) {
        tnf_strbuf_add_str(&help, " (may be repeated)");
    }
    return tnf_arena_str(arena, help.ptr);
}

static struct tnf_cli_option field_option(struct tnf_arena *arena, const struct tnf_field *field) {
    return (struct tnf_cli_option){
        .name = dashed(arena, field->name),
        .value = value_name(field),
        .choices = field->type == TNF_TYPE_BOOL ? truth : field->choices,
        .repeatable = field->type == TNF_TYPE_LIST || field->type == TNF_TYPE_MAP,
        .help = option_help(arena, field),
    };
}

static bool takes_field(const struct verb *verb, const struct tnf_field *field) {
    const bool key = (field->flags & TNF_FIELD_KEY) != 0;
    if ((verb->options & WITH_FIELDS) != 0 && !key) return true;
    return (verb->options & WITH_FILTER) != 0 && (key || field->ref != TNF_ENTITY_NONE);
}

static void fill_options(struct tnf_arena *arena, const struct verb *verb, struct tnf_cli_command *command) {
    const struct tnf_entity *entity = command->entity;
    const size_t limit = entity->field_count + 1 + TNF_CLI_MOVE_OPTIONS + TNF_ARRAY_LEN(change_options);
    struct tnf_cli_option *options = TNF_ARENA_ARRAY(arena, struct tnf_cli_option, limit);
    size_t count = 0;
    for (size_t i = 0; i < entity->field_count; i++)
        if (takes_field(verb, &entity->fields[i])) options[count++] = field_option(arena, &entity->fields[i]);
    if ((verb->options & WITH_UNSET) != 0) options[count++] = unset_option;
    if ((verb->options & WITH_MOVE) != 0)
        for (size_t i = 0; i < TNF_CLI_MOVE_OPTIONS; i++) options[count++] = tnf_cli_move_options[i];
    if ((verb->options & WITH_CHANGE) != 0)
        for (size_t i = 0; i < TNF_ARRAY_LEN(change_options); i++) options[count++] = change_options[i];
    command->options = options;
    command->option_count = count;
}

static void fill_arguments(struct tnf_arena *arena, const struct verb *verb, struct tnf_cli_command *command) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf names = TNF_STRBUF_INIT;
    size_t count = 0;
    for (size_t i = 0; (verb->options & WITH_KEYS) != 0 && i < command->entity->field_count; i++) {
        if ((command->entity->fields[i].flags & TNF_FIELD_KEY) == 0) continue;
        tnf_strbuf_addf(&names, "%s%s", count == 0 ? "" : " ", capitals(arena, command->entity->fields[i].name));
        count++;
    }
    if ((verb->options & WITH_NAME) != 0) {
        tnf_strbuf_add_str(&names, " NEW-NAME");
        count++;
    }
    command->arguments = tnf_arena_str(arena, names.ptr);
    command->min_words = count;
    command->max_words = count;
}

static const char *summary_of(struct tnf_arena *arena, const struct tnf_entity *entity, const struct verb *verb) {
    if (verb->run == tnf_cli_cmd_entity_list) return tnf_arena_printf(arena, "list every %s", entity->title).ptr;
    const char *article = strchr("aeiou", entity->title[0]) == NULL ? "a" : "an";
    return tnf_arena_printf(arena, "%s %s %s%s", verb->summary, article, entity->title, verb->rest).ptr;
}

static struct tnf_cli_command *make(struct tnf_arena *arena, const struct tnf_entity *entity, const struct verb *verb) {
    struct tnf_cli_command *command = TNF_ARENA_NEW(arena, struct tnf_cli_command);
    command->name = tnf_arena_printf(arena, "%s %s", tnf_cli_entity_word(entity->id), verb->name).ptr;
    command->group = "Entities";
    command->summary = summary_of(arena, entity, verb);
    command->description = verb->description;
    command->run = verb->run;
    command->long_result = verb->run == tnf_cli_cmd_entity_list || verb->run == tnf_cli_cmd_entity_show;
    command->entity = entity;
    command->state = verb->state;
    fill_arguments(arena, verb, command);
    fill_options(arena, verb, command);
    return command;
}

/* Only tenants have a life, and a row whose last key is a reference has no name of its own. */
static bool has_verb(const struct tnf_entity *entity, const struct verb *verb) {
    if (verb->state != NULL || (verb->options & WITH_MOVE) != 0) return entity->id == TNF_ENTITY_TENANT;
    if (verb->run != tnf_cli_cmd_entity_rename) return true;
    return entity->id != TNF_ENTITY_PLACEMENT;
}

/* A verb that other entities have was no slip: "remove" must not be the answer to "rename". */
static bool is_verb(const char *typed) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(verbs); i++)
        if (strcmp(verbs[i].name, typed) == 0) return true;
    return false;
}

static int no_such_verb(const struct tnf_entity *entity, const char *typed, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf all = TNF_STRBUF_INIT;
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(typed == NULL || is_verb(typed) ? "" : typed));
    for (size_t i = 0; i < TNF_ARRAY_LEN(verbs); i++) {
        if (!has_verb(entity, &verbs[i])) continue;
        tnf_strbuf_addf(&all, "%s%s", all.len == 0 ? "" : ", ", verbs[i].name);
        tnf_suggest_try(&suggestion, tnf_sv(verbs[i].name));
    }
    const char *word = tnf_cli_entity_word(entity->id);
    if (typed == NULL)
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "what about the %s? a verb is missing", entity->title);
    else
        (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no command \"%s %s\"", word, typed);
    if (suggestion.best.ptr != NULL)
        tnf_error_hint(err, "did you mean \"%s %.*s\"?", word, TNF_SV_ARG(suggestion.best));
    else
        tnf_error_hint(err, "it is one of %s", all.ptr);
    return TNF_E_NOT_FOUND;
}

int tnf_cli_entity_find(struct tnf_arena *arena, const struct tnf_entity *entity, const char *verb,
                        const struct tnf_cli_command **ret, struct tnf_error *err) {
    for (size_t i = 0; verb != NULL && i < TNF_ARRAY_LEN(verbs); i++) {
        if (strcmp(verbs[i].name, verb) != 0 || !has_verb(entity, &verbs[i])) continue;
        *ret = make(arena, entity, &verbs[i]);
        return 0;
    }
    return no_such_verb(entity, verb, err);
}

void tnf_cli_entity_each(struct tnf_arena *arena, const struct tnf_entity *entity, tnf_cli_command_fn visit,
                         void *context) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(verbs); i++)
        if (has_verb(entity, &verbs[i])) visit(make(arena, entity, &verbs[i]), context);
}

int tnf_cli_entity_option_field(const struct tnf_entity *entity, const struct tnf_cli_option *option) {
    return tnf_entity_field(entity, tnf_sv(option->name));
}

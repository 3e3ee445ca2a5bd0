#include "generator/cli/complete_names.h"

#include "base/memory.h"
#include "generator/cli/change.h"
#include "generator/cli/entity_command.h"
#include "generator/cli/topics.h"

#include <string.h>

/* Which column of which rows has the candidates. */
struct names {
    enum tnf_entity_id entity;
    size_t field;
    struct tnf_record filter;
    const char *prefix;
    struct tnf_strbuf *out;
    struct tnf_strbuf last; /* rows come in key order: equal names stand next to each other */
};

static int offer(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct names *names = context;
    const struct tnf_strview name = record->data[names->field].string;
    if (tnf_sv_eq(name, tnf_strbuf_view(&names->last))) return 0;
    tnf_strbuf_clear(&names->last);
    tnf_strbuf_add_sv(&names->last, name);
    tnf_cli_add_candidate(names->out, names->prefix, names->last.ptr, "");
    return 0;
}

/* The names of an entity are its last key. */
static size_t name_field(enum tnf_entity_id entity) {
    return tnf_entity_key_count(tnf_entity(entity)) - 1;
}

/* --tenant and --environment mean the same everywhere. */
static bool of_option(const struct tnf_cli_place *place, struct names *names) {
    if (strcmp(place->option->name, "tenant") == 0)
        names->entity = TNF_ENTITY_TENANT;
    else if (strcmp(place->option->name, "environment") == 0)
        names->entity = TNF_ENTITY_ENVIRONMENT;
    else
        return false;
    names->field = name_field(names->entity);
    return true;
}

/* The key that comes next. What is to be added is not there yet, but what it belongs to is. */
static bool of_key(const struct tnf_cli_place *place, struct names *names) {
    const struct tnf_entity *entity = place->command->entity;
    const size_t key = place->word_count;
    if (entity == NULL || place->command->max_words == 0 || key >= tnf_entity_key_count(entity)) return false;
    names->entity = entity->id;
    names->field = key;
    if (place->command->run != tnf_cli_cmd_entity_add) return true;
    names->entity = entity->fields[key].ref;
    if (names->entity == TNF_ENTITY_NONE) return false;
    names->field = name_field(names->entity);
    return true;
}

/* Keys that are typed already limit the rows. */
static void filter_by_words(struct tnf_cli *cli, const struct tnf_cli_place *place, struct names *names) {
    names->filter = tnf_record_new(&cli->arena, names->entity);
    if (place->option != NULL) return;
    for (size_t i = 0; i < place->word_count; i++) {
        const int field = tnf_entity_field(names->filter.entity, tnf_sv(place->command->entity->fields[i].name));
        if (field < 0 || (size_t)field >= names->field) continue;
        names->filter.data[field] = (struct tnf_datum){.set = true, .string = tnf_sv(place->words[i])};
    }
}

/* Codes follow the command explain and the option --explain. */
static bool wants_code(const struct tnf_cli_place *place) {
    if (place->option != NULL) return strcmp(place->option->name, "explain") == 0;
    return place->command == &tnf_cli_command_explain && place->prefix[0] != '-';
}

static void offer_codes(struct tnf_cli *cli, const struct tnf_cli_place *place, struct tnf_strbuf *out) {
    size_t count = 0;
    const struct tnf_cli_topic *topics = tnf_cli_topics(&cli->arena, &count);
    for (size_t i = 0; i < count; i++) {
        tnf_cli_add_candidate(out, place->prefix, topics[i].id, topics[i].title);
        if (topics[i].code[0] != '\0') tnf_cli_add_candidate(out, place->prefix, topics[i].code, topics[i].title);
    }
}

void tnf_cli_complete_names(struct tnf_cli *cli, const struct tnf_cli_place *place, struct tnf_strbuf *out) {
    struct names names = {.prefix = place->prefix, .out = out, .last = TNF_STRBUF_INIT};
    if (wants_code(place)) offer_codes(cli, place, out);
    if (place->command == NULL || place->prefix[0] == '-') return;
    if (place->option != NULL ? !of_option(place, &names) : !of_key(place, &names)) return;
    filter_by_words(cli, place, &names);
    struct tnf_catalog *catalog = NULL;
    if (tnf_cli_open(cli, /* write= */ false, &catalog, NULL) == 0)
        (void)tnf_catalog_each(catalog, names.entity, &names.filter, offer, &names, NULL);
    tnf_catalog_close(catalog);
    tnf_strbuf_release(&names.last);
}

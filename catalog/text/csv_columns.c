#include "catalog/text/csv_columns.h"

#include "base/excerpt.h"
#include "base/suggest.h"

#include <stdio.h>

static const enum tnf_entity_id entities[] = {TNF_ENTITY_TENANT, TNF_ENTITY_PLACEMENT};
enum { ENTITIES = sizeof entities / sizeof entities[0] };

/* The field of that name, or -1. Keys are columns of their own. */
static int find_field(enum tnf_entity_id id, struct tnf_strview name) {
    const int field = tnf_entity_field(tnf_entity(id), name);
    return field >= 0 && (tnf_entity(id)->fields[field].flags & TNF_FIELD_KEY) == 0 ? field : -1;
}

/* The rest of "tenant.state" behind the entity's name, or the whole name; ptr NULL for another entity's. */
static struct tnf_strview without_entity(enum tnf_entity_id id, struct tnf_strview name) {
    struct tnf_strview rest = name;
    const struct tnf_strview first = tnf_sv_next(&rest, '.');
    if (rest.ptr == NULL) return name;
    return tnf_sv_eq_c(first, tnf_entity(id)->name) ? rest : (struct tnf_strview){NULL, 0};
}

static void complain_unknown(const struct tnf_text_complaints *to, const struct tnf_node *name) {
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv_trim(name->text));
    tnf_suggest_try(&suggestion, TNF_SV("tenant"));
    tnf_suggest_try(&suggestion, TNF_SV("environment"));
    for (size_t e = 0; e < ENTITIES; e++)
        for (size_t i = 0; i < tnf_entity(entities[e])->field_count; i++)
            tnf_suggest_try(&suggestion, tnf_sv(tnf_entity(entities[e])->fields[i].name));
    char hint[160];
    if (suggestion.best.ptr != NULL)
        (void)snprintf(hint, sizeof hint, "did you mean \"%.*s\"?", TNF_SV_ARG(suggestion.best));
    else if (tnf_sv_find(name->text, ';') < name->text.len)
        (void)snprintf(hint, sizeof hint, "columns are separated by commas, not semicolons");
    else
        (void)snprintf(hint, sizeof hint, "columns are tenant, environment and fields of tenants and placements");
    tnf_text_complain(to, name, hint, "no field of tenants or placements is called %s",
                      tnf_excerpt(tnf_sv_trim(name->text)).text);
}

static struct tnf_csv_column field_column(const struct tnf_text_complaints *to, const struct tnf_node *name) {
    struct tnf_csv_column column = {.meaning = TNF_CSV_NOTHING};
    size_t found = 0;
    for (size_t e = 0; e < ENTITIES; e++) {
        const struct tnf_strview local = without_entity(entities[e], tnf_sv_trim(name->text));
        const int field = local.ptr == NULL ? -1 : find_field(entities[e], local);
        if (field < 0) continue;
        found++;
        column = (struct tnf_csv_column){TNF_CSV_FIELD, entities[e], (size_t)field};
    }
    if (found == 1) return column;
    if (found == 0) {
        complain_unknown(to, name);
    } else {
        const struct tnf_strview word = tnf_sv_trim(name->text);
        char hint[200];
        (void)snprintf(hint, sizeof hint, "write tenant.%.*s or placement.%.*s", TNF_SV_ARG(word), TNF_SV_ARG(word));
        tnf_text_complain(to, name, hint, "tenants and placements both have a field %s", tnf_excerpt(word).text);
    }
    return (struct tnf_csv_column){.meaning = TNF_CSV_NOTHING};
}

static struct tnf_csv_column column_of(const struct tnf_text_complaints *to, const struct tnf_node *name) {
    const struct tnf_strview word = tnf_sv_trim(name->text);
    if (tnf_sv_eq_c(word, "tenant")) return (struct tnf_csv_column){.meaning = TNF_CSV_TENANT};
    if (tnf_sv_eq_c(word, "environment")) return (struct tnf_csv_column){.meaning = TNF_CSV_ENVIRONMENT};
    return field_column(to, name);
}

static bool is_same(const struct tnf_csv_column *a, const struct tnf_csv_column *b) {
    return a->meaning == b->meaning && a->entity == b->entity && a->field == b->field;
}

static bool has(const struct tnf_csv_columns *columns, enum tnf_csv_meaning meaning, enum tnf_entity_id entity) {
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].meaning == meaning && (meaning != TNF_CSV_FIELD || columns->items[i].entity == entity))
            return true;
    return false;
}

void tnf_csv_read_columns(const struct tnf_text_complaints *to, const struct tnf_node *names, struct tnf_arena *arena,
                          struct tnf_csv_columns *ret) {
    size_t count = 0;
    for (const struct tnf_node *name = names->first; name != NULL; name = name->next) count++;
    *ret = (struct tnf_csv_columns){.items = TNF_ARENA_ARRAY(arena, struct tnf_csv_column, count)};
    for (const struct tnf_node *name = names->first; name != NULL; name = name->next) {
        struct tnf_csv_column column = column_of(to, name);
        for (size_t i = 0; i < ret->count && column.meaning != TNF_CSV_NOTHING; i++) {
            if (!is_same(&ret->items[i], &column)) continue;
            tnf_text_complain(to, name, "keep one of the two columns", "column %s is given twice",
                              tnf_excerpt(tnf_sv_trim(name->text)).text);
            column.meaning = TNF_CSV_NOTHING;
        }
        ret->items[ret->count++] = column;
    }
    ret->has_environment = has(ret, TNF_CSV_ENVIRONMENT, TNF_ENTITY_NONE);
    if (!has(ret, TNF_CSV_TENANT, TNF_ENTITY_NONE))
        tnf_text_complain(to, names, "the first line names the columns", "there is no column \"tenant\"");
    if (!ret->has_environment && has(ret, TNF_CSV_FIELD, TNF_ENTITY_PLACEMENT))
        tnf_text_complain(to, names, "add one that says which environment a tenant's values are for",
                          "there are fields of placements and no column \"environment\"");
}

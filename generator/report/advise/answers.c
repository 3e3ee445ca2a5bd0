#include "generator/report/advise/answers.h"

#include "base/excerpt.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/suggest.h"
#include "catalog/text.h"
#include "catalog/text/decode_value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char tenants_key[] = "tenants";

/* One text while it is read. */
struct reading {
    struct tnf_text_complaints to;
    struct tnf_arena *arena;
};

struct hint {
    char text[300];
};

static int fact_of(struct tnf_strview key) {
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++)
        if (tnf_advice_facts[fact].key != NULL && tnf_sv_eq_c(key, tnf_advice_facts[fact].key)) return fact;
    return -1;
}

static void complain_of_key(const struct reading *reading, const struct tnf_node *key, bool of_tenant) {
    struct hint hint = {"`tenantform advise --questions` lists what may be answered"};
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, key->text);
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++)
        if (tnf_advice_facts[fact].key != NULL) tnf_suggest_try(&suggestion, tnf_sv(tnf_advice_facts[fact].key));
    if (!of_tenant) tnf_suggest_try(&suggestion, tnf_sv(tenants_key));
    if (suggestion.best.ptr != NULL)
        (void)snprintf(hint.text, sizeof hint.text, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
    tnf_text_complain(&reading->to, key, hint.text, "unknown key %s", tnf_excerpt(key->text).text);
}

/* "none, some, strong or unknown". */
static struct hint list_choices(const struct tnf_advice_fact *fact) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf list = TNF_STRBUF_INIT;
    for (size_t i = 0; i < fact->answers; i++) tnf_strbuf_addf(&list, "%s%s", i == 0 ? "" : ", ", fact->choices[i]);
    if (fact->answers == 0) tnf_strbuf_addf(&list, "a whole number from 0 to %" PRId64, fact->max);
    struct hint hint;
    (void)snprintf(hint.text, sizeof hint.text, "%s or unknown", list.ptr);
    return hint;
}

/* A choice by its name; no and yes may be written as false and true too. -2: there is no such choice. */
static int64_t choice_of(const struct tnf_advice_fact *fact, const struct tnf_node *value) {
    for (size_t i = 0; i < fact->answers; i++)
        if (tnf_sv_eq_c(value->text, fact->choices[i])) return (int64_t)i;
    if (!tnf_node_is_bool(value) || strcmp(fact->choices[0], "no") != 0) return -2;
    return value->text.ptr[0] == 't' || value->text.ptr[0] == 'T';
}

static void complain_of_value(const struct reading *reading, const struct tnf_advice_fact *fact,
                              const struct tnf_node *value) {
    struct hint hint = {"`tenantform advise --questions` says what each answer means"};
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, value->text);
    for (size_t i = 0; i < fact->answers && value->kind == TNF_NODE_SCALAR; i++)
        tnf_suggest_try(&suggestion, tnf_sv(fact->choices[i]));
    if (suggestion.best.ptr != NULL)
        (void)snprintf(hint.text, sizeof hint.text, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
    tnf_text_complain(&reading->to, value, hint.text, "%s: expected %s, not %s", fact->key, list_choices(fact).text,
                      tnf_node_title(value).text);
}

static void read_value(const struct reading *reading, int fact, const struct tnf_node *value,
                       struct tnf_advise_known *known) {
    const struct tnf_advice_fact *described = &tnf_advice_facts[fact];
    int64_t number = -2;
    const bool scalar = value->kind == TNF_NODE_SCALAR;
    if (tnf_node_is_null(value) || (scalar && tnf_sv_eq_c(value->text, "unknown"))) return;
    if (scalar && described->answers > 0) number = choice_of(described, value);
    if (scalar && described->answers == 0) (void)tnf_sv_to_int(value->text, 0, described->max, &number);
    if (number < 0) {
        complain_of_value(reading, described, value);
        return;
    }
    known->values.of[fact] = number;
    known->origins[fact] =
        (struct tnf_advise_origin){.file = reading->to.file, .line = value->line, .column = value->column};
}

static bool expect_mapping(const struct reading *reading, const struct tnf_node *node, const char *what) {
    if (node->kind == TNF_NODE_MAPPING) return true;
    tnf_text_complain(&reading->to, node, "see `tenantform advise --questions`", "%s: expected a mapping, not %s", what,
                      tnf_node_title(node).text);
    return false;
}

/* A key that stands once and is an answer is read; true when it is left for the caller. */
static bool read_answer(const struct reading *reading, const struct tnf_node *mapping, const struct tnf_node *key,
                        struct tnf_advise_known *known) {
    if (key->repeated) {
        tnf_text_complain_repeated(&reading->to, mapping, key);
        return false;
    }
    const int fact = fact_of(key->text);
    if (fact < 0) return true;
    read_value(reading, fact, key->value, known);
    return false;
}

static void read_tenant(const struct reading *reading, const struct tnf_node *name, struct tnf_answers_tenant *ret) {
    *ret = (struct tnf_answers_tenant){.name = name->text, .line = name->line, .column = name->column};
    ret->known.values = tnf_advice_nothing();
    if (!expect_mapping(reading, name->value, "answers for a tenant")) return;
    for (const struct tnf_node *key = name->value->first; key != NULL; key = key->next)
        if (read_answer(reading, name->value, key, &ret->known)) complain_of_key(reading, key, /* of_tenant= */ true);
}

static void read_tenants(const struct reading *reading, const struct tnf_node *mapping, struct tnf_answers *ret) {
    if (tnf_node_is_null(mapping) || !expect_mapping(reading, mapping, tenants_key)) return;
    size_t capacity = 0;
    for (const struct tnf_node *name = mapping->first; name != NULL; name = name->next) {
        if (name->repeated) {
            tnf_text_complain_repeated(&reading->to, mapping, name);
            continue;
        }
        ret->tenants = tnf_arena_grow(reading->arena, ret->tenants, ret->tenant_count, &capacity, sizeof *ret->tenants);
        read_tenant(reading, name, &ret->tenants[ret->tenant_count++]);
    }
}

static void read_document(const struct reading *reading, const struct tnf_node *document, struct tnf_answers *ret) {
    if (document == NULL || tnf_node_is_null(document)) return;
    if (document->next != NULL)
        tnf_text_complain(&reading->to, document->next, "put all answers into one", "a second document");
    if (!expect_mapping(reading, document, "answers")) return;
    for (const struct tnf_node *key = document->first; key != NULL; key = key->next) {
        if (!read_answer(reading, document, key, &ret->whole)) continue;
        if (tnf_sv_eq_c(key->text, tenants_key))
            read_tenants(reading, key->value, ret);
        else
            complain_of_key(reading, key, /* of_tenant= */ false);
    }
}

/* The first of the errors, in the order of the text. */
static int first_of(struct tnf_error_list *errors, struct tnf_error *err) {
    if (errors->count == 0) return 0;
    tnf_text_sort_errors(errors);
    if (err != NULL) *err = errors->items[0];
    return errors->items[0].code;
}

int tnf_answers_parse(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_answers *ret,
                      struct tnf_error_list *errors, struct tnf_error *err) {
    const struct reading reading = {.to = {.errors = errors, .file = file}, .arena = arena};
    struct tnf_node *documents = NULL;
    struct tnf_error error;
    *ret = (struct tnf_answers){.file = file};
    ret->whole.values = tnf_advice_nothing();
    const int code = tnf_text_format_of(file) == TNF_TEXT_JSON ? tnf_read_json(text, file, arena, &documents, &error)
                                                               : tnf_read_yaml(text, file, arena, &documents, &error);
    if (code < 0)
        tnf_error_list_add(errors, &error);
    else
        read_document(&reading, documents, ret);
    return first_of(errors, err);
}

int tnf_answers_read(const char *path, struct tnf_arena *arena, struct tnf_answers *ret, struct tnf_error_list *errors,
                     struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    if (tnf_file_read(path, TNF_ANSWERS_BYTES_MAX, &text, err) < 0) {
        tnf_error_hint(err, "`tenantform advise --questions` writes one to fill in");
        return tnf_error_wrap(err, "answers");
    }
    return tnf_answers_parse(tnf_strbuf_view(&text), tnf_arena_str(arena, path), arena, ret, errors, err);
}

static void complain_of_tenant(const struct tnf_answers *answers, const struct tnf_answers_tenant *tenant,
                               const struct tnf_advise_facts *facts, struct tnf_error_list *errors) {
    struct tnf_error error;
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tenant->name);
    for (size_t i = 0; i < facts->tenant_count; i++) tnf_suggest_try(&suggestion, facts->tenants[i].name);
    (void)tnf_error_set(&error, TNF_E_NOT_FOUND, "the catalog has no tenant %s that stays",
                        tnf_excerpt(tenant->name).text);
    if (suggestion.best.ptr != NULL) tnf_error_hint(&error, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
    tnf_error_at(&error, answers->file, tenant->line, tenant->column);
    tnf_error_list_add(errors, &error);
}

int tnf_answers_apply(const struct tnf_answers *answers, struct tnf_advise_facts *facts, struct tnf_error_list *errors,
                      struct tnf_error *err) {
    struct tnf_advise_known for_all = answers->whole;
    /* How many services the platform will have, and what it may cost, says nothing about one of its tenants. */
    for_all.values.of[TNF_FACT_SERVICES] = TNF_FACT_UNKNOWN;
    for_all.values.of[TNF_FACT_BUDGET] = TNF_FACT_UNKNOWN;
    tnf_advise_add(&facts->whole, &answers->whole);
    for (size_t i = 0; i < facts->tenant_count; i++) tnf_advise_add(&facts->tenants[i].known, &for_all);
    for (size_t i = 0; i < answers->tenant_count; i++) {
        struct tnf_advise_tenant *tenant = tnf_advise_find_tenant(facts, answers->tenants[i].name);
        if (tenant == NULL)
            complain_of_tenant(answers, &answers->tenants[i], facts, errors);
        else
            tnf_advise_add(&tenant->known, &answers->tenants[i].known);
    }
    return first_of(errors, err);
}

void tnf_answers_template(struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "# Answers for `tenantform advise --answers FILE`. Each may be left out, or stay unknown.\n"
                            "# Facts that are not here come from the catalog.\n");
    for (int fact = 0; fact < TNF_FACT_COUNT; fact++) {
        const struct tnf_advice_fact *described = &tnf_advice_facts[fact];
        if (described->key == NULL) continue;
        tnf_strbuf_addf(out, "\n# %s\n%s: unknown", described->question, described->key);
        if (described->answers > 0) tnf_strbuf_addf(out, " # %s", list_choices(described).text);
        tnf_strbuf_add_c(out, '\n');
    }
    tnf_strbuf_add_str(out, "\n# Answers for a tenant, where they are others:\n"
                            "# tenants:\n#   NAME:\n#     gpu_orchestration: advanced\n");
}

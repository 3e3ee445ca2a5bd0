#include "catalog/text/keys.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/suggest.h"

#include <stdio.h>
#include <string.h>

bool tnf_text_is_body(const struct tnf_field *field) {
    return !(field->flags & TNF_FIELD_KEY);
}

bool tnf_text_is_document(const struct tnf_entity *entity) {
    return entity->parent == TNF_ENTITY_NONE;
}

static bool same_group(const char *a, const char *b) {
    if (a == NULL || b == NULL) return a == b;
    return strcmp(a, b) == 0;
}

int tnf_text_find_field(const struct tnf_entity *entity, const char *group, struct tnf_strview key) {
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (!tnf_text_is_body(field) || !same_group(field->group, group)) continue;
        if (tnf_sv_eq_c(key, tnf_field_local_name(field))) return (int)i;
    }
    return -1;
}

bool tnf_text_starts_group(const struct tnf_entity *entity, size_t field) {
    if (entity->fields[field].group == NULL) return false;
    for (size_t before = 0; before < field; before++)
        if (same_group(entity->fields[before].group, entity->fields[field].group)) return false;
    return true;
}

const char *tnf_text_find_group(const struct tnf_entity *entity, struct tnf_strview key) {
    for (size_t i = 0; i < entity->field_count; i++) {
        const char *group = entity->fields[i].group;
        if (group != NULL && tnf_sv_eq_c(key, group)) return group;
    }
    return NULL;
}

const struct tnf_entity *tnf_text_find_child(const struct tnf_entity *entity, struct tnf_strview key) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *child = tnf_entity((enum tnf_entity_id)id);
        if (child->parent == entity->id && tnf_sv_eq_c(key, child->plural)) return child;
    }
    return NULL;
}

/* Calls visit with every key that may stand there, in the order of the table. */
typedef void (*key_fn)(const char *key, void *context);

static void each_field_key(const struct tnf_entity *entity, const char *group, key_fn visit, void *context) {
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (!tnf_text_is_body(field)) continue;
        if (same_group(field->group, group))
            visit(tnf_field_local_name(field), context);
        else if (group == NULL && tnf_text_starts_group(entity, i))
            visit(field->group, context);
    }
}

static void each_key(const struct tnf_entity *entity, const char *group, key_fn visit, void *context) {
    each_field_key(entity, group, visit, context);
    if (group != NULL) return;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *child = tnf_entity((enum tnf_entity_id)id);
        if (child->parent == entity->id) visit(child->plural, context);
    }
}

static void try_key(const char *key, void *context) {
    tnf_suggest_try(context, tnf_sv(key));
}

static void list_key(const char *key, void *context) {
    struct tnf_strbuf *list = context;
    tnf_strbuf_addf(list, "%s%s", list->len == 0 ? "" : ", ", key);
}

/* A field that is right but stands in the wrong place: scaling_min, or min without its group. */
static const struct tnf_field *misplaced(const struct tnf_entity *entity, struct tnf_strview key) {
    for (size_t i = 0; i < entity->field_count; i++) {
        const struct tnf_field *field = &entity->fields[i];
        if (!tnf_text_is_body(field)) continue;
        if (tnf_sv_eq_c(key, field->name) || tnf_sv_eq_c(key, tnf_field_local_name(field))) return field;
    }
    return NULL;
}

static void hint_at_place(struct tnf_text_key_hint *hint, const struct tnf_entity *entity,
                          const struct tnf_field *field) {
    const char *local = tnf_field_local_name(field);
    if (field->group != NULL)
        (void)snprintf(hint->text, sizeof hint->text, "write it as %s: {%s: …}", field->group, local);
    else
        (void)snprintf(hint->text, sizeof hint->text, "%s belongs directly to the %s", local, entity->title);
}

struct tnf_text_key_hint tnf_text_key_hint(const struct tnf_entity *entity, const char *group, struct tnf_strview key) {
    struct tnf_text_key_hint hint;
    const struct tnf_field *elsewhere = misplaced(entity, key);
    if (elsewhere != NULL) {
        hint_at_place(&hint, entity, elsewhere);
        return hint;
    }
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, key);
    each_key(entity, group, try_key, &suggestion);
    if (suggestion.best.ptr != NULL) {
        (void)snprintf(hint.text, sizeof hint.text, "did you mean %.*s?", TNF_SV_ARG(suggestion.best));
        return hint;
    }
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf list = TNF_STRBUF_INIT;
    each_key(entity, group, list_key, &list);
    (void)snprintf(hint.text, sizeof hint.text, "what it may have: %s", list.ptr);
    return hint;
}

struct tnf_text_key_hint tnf_text_document_hint(void) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf list = TNF_STRBUF_INIT;
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (!tnf_text_is_document(entity)) continue;
        tnf_strbuf_addf(&list, "%s\"%s: NAME\"", list.len == 0 ? "" : " or ", entity->name);
    }
    struct tnf_text_key_hint hint;
    (void)snprintf(hint.text, sizeof hint.text, "start it with %s", list.ptr);
    return hint;
}

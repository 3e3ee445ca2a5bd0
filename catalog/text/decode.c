/* Documents become rows: which key is a field, which is a group of fields, which holds children. */
#include "catalog/text/decode_value.h"
#include "catalog/text/keys.h"
#include "catalog/text/rows.h"

#include "base/excerpt.h"

#include <stdio.h>

struct decoder {
    struct tnf_text_complaints to;
    struct tnf_text_rows *rows;
};

/* All complaints so far, kept or not. */
static size_t complaints(const struct decoder *decoder) {
    return decoder->to.errors->count + decoder->to.errors->dropped;
}

/* The kind and name of a row, for messages: service "api". */
struct row_title {
    char text[160];
};
static struct row_title title_of(const struct decoder *decoder, size_t row) {
    const struct tnf_record *record = &decoder->rows->items[row].record;
    const struct tnf_strview name = record->data[tnf_text_name_field(record->entity)].string;
    struct row_title title;
    (void)snprintf(title.text, sizeof title.text, "%s %s", record->entity->title, tnf_excerpt(name).text);
    return title;
}

/* A key that is a name and stands for the first time. */
static bool usable(struct decoder *decoder, const struct tnf_node *mapping, const struct tnf_node *key) {
    if (key->kind != TNF_NODE_SCALAR) {
        tnf_text_complain(&decoder->to, key, NULL, "expected a name before the colon, not %s",
                          tnf_node_title(key).text);
        return false;
    }
    if (key->repeated) tnf_text_complain_repeated(&decoder->to, mapping, key);
    return !key->repeated;
}

static void unknown_key(struct decoder *decoder, size_t row, const char *group, const struct tnf_node *key) {
    const struct tnf_entity *entity = decoder->rows->items[row].record.entity;
    const struct tnf_text_key_hint hint = tnf_text_key_hint(entity, group, key->text);
    tnf_text_complain(&decoder->to, key, hint.text, "unknown key %s in %s%s%s", tnf_excerpt(key->text).text,
                      group == NULL ? "" : group, group == NULL ? "" : " of ", title_of(decoder, row).text);
}

static void decode_field(struct decoder *decoder, size_t row, size_t field, const struct tnf_node *value) {
    struct tnf_text_row *into = &decoder->rows->items[row];
    into->values[field] = value;
    tnf_text_decode_value(&decoder->to, &into->record.entity->fields[field], value, &decoder->rows->arena,
                          &into->record.data[field]);
}

/* False for a value that is neither a mapping nor nothing, which is complained about. */
static bool expect_mapping(struct decoder *decoder, const struct tnf_node *key, const char *hint) {
    const struct tnf_node *value = key->value;
    if (value->kind == TNF_NODE_MAPPING) return true;
    if (!tnf_node_is_null(value))
        tnf_text_complain(&decoder->to, value, hint, "%s: expected a mapping, not %s", tnf_excerpt(key->text).text,
                          tnf_node_title(value).text);
    return false;
}

static void decode_group(struct decoder *decoder, size_t row, const char *group, const struct tnf_node *group_key) {
    if (!expect_mapping(decoder, group_key, "write {KEY: VALUE}, or one \"KEY: VALUE\" a line")) return;
    for (const struct tnf_node *key = group_key->value->first; key != NULL; key = key->next) {
        if (!usable(decoder, group_key->value, key)) continue;
        const int field = tnf_text_find_field(decoder->rows->items[row].record.entity, group, key->text);
        if (field < 0)
            unknown_key(decoder, row, group, key);
        else
            decode_field(decoder, row, (size_t)field, key->value);
    }
}

static void decode_body(struct decoder *decoder, size_t row, const struct tnf_node *mapping);

/* Recursion is as deep as the table of entities. */
static void decode_children(struct decoder *decoder, size_t parent, const struct tnf_entity *child,
                            const struct tnf_node *plural) {
    if (!expect_mapping(decoder, plural, "write one NAME: {…} for each, not a list")) return;
    for (const struct tnf_node *key = plural->value->first; key != NULL; key = key->next) {
        if (!usable(decoder, plural->value, key)) continue;
        const size_t row = decoder->rows->count;
        struct tnf_text_row *added = tnf_text_rows_add(decoder->rows, child->id, parent);
        const size_t name = tnf_text_name_field(child);
        added->name = key;
        added->values[name] = key;
        added->record.data[name] = (struct tnf_datum){.set = true, .string = key->text};
        if (expect_mapping(decoder, key, "write its fields below it, or {} when it has none"))
            decode_body(decoder, row, key->value);
        else
            decoder->rows->items[row].faulty = !tnf_node_is_null(key->value);
    }
}

static void decode_key(struct decoder *decoder, size_t row, const struct tnf_node *key) {
    const struct tnf_entity *entity = decoder->rows->items[row].record.entity;
    const int field = tnf_text_find_field(entity, NULL, key->text);
    if (field >= 0) {
        decode_field(decoder, row, (size_t)field, key->value);
        return;
    }
    const char *group = tnf_text_find_group(entity, key->text);
    if (group != NULL) {
        decode_group(decoder, row, group, key);
        return;
    }
    const struct tnf_entity *child = tnf_text_find_child(entity, key->text);
    if (child != NULL)
        decode_children(decoder, row, child, key);
    else
        unknown_key(decoder, row, NULL, key);
}

static void decode_body(struct decoder *decoder, size_t row, const struct tnf_node *mapping) {
    const size_t before = complaints(decoder);
    const bool is_document = tnf_text_is_document(decoder->rows->items[row].record.entity);
    for (const struct tnf_node *key = mapping->first; key != NULL; key = key->next) {
        if (!usable(decoder, mapping, key)) continue;
        /* The key that says what the document is has been read. */
        if (is_document && tnf_sv_eq_c(key->text, decoder->rows->items[row].record.entity->name)) continue;
        decode_key(decoder, row, key);
    }
    if (complaints(decoder) > before) decoder->rows->items[row].faulty = true;
}

static const struct tnf_entity *document_kind(struct tnf_strview key) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (tnf_text_is_document(entity) && tnf_sv_eq_c(key, entity->name)) return entity;
    }
    return NULL;
}

/* The key that says what a document is; *ret_kind is the entity. NULL: complained. */
static const struct tnf_node *find_kind(struct decoder *decoder, const struct tnf_node *document,
                                        const struct tnf_entity **ret_kind) {
    for (const struct tnf_node *key = document->first; key != NULL; key = key->next) {
        if (key->kind != TNF_NODE_SCALAR) continue;
        *ret_kind = document_kind(key->text);
        if (*ret_kind != NULL) return key;
    }
    tnf_text_complain(&decoder->to, document, tnf_text_document_hint().text,
                      "the document does not say what it describes");
    return NULL;
}

/* False when the document is so wrong that it makes no row. */
static bool decode_document(struct decoder *decoder, const struct tnf_node *document) {
    if (tnf_node_is_null(document)) return true;
    if (document->kind != TNF_NODE_MAPPING) {
        tnf_text_complain(&decoder->to, document, tnf_text_document_hint().text, "a document must be a mapping, not %s",
                          tnf_node_title(document).text);
        return false;
    }
    const struct tnf_entity *entity = NULL;
    const struct tnf_node *kind = find_kind(decoder, document, &entity);
    if (kind == NULL) return false;
    struct tnf_strview name;
    if (tnf_node_is_null(kind->value))
        tnf_text_complain(&decoder->to, kind, "write its name behind the colon", "the %s has no name", entity->title);
    if (tnf_node_is_null(kind->value) || !tnf_text_decode_string(&decoder->to, entity->name, kind->value, &name))
        return false;
    const size_t row = decoder->rows->count;
    const size_t field = tnf_text_name_field(entity);
    struct tnf_text_row *added = tnf_text_rows_add(decoder->rows, entity->id, 0);
    added->file = decoder->to.file;
    added->name = kind->value;
    added->values[field] = kind->value;
    added->record.data[field] = (struct tnf_datum){.set = true, .string = name};
    decode_body(decoder, row, document);
    return true;
}

void tnf_text_decode(const struct tnf_node *documents, const char *file, struct tnf_text_rows *rows,
                     struct tnf_error_list *errors) {
    struct decoder decoder = {{errors, tnf_arena_str(&rows->arena, file)}, rows};
    for (const struct tnf_node *document = documents; document != NULL; document = document->next) {
        if (document->kind != TNF_NODE_SEQUENCE) {
            rows->incomplete |= !decode_document(&decoder, document);
            continue;
        }
        for (const struct tnf_node *item = document->first; item != NULL; item = item->next)
            rows->incomplete |= !decode_document(&decoder, item);
    }
}

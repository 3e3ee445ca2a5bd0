/*
 * Rows as a text says them, each value with its place. Pure: needs no store. What is read here belongs to
 * the set's arena.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/entity.h"
#include "catalog/text/node.h"

/* A row of any entity. Key fields that come from the nesting are filled in. */
struct tnf_text_row {
    struct tnf_record record;
    const char *file;
    const struct tnf_node *name;    /* where its own name stands */
    const struct tnf_node **values; /* [field_count]: where each value stands; NULL: not given */
    size_t document;                /* index of the row of the document that it is in */
    bool faulty;                    /* something about it was complained about */
};

struct tnf_text_rows {
    struct tnf_arena arena;
    struct tnf_text_row *items; /* documents in the order of the text, each followed by what nests in it */
    size_t count;
    size_t capacity;
    bool incomplete; /* a file or document could not be read at all, so rows are missing */
};
#define TNF_TEXT_ROWS_INIT                                                                                             \
    { TNF_ARENA_INIT, NULL, 0, 0, false }
void tnf_text_rows_release(struct tnf_text_rows *rows);

/* Adds an empty row of the entity; its record has the key of the row `parent` (an index; ignored for entities
 * that are documents). Valid until the next row is added. */
struct tnf_text_row *tnf_text_rows_add(struct tnf_text_rows *rows, enum tnf_entity_id entity, size_t parent);

/* Index of the field that holds a row's own name: the last key field. */
size_t tnf_text_name_field(const struct tnf_entity *entity);

/* Turns documents into rows, by the table of entities. Every departure from it is added to *errors (unknown
 * keys, wrong types, repeated names), with a hint; what is right is read all the same, so that later checks see
 * as much as there is. `file` is copied. */
void tnf_text_decode(const struct tnf_node *documents, const char *file, struct tnf_text_rows *rows,
                     struct tnf_error_list *errors);

/* Rows of a text by entity and key, and what an import knows of each. */
#pragma once

#include "catalog/text/rows.h"

struct tnf_text_entry {
    struct tnf_text_row *row; /* borrowed from the rows */
    bool skipped;             /* cannot be stored: its key, something required or its parent is wrong */
    bool exists;              /* in the catalog */
    bool same;                /* in the catalog, with the same values */
};

struct tnf_text_index {
    struct tnf_text_entry *entries; /* by entity, then by key; of rows with the same key only the first read */
    size_t count;
};

void tnf_text_index_init(struct tnf_text_index *index, const struct tnf_text_rows *rows);
void tnf_text_index_release(struct tnf_text_index *index);

/* The entry with the key fields of `key`, or NULL. */
struct tnf_text_entry *tnf_text_index_find(const struct tnf_text_index *index, const struct tnf_record *key);
/* The same with the key as text, "tenant-2/api". */
struct tnf_text_entry *tnf_text_index_find_text(const struct tnf_text_index *index, enum tnf_entity_id entity,
                                                struct tnf_strview key);
/* The entry of the row that `record` nests in, or NULL for documents. */
struct tnf_text_entry *tnf_text_index_parent(const struct tnf_text_index *index, const struct tnf_record *record);

#include "catalog/text/index.h"

#include "base/memory.h"
#include "catalog/record.h"
#include "catalog/text/encode.h"

#include <stdlib.h>

static int by_key_then_place(const void *left, const void *right) {
    const struct tnf_text_row *a = ((const struct tnf_text_entry *)left)->row;
    const struct tnf_text_row *b = ((const struct tnf_text_entry *)right)->row;
    const int order = tnf_text_record_cmp(&a->record, &b->record);
    return order != 0 ? order : (a > b) - (a < b); /* rows of one array, as they were read */
}

void tnf_text_index_init(struct tnf_text_index *index, const struct tnf_text_rows *rows) {
    index->entries = tnf_xcalloc(rows->count, sizeof *index->entries);
    for (size_t i = 0; i < rows->count; i++) index->entries[i].row = &rows->items[i];
    if (rows->count > 1) qsort(index->entries, rows->count, sizeof *index->entries, by_key_then_place);
    index->count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct tnf_record *record = &index->entries[i].row->record;
        const bool repeated =
            index->count > 0 && tnf_text_record_cmp(record, &index->entries[index->count - 1].row->record) == 0;
        if (!repeated) index->entries[index->count++] = index->entries[i];
    }
}

void tnf_text_index_release(struct tnf_text_index *index) {
    free(index->entries);
    *index = (struct tnf_text_index){NULL, 0};
}

struct tnf_text_entry *tnf_text_index_find(const struct tnf_text_index *index, const struct tnf_record *key) {
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = tnf_text_record_cmp(&index->entries[middle].row->record, key);
        if (order == 0) return &index->entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct tnf_text_entry *tnf_text_index_find_text(const struct tnf_text_index *index, enum tnf_entity_id entity,
                                                struct tnf_strview key) {
    struct tnf_datum data[TNF_FIELDS_MAX];
    const struct tnf_record record = {tnf_entity(entity), data};
    const size_t count = tnf_entity_key_count(record.entity);
    for (size_t i = 0; i < count; i++)
        data[i] = (struct tnf_datum){.set = true, .string = i + 1 < count ? tnf_sv_next(&key, '/') : key};
    return tnf_text_index_find(index, &record);
}

struct tnf_text_entry *tnf_text_index_parent(const struct tnf_text_index *index, const struct tnf_record *record) {
    if (record->entity->parent == TNF_ENTITY_NONE) return NULL;
    const struct tnf_record key = {tnf_entity(record->entity->parent), record->data};
    return tnf_text_index_find(index, &key);
}

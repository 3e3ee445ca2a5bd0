#include "catalog/text/rows.h"

#include "base/memory.h"
#include "catalog/record.h"

#include <stdlib.h>

void tnf_text_rows_release(struct tnf_text_rows *rows) {
    tnf_arena_release(&rows->arena);
    free(rows->items);
    *rows = (struct tnf_text_rows)TNF_TEXT_ROWS_INIT;
}

size_t tnf_text_name_field(const struct tnf_entity *entity) {
    return tnf_entity_key_count(entity) - 1;
}

/* A child's keys start with its parent's keys, in the same order. */
static void copy_key(const struct tnf_record *parent, struct tnf_record *child) {
    for (size_t i = 0; i < tnf_entity_key_count(parent->entity); i++) child->data[i] = parent->data[i];
}

struct tnf_text_row *tnf_text_rows_add(struct tnf_text_rows *rows, enum tnf_entity_id entity, size_t parent) {
    rows->items = tnf_xgrow(rows->items, rows->count, &rows->capacity, sizeof *rows->items);
    const struct tnf_entity *table = tnf_entity(entity);
    struct tnf_text_row *row = &rows->items[rows->count];
    *row = (struct tnf_text_row){.record = tnf_record_new(&rows->arena, entity), .document = rows->count};
    row->values = TNF_ARENA_ARRAY(&rows->arena, const struct tnf_node *, table->field_count);
    if (table->parent != TNF_ENTITY_NONE) {
        copy_key(&rows->items[parent].record, &row->record);
        row->file = rows->items[parent].file;
        row->document = rows->items[parent].document;
    }
    rows->count++;
    return row;
}

#include "catalog/text/rows.h"

#include "base/memory.h"

#include <stdlib.h>

void tnf_text_rows_release(struct tnf_text_rows *rows) {
    tnf_arena_release(&rows->arena);
    free(rows->items);
    *rows = (struct tnf_text_rows)TNF_TEXT_ROWS_INIT;
}

size_t tnf_text_name_field(const struct tnf_entity *entity) {
    size_t last = 0;
    for (size_t i = 0; i < entity->field_count; i++)
        if (entity->fields[i].flags & TNF_FIELD_KEY) last = i;
    return last;
}

/* A child's keys start with its parent's keys, in the same order. */
static void copy_key(const struct tnf_record *parent, struct tnf_record *child) {
    size_t at = 0;
    for (size_t i = 0; i < parent->entity->field_count; i++) {
        if (!(parent->entity->fields[i].flags & TNF_FIELD_KEY)) continue;
        while (!(child->entity->fields[at].flags & TNF_FIELD_KEY)) at++;
        child->data[at++] = parent->data[i];
    }
}

struct tnf_text_row *tnf_text_rows_add(struct tnf_text_rows *rows, enum tnf_entity_id entity, size_t parent) {
    if (rows->count == rows->capacity) {
        rows->capacity = rows->capacity == 0 ? 64 : 2 * rows->capacity;
        rows->items = tnf_xrealloc(rows->items, rows->capacity * sizeof *rows->items);
    }
    const struct tnf_entity *table = tnf_entity(entity);
    struct tnf_text_row *row = &rows->items[rows->count];
    *row = (struct tnf_text_row){.document = rows->count};
    row->record.entity = table;
    row->record.data = TNF_ARENA_ARRAY(&rows->arena, struct tnf_datum, table->field_count);
    row->values = TNF_ARENA_ARRAY(&rows->arena, const struct tnf_node *, table->field_count);
    if (table->parent != TNF_ENTITY_NONE) {
        copy_key(&rows->items[parent].record, &row->record);
        row->file = rows->items[parent].file;
        row->document = rows->items[parent].document;
    }
    rows->count++;
    return row;
}

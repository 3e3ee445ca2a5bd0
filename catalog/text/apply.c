#include "catalog/text/apply.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "catalog/record.h"

#include <stdlib.h>

/* Up to so many documents, the catalog is asked for the rows of each; with more, all of it is read once. */
enum { DOCUMENTS_MAX = 32 };

struct removals {
    struct tnf_record *items;
    size_t count;
    size_t capacity;
    struct tnf_arena arena;
};

static void release_removals(struct removals *removals) {
    free(removals->items);
    tnf_arena_release(&removals->arena);
}

struct apply {
    struct tnf_catalog *catalog;
    const struct tnf_text_index *index;
    const struct tnf_import_options *options;
    struct tnf_import_counts *counts;
    struct tnf_error_list *errors;
    struct removals removals; /* rows of the catalog that the text does not have, by entity */
};

/* Key fields only: what a removal needs. */
static void add_removal(struct removals *removals, const struct tnf_record *record) {
    removals->items = tnf_xgrow(removals->items, removals->count, &removals->capacity, sizeof *removals->items);
    struct tnf_record key = tnf_record_new(&removals->arena, record->entity->id);
    for (size_t i = 0; i < tnf_entity_key_count(record->entity); i++)
        key.data[i] = tnf_datum_copy(&removals->arena, &record->entity->fields[i], &record->data[i]);
    removals->items[removals->count++] = key;
}

/* Whether an update with the record would change the row; allocated values that are not given stay. */
static bool would_change(const struct tnf_record *row, const struct tnf_record *record) {
    for (size_t i = 0; i < record->entity->field_count; i++) {
        const struct tnf_field *field = &record->entity->fields[i];
        if (!record->data[i].set && (field->flags & TNF_FIELD_ALLOCATED) != 0) continue;
        if (!tnf_datum_equal(field, &record->data[i], &row->data[i])) return true;
    }
    return false;
}

static const struct tnf_entity *document_of(const struct tnf_entity *entity) {
    while (entity->parent != TNF_ENTITY_NONE) entity = tnf_entity(entity->parent);
    return entity;
}

static const struct tnf_text_entry *document_entry(const struct tnf_text_index *index,
                                                   const struct tnf_record *record) {
    const struct tnf_record key = {document_of(record->entity), record->data};
    return tnf_text_index_find(index, &key);
}

/* A row of the catalog: is it in the text, and as it is there? */
static int compare_row(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct apply *apply = context;
    struct tnf_text_entry *entry = tnf_text_index_find(apply->index, row);
    if (entry != NULL) {
        entry->exists = true;
        entry->same = !would_change(row, &entry->row->record);
        return 0;
    }
    const struct tnf_text_entry *document = document_entry(apply->index, row);
    if (document == NULL ? apply->options->replace : !document->skipped) add_removal(&apply->removals, row);
    return 0;
}

/* The rows of the entity that nest in the document, or all rows of the entity when document is NULL. */
static int compare_rows(struct apply *apply, const struct tnf_entity *entity, const struct tnf_record *document,
                        struct tnf_error *err) {
    if (document == NULL) return tnf_catalog_each(apply->catalog, entity->id, NULL, compare_row, apply, err);
    if (document_of(entity) != document->entity) return 0;
    struct tnf_datum data[TNF_FIELDS_MAX] = {{.set = false}};
    const struct tnf_record filter = {entity, data};
    data[0] = document->data[0];
    return tnf_catalog_each(apply->catalog, entity->id, &filter, compare_row, apply, err);
}

static int compare_entities(struct apply *apply, const struct tnf_record *document, struct tnf_error *err) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++)
        TNF_TRY(compare_rows(apply, tnf_entity((enum tnf_entity_id)id), document, err));
    return 0;
}

static size_t document_count(const struct tnf_text_index *index) {
    size_t count = 0;
    for (size_t i = 0; i < index->count; i++) count += index->entries[i].row->record.entity->parent == TNF_ENTITY_NONE;
    return count;
}

static int compare(struct apply *apply, struct tnf_error *err) {
    if (apply->options->replace || document_count(apply->index) > DOCUMENTS_MAX)
        return compare_entities(apply, NULL, err);
    for (size_t i = 0; i < apply->index->count; i++) {
        const struct tnf_record *record = &apply->index->entries[i].row->record;
        if (record->entity->parent == TNF_ENTITY_NONE) TNF_TRY(compare_entities(apply, record, err));
    }
    return 0;
}

/* What the user can mend is kept with its place, the rest ends the import. */
static int settle(struct apply *apply, const struct tnf_text_row *row, int code, const struct tnf_error *error,
                  struct tnf_error *err) {
    if (code == TNF_E_INVALID || code == TNF_E_EXISTS) {
        struct tnf_error placed = *error;
        if (row != NULL) tnf_error_at(&placed, row->file, row->name->line, row->name->column);
        tnf_error_list_add(apply->errors, &placed);
        return 0;
    }
    if (code < 0 && err != NULL) *err = *error;
    return code;
}

static int insert(struct apply *apply, const struct tnf_record *record, struct tnf_error *err) {
    const int code = tnf_catalog_insert(apply->catalog, record, err);
    if (code != TNF_E_EXISTS || record->entity->id != TNF_ENTITY_PLATFORM) return code;
    /* It would have been an update if it were the same one. */
    (void)tnf_error_set(err, code, "platform %s: the catalog has another platform",
                        tnf_excerpt(record->data[0].string).text);
    tnf_error_hint(err, "rename that one with `tenantform platform rename`, or import with --replace");
    return code;
}

static int store_entry(struct apply *apply, const struct tnf_text_entry *entry, struct tnf_error *err) {
    const struct tnf_record *record = &entry->row->record;
    struct tnf_import_counts *counts = &apply->counts[record->entity->id];
    counts->given++;
    if (entry->skipped || entry->same) return 0;
    struct tnf_error error;
    const int code = entry->exists ? tnf_catalog_update(apply->catalog, record, /* whole= */ true, &error)
                                   : insert(apply, record, &error);
    counts->changed += entry->exists;
    counts->added += !entry->exists;
    return settle(apply, entry->row, code, &error, err);
}

static int remove_row(struct apply *apply, const struct tnf_record *key, struct tnf_error *err) {
    struct tnf_error error;
    const int code = tnf_catalog_remove(apply->catalog, key, &error);
    apply->counts[key->entity->id].removed++;
    return settle(apply, NULL, code, &error, err);
}

static int by_entity_backwards(const void *left, const void *right) {
    const struct tnf_record *a = left;
    const struct tnf_record *b = right;
    if (a->entity != b->entity) return a->entity->id > b->entity->id ? -1 : 1;
    return tnf_record_key_cmp(a, b);
}

/* A platform goes before another one can come. Everything else goes after the rows that may refer to it have
 * changed, and in the opposite order of the table, in which what is referred to stands first. */
static int write(struct apply *apply, struct tnf_error *err) {
    struct removals *removals = &apply->removals;
    if (removals->count > 1) qsort(removals->items, removals->count, sizeof *removals->items, by_entity_backwards);
    size_t last = removals->count;
    while (last > 0 && removals->items[last - 1].entity->id == TNF_ENTITY_PLATFORM)
        TNF_TRY(remove_row(apply, &removals->items[--last], err));
    struct tnf_progress *progress = apply->options->progress;
    if (progress != NULL) progress->total = apply->index->count;
    for (size_t i = 0; i < apply->index->count; i++) {
        TNF_TRY(store_entry(apply, &apply->index->entries[i], err));
        if (progress != NULL) tnf_progress_advance(progress, 1);
    }
    for (size_t i = 0; i < last; i++) TNF_TRY(remove_row(apply, &removals->items[i], err));
    return 0;
}

int tnf_text_apply(struct tnf_catalog *catalog, const struct tnf_text_index *index,
                   const struct tnf_import_options *options, struct tnf_import_counts counts[TNF_ENTITY_COUNT],
                   struct tnf_error_list *errors, struct tnf_error *err) {
    struct apply apply = {catalog, index, options, counts, errors, {.arena = TNF_ARENA_INIT}};
    int code = compare(&apply, err);
    if (code == 0) code = write(&apply, err);
    release_removals(&apply.removals);
    return code;
}

/* What can be said about rows without a store: documents that are given twice. */
#include "catalog/text.h"
#include "catalog/text/decode_value.h"

#include "base/excerpt.h"
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>

static struct tnf_strview name_of(const struct tnf_text_row *row) {
    return row->record.data[tnf_text_name_field(row->record.entity)].string;
}

static int by_entity_and_name(const void *left, const void *right) {
    const struct tnf_text_row *a = *(const struct tnf_text_row *const *)left;
    const struct tnf_text_row *b = *(const struct tnf_text_row *const *)right;
    if (a->record.entity != b->record.entity) return a->record.entity->id < b->record.entity->id ? -1 : 1;
    const int order = tnf_sv_cmp(name_of(a), name_of(b));
    if (order != 0) return order;
    return a->document < b->document ? -1 : a->document > b->document; /* as they were read */
}

static void complain(const struct tnf_text_row *row, const struct tnf_text_row *first, const char *message,
                     struct tnf_error_list *errors) {
    struct tnf_error error;
    (void)tnf_error_set(&error, TNF_E_EXISTS, "%s %s %s", row->record.entity->title, tnf_excerpt(name_of(row)).text,
                        message);
    tnf_error_at(&error, row->file, row->name->line, row->name->column);
    tnf_error_hint(&error, "the first is at %s:%u:%u; keep one of them", first->file, first->name->line,
                   first->name->column);
    tnf_error_list_add(errors, &error);
}

static void check_sorted(const struct tnf_text_row *const *documents, size_t count, struct tnf_error_list *errors) {
    size_t first = 0;
    for (size_t i = 1; i < count; i++) {
        const struct tnf_text_row *row = documents[i];
        const bool same_entity = row->record.entity == documents[first]->record.entity;
        if (same_entity && tnf_sv_eq(name_of(row), name_of(documents[first])))
            complain(row, documents[first], "is given twice", errors);
        else if (same_entity && row->record.entity->id == TNF_ENTITY_PLATFORM)
            complain(row, documents[first], "is a second platform, and a catalog has one", errors);
        else
            first = i;
    }
}

void tnf_text_check_documents(const struct tnf_text_rows *rows, struct tnf_error_list *errors) {
    TNF_AUTO_FREE const struct tnf_text_row **documents = tnf_xcalloc(rows->count, sizeof *documents);
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++)
        if (rows->items[i].document == i) documents[count++] = &rows->items[i];
    if (count > 1) qsort(documents, count, sizeof *documents, by_entity_and_name);
    check_sorted(documents, count, errors);
}

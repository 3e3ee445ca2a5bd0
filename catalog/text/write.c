/* Documents in a row: what stands between them, and which record belongs to which. */
#include "catalog/text.h"
#include "catalog/text/encode.h"

#include "base/excerpt.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

bool tnf_text_is_writable(const struct tnf_node *tree) {
    for (const struct tnf_node *node = tree; node != NULL; node = node->next) {
        if (!tnf_sv_is_utf8(node->text) || tnf_sv_find(node->text, '\0') < node->text.len) return false;
        if (!tnf_text_is_writable(node->first) || !tnf_text_is_writable(node->value)) return false;
    }
    return true;
}

void tnf_text_writer_init(struct tnf_text_writer *writer, enum tnf_text_format format, bool single,
                          struct tnf_strbuf *out) {
    *writer = (struct tnf_text_writer){format, single, 0, out};
}

static void add_json(struct tnf_text_writer *writer, const struct tnf_node *document) {
    if (!writer->single) tnf_strbuf_add_str(writer->out, writer->count == 0 ? "[\n  " : ",\n  ");
    tnf_write_json(writer->out, document, writer->single ? 0 : 2);
}

static void add_yaml(struct tnf_text_writer *writer, const struct tnf_node *document) {
    if (writer->count > 0) tnf_strbuf_add_str(writer->out, "---\n");
    tnf_write_yaml(writer->out, document);
}

int tnf_text_writer_add(struct tnf_text_writer *writer, const struct tnf_record *const *rows, size_t count,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_node *document = tnf_text_encode(rows, count, &arena);
    if (!tnf_text_is_writable(document)) {
        const struct tnf_strview name = rows[0]->data[tnf_text_name_field(rows[0]->entity)].string;
        return tnf_error_set(err, TNF_E_INVALID, "%s %s holds text that is not UTF-8", rows[0]->entity->title,
                             tnf_excerpt(name).text);
    }
    if (writer->format == TNF_TEXT_JSON)
        add_json(writer, document);
    else
        add_yaml(writer, document);
    writer->count++;
    return 0;
}

void tnf_text_writer_end(struct tnf_text_writer *writer) {
    if (writer->format == TNF_TEXT_YAML) return;
    if (!writer->single) tnf_strbuf_add_str(writer->out, writer->count == 0 ? "[" : "\n");
    tnf_strbuf_add_str(writer->out, writer->single ? "\n" : "]\n");
}

struct sorted {
    const struct tnf_text_row *row;
    const struct tnf_record *document;
};

/* Documents by entity and name, within one its own row first, then as the encoder wants them. */
static int by_document(const void *left, const void *right) {
    const struct sorted *a = left;
    const struct sorted *b = right;
    const int order = tnf_text_record_cmp(a->document, b->document);
    return order != 0 ? order : tnf_text_record_cmp(&a->row->record, &b->row->record);
}

static struct sorted *sort_rows(const struct tnf_text_rows *rows) {
    struct sorted *sorted = tnf_xcalloc(rows->count, sizeof *sorted);
    for (size_t i = 0; i < rows->count; i++)
        sorted[i] = (struct sorted){&rows->items[i], &rows->items[rows->items[i].document].record};
    if (rows->count > 1) qsort(sorted, rows->count, sizeof *sorted, by_document);
    return sorted;
}

int tnf_text_write_rows(const struct tnf_text_rows *rows, enum tnf_text_format format, struct tnf_strbuf *out,
                        struct tnf_error *err) {
    TNF_AUTO_FREE struct sorted *sorted = sort_rows(rows);
    TNF_AUTO_FREE const struct tnf_record **records = tnf_xcalloc(rows->count, sizeof *records);
    for (size_t i = 0; i < rows->count; i++) records[i] = &sorted[i].row->record;
    struct tnf_text_writer writer;
    tnf_text_writer_init(&writer, format, false, out);
    for (size_t start = 0, end = 0; start < rows->count; start = end) {
        for (end = start; end < rows->count && sorted[end].document == sorted[start].document;) end++;
        TNF_TRY(tnf_text_writer_add(&writer, records + start, end - start, err));
    }
    tnf_text_writer_end(&writer);
    return 0;
}

#include "catalog/text/export.h"

#include "base/excerpt.h"
#include "base/memory.h"

#include <stdlib.h>

/* The rows of one document. */
struct document {
    struct tnf_catalog *catalog;
    struct tnf_arena arena;
    const struct tnf_record **rows;
    size_t count;
    size_t capacity;
};

static void release_document(struct document *document) {
    free(document->rows);
    tnf_arena_release(&document->arena);
}

static int keep_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct document *document = context;
    document->rows = tnf_xgrow(document->rows, document->count, &document->capacity, sizeof *document->rows);
    struct tnf_record *copy = TNF_ARENA_NEW(&document->arena, struct tnf_record);
    *copy = tnf_record_copy(&document->arena, record);
    document->rows[document->count++] = copy;
    return 0;
}

static bool nests_in(const struct tnf_entity *entity, const struct tnf_entity *document) {
    while (entity->parent != TNF_ENTITY_NONE) entity = tnf_entity(entity->parent);
    return entity == document;
}

/* Fills the document with its own row and what nests in it, by entity and key. */
static int collect(struct document *document, const struct tnf_record *own, struct tnf_error *err) {
    tnf_arena_reset(&document->arena);
    document->count = 0;
    TNF_TRY(keep_row(own, document, err));
    struct tnf_datum data[TNF_FIELDS_MAX] = {{.set = false}};
    data[0] = own->data[0]; /* the document's name is the first key of all that nests in it */
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_record filter = {tnf_entity((enum tnf_entity_id)id), data};
        if (filter.entity == own->entity || !nests_in(filter.entity, own->entity)) continue;
        TNF_TRY(tnf_catalog_each(document->catalog, filter.entity->id, &filter, keep_row, document, err));
    }
    return 0;
}

struct walk {
    struct document document;
    tnf_text_document_fn visit;
    void *context;
};

static int visit_own_row(const struct tnf_record *record, void *context, struct tnf_error *err) {
    struct walk *walk = context;
    TNF_TRY(collect(&walk->document, record, err));
    return walk->visit(walk->document.rows, walk->document.count, walk->context, err);
}

int tnf_text_each_document(struct tnf_catalog *catalog, tnf_text_document_fn visit, void *context,
                           struct tnf_error *err) {
    struct walk walk = {{.catalog = catalog, .arena = TNF_ARENA_INIT}, visit, context};
    int code = tnf_catalog_begin_read(catalog, err);
    for (int id = 0; id < TNF_ENTITY_COUNT && code == 0; id++)
        if (tnf_entity((enum tnf_entity_id)id)->parent == TNF_ENTITY_NONE)
            code = tnf_catalog_each(catalog, (enum tnf_entity_id)id, NULL, visit_own_row, &walk, err);
    tnf_catalog_end_read(catalog);
    release_document(&walk.document);
    return code;
}

struct stream {
    struct tnf_text_writer writer;
    struct tnf_strbuf text;
    tnf_text_sink_fn sink;
    void *context;
};

static int flush(struct stream *stream, struct tnf_error *err) {
    const int code = stream->sink(tnf_strbuf_view(&stream->text), stream->context, err);
    tnf_strbuf_clear(&stream->text);
    return code;
}

static int write_document(const struct tnf_record *const *rows, size_t count, void *context, struct tnf_error *err) {
    struct stream *stream = context;
    TNF_TRY(tnf_text_writer_add(&stream->writer, rows, count, err));
    return flush(stream, err);
}

int tnf_export(struct tnf_catalog *catalog, enum tnf_text_format format, tnf_text_sink_fn sink, void *context,
               struct tnf_error *err) {
    struct stream stream = {.text = TNF_STRBUF_INIT, .sink = sink, .context = context};
    tnf_text_writer_init(&stream.writer, format, /* single= */ false, &stream.text);
    int code = tnf_text_each_document(catalog, write_document, &stream, err);
    tnf_text_writer_end(&stream.writer);
    if (code == 0 && stream.text.len > 0) code = flush(&stream, err);
    tnf_strbuf_release(&stream.text);
    return code;
}

static int export_row(struct document *document, const struct tnf_record *key, enum tnf_text_format format,
                      struct tnf_strbuf *out, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record own;
    struct tnf_text_writer writer;
    TNF_TRY(tnf_catalog_get(document->catalog, key, &arena, &own, err));
    TNF_TRY(collect(document, &own, err));
    tnf_text_writer_init(&writer, format, /* single= */ true, out);
    TNF_TRY(tnf_text_writer_add(&writer, document->rows, document->count, err));
    tnf_text_writer_end(&writer);
    return 0;
}

int tnf_export_document(struct tnf_catalog *catalog, enum tnf_entity_id entity, struct tnf_strview name,
                        enum tnf_text_format format, struct tnf_strbuf *out, struct tnf_error *err) {
    if (tnf_entity(entity)->parent != TNF_ENTITY_NONE)
        return tnf_error_set(err, TNF_E_INVALID, "a %s is part of a document and is exported with it",
                             tnf_entity(entity)->title);
    struct tnf_datum data[TNF_FIELDS_MAX] = {{.set = true, .string = name}};
    const struct tnf_record key = {tnf_entity(entity), data};
    struct document document = {.catalog = catalog, .arena = TNF_ARENA_INIT};
    TNF_TRY(tnf_catalog_begin_read(catalog, err));
    const int code = export_row(&document, &key, format, out, err);
    tnf_catalog_end_read(catalog);
    release_document(&document);
    return code;
}

/*
 * The catalog as text: YAML and JSON, in and out. docs/catalog.md describes the format; everything in it comes
 * from the table of entities (catalog/entity.h).
 */
#pragma once

#include "base/error.h"
#include "base/progress.h"
#include "base/strbuf.h"
#include "base/strview.h"
#include "catalog/catalog.h"
#include "catalog/text/rows.h"

enum tnf_text_format { TNF_TEXT_YAML, TNF_TEXT_JSON };

/* JSON for names that end in ".json", else YAML. */
enum tnf_text_format tnf_text_format_of(const char *path);

/* Reads one text into *rows (initialised, may hold rows of other texts). All that is wrong with it is added to
 * *errors; what is right is read all the same. `file` stands in the messages and is copied. Limits: 64 MiB,
 * 32 levels, no YAML anchors, aliases or tags. */
void tnf_text_parse(struct tnf_strview text, const char *file, enum tnf_text_format format, struct tnf_text_rows *rows,
                    struct tnf_error_list *errors);

/* The id of errors in the text itself, which break no rule; see base/error.h. */
#define TNF_TEXT_ERROR_ID "TNF-Y001"

/* Reads a file, or every *.yaml, *.yml and *.json below a directory in byte order of path (hidden ones are
 * skipped, symbolic links are not followed), and looks for documents that are given twice. All that is wrong is
 * added to *errors, sorted by place. Fails (in *err, not in *errors) only when `path` itself cannot be read or
 * holds no such file. */
int tnf_text_load(const char *path, struct tnf_text_rows *rows, struct tnf_error_list *errors, struct tnf_error *err);

/* Complains about documents that are there twice, and about a second platform. */
void tnf_text_check_documents(const struct tnf_text_rows *rows, struct tnf_error_list *errors);

/* Writes documents one behind the other. Canonical: the same rows give the same bytes. Exact inverse of reading. */
struct tnf_text_writer {
    enum tnf_text_format format;
    bool single; /* JSON: one object, not an array */
    size_t count;
    struct tnf_strbuf *out; /* borrowed; may be emptied between calls */
};
void tnf_text_writer_init(struct tnf_text_writer *writer, enum tnf_text_format format, bool single,
                          struct tnf_strbuf *out);
/* Adds a document: rows[0] is its own row, behind it all that nests in it, by entity and key. Fails for text
 * that is not UTF-8 and writes nothing then. */
int tnf_text_writer_add(struct tnf_text_writer *writer, const struct tnf_record *const *rows, size_t count,
                        struct tnf_error *err);
void tnf_text_writer_end(struct tnf_text_writer *writer);
/* Writes all rows of a set, which needs no order. */
int tnf_text_write_rows(const struct tnf_text_rows *rows, enum tnf_text_format format, struct tnf_strbuf *out,
                        struct tnf_error *err);

struct tnf_import_options {
    bool replace; /* documents that the text does not name are removed; otherwise they stay as they are */
    bool dry_run; /* everything but the change itself */
    struct tnf_progress *progress; /* a unit for each row, its total is set; may be NULL */
};
struct tnf_import_counts {
    size_t given; /* in the text */
    size_t added;
    size_t changed;
    size_t removed;
};
struct tnf_import_result {
    int64_t revision; /* the new one, or the current one when nothing changed or with dry_run */
    struct tnf_import_counts of[TNF_ENTITY_COUNT];
};

/* Makes the catalog's documents what the rows say: rows are inserted or updated (what is not given becomes "not
 * given", allocated values stay), rows that nest in a named document and are not in the text are removed. One
 * revision, or none when nothing changes. No transaction may be open.
 *
 * On entry *errors may hold what was wrong with the text; then, and when a rule of the catalog is broken, nothing is
 * changed, everything that is wrong is in *errors, sorted by place, and the first of it is returned in *err. Errors
 * of the store itself are in *err only. Values that break a rule are taken out of *rows. */
int tnf_import_rows(struct tnf_catalog *catalog, struct tnf_text_rows *rows, const struct tnf_import_options *options,
                    const struct tnf_change *change, struct tnf_import_result *ret, struct tnf_error_list *errors,
                    struct tnf_error *err);
/* Reads a table of tenants (.csv, catalog/text/csv.h) against the catalog. All that is wrong with it is added to
 * *errors; fails (in *err) only when the file or the catalog cannot be read. */
int tnf_text_load_csv(struct tnf_catalog *catalog, const char *path, struct tnf_text_rows *rows,
                      struct tnf_error_list *errors, struct tnf_error *err);
/* tnf_text_load, or tnf_text_load_csv for a path that ends in ".csv", and tnf_import_rows. A table changes the tenants
 * that it names; it cannot stand for the whole catalog, so with `replace` it is refused. */
int tnf_import(struct tnf_catalog *catalog, const char *path, const struct tnf_import_options *options,
               const struct tnf_change *change, struct tnf_import_result *ret, struct tnf_error_list *errors,
               struct tnf_error *err);

/* Takes a piece of text; a negative return ends the export and is returned. */
typedef int (*tnf_text_sink_fn)(struct tnf_strview text, void *context, struct tnf_error *err);

/* Writes the whole catalog as one text, document by document: platform, environments and tenants by name. Memory
 * does not grow with the catalog. No transaction may be open. */
int tnf_export(struct tnf_catalog *catalog, enum tnf_text_format format, tnf_text_sink_fn sink, void *context,
               struct tnf_error *err);
/* Appends one document; JSON: as an object. TNF_E_NOT_FOUND when there is none of that name. */
int tnf_export_document(struct tnf_catalog *catalog, enum tnf_entity_id entity, struct tnf_strview name,
                        enum tnf_text_format format, struct tnf_strbuf *out, struct tnf_error *err);
/* Writes platform.yaml, environments/NAME.yaml and tenants/NAME.yaml (or .json) below `path`, each atomically, and
 * makes the folders. A file that has the content already is not touched. Catalog files below `path` that are not part
 * of the export would come back with the next import: with `prune` they are removed, else they are an error and
 * nothing is written. *ret_written (may be NULL) counts the files that changed. */
int tnf_export_directory(struct tnf_catalog *catalog, enum tnf_text_format format, const char *path, bool prune,
                         size_t *ret_written, struct tnf_error *err);

/* Appends the JSON Schema (draft 2020-12) of a catalog file; docs/catalog.schema.json is its output. */
void tnf_catalog_schema_json(struct tnf_strbuf *out);
/* Appends the fields of all entities as Markdown; the second half of docs/catalog.md is its output. */
void tnf_catalog_reference_md(struct tnf_strbuf *out);

/* Sorts by file, line and column. */
void tnf_text_sort_errors(struct tnf_error_list *errors);

/*
 * The catalog as text: YAML and JSON, in and out. docs/catalog.md describes the format; everything in it comes
 * from the table of entities (catalog/entity.h).
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"
#include "catalog/text/rows.h"

enum tnf_text_format { TNF_TEXT_YAML, TNF_TEXT_JSON };

/* JSON for names that end in ".json", else YAML. */
enum tnf_text_format tnf_text_format_of(const char *path);

/* Reads one text into *rows (initialised, may hold rows of other texts). All that is wrong with it is added to
 * *errors; what is right is read all the same. `file` stands in the messages and is copied. Limits: 64 MiB,
 * 32 levels, no YAML anchors, aliases or tags. */
void tnf_text_parse(struct tnf_strview text, const char *file, enum tnf_text_format format, struct tnf_text_rows *rows,
                    struct tnf_error_list *errors);

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

/* Appends the JSON Schema (draft 2020-12) of a catalog file; docs/catalog.schema.json is its output. */
void tnf_catalog_schema_json(struct tnf_strbuf *out);
/* Appends the fields of all entities as Markdown; the second half of docs/catalog.md is its output. */
void tnf_catalog_reference_md(struct tnf_strbuf *out);

/* Sorts by file, line and column. */
void tnf_text_sort_errors(struct tnf_error_list *errors);

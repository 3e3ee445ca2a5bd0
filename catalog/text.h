/*
 * The catalog as text: YAML and JSON, in and out. docs/catalog.md describes the format; everything in it comes
 * from the table of entities (catalog/entity.h).
 */
#pragma once

#include "base/error.h"
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

/* Sorts by file, line and column. */
void tnf_text_sort_errors(struct tnf_error_list *errors);

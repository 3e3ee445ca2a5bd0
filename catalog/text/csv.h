/*
 * Tenants as a table: comma-separated values with a row of names first (RFC 4180), as spreadsheets and customer systems
 * give them. docs/import.md describes the columns.
 */
#pragma once

#include "catalog/catalog.h"
#include "catalog/text/rows.h"

/* The lines of the text as a list of sequences of scalars, NULL when there is none; blank lines are left out. Lines end
 * with LF or CRLF. An error names the place. Limits are those of a file (catalog/text/node.h). */
int tnf_read_csv(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_node **ret,
                 struct tnf_error *err);

/* Adds to *rows each tenant that the lines name, as the catalog has it now with everything that nests in it, changed by
 * what the cells say: a column is a field of tenants or of their placements, an empty cell changes nothing. A tenant or
 * placement that is not there is new. What is wrong is added to *errors. Everything that a message is about is placed
 * at its cell or at that of the tenant's name. Fails only when the catalog cannot be read. No transaction may be open.
 */
int tnf_text_add_csv(struct tnf_catalog *catalog, const struct tnf_node *lines, const char *file,
                     struct tnf_text_rows *rows, struct tnf_error_list *errors, struct tnf_error *err);

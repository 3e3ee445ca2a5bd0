/*
 * Records become text: the exact inverse of reading. Pure. Canonical: keys in the order of the table, children
 * by name, one way to write each value.
 */
#pragma once

#include "base/arena.h"
#include "base/strbuf.h"
#include "catalog/entity.h"
#include "catalog/text/node.h"

/* Order in which documents and their rows are written: by entity, then by key. */
int tnf_text_record_cmp(const struct tnf_record *a, const struct tnf_record *b);

/* The tree of one document: rows[0] is the document's own row, behind it everything that nests in it, sorted by
 * tnf_text_record_cmp. Scalars that are no strings are plain. Text is borrowed from the records. */
struct tnf_node *tnf_text_encode(const struct tnf_record *const *rows, size_t count, struct tnf_arena *arena);

/* Whether all text in the tree is UTF-8 without NUL, which the writers need. The catalog's rules see to it; a
 * store that somebody wrote into by other means may not. */
bool tnf_text_is_writable(const struct tnf_node *tree);

/* Append a tree that tnf_text_encode made. YAML: two blanks a level, a string is in double quotes when it could
 * be read as anything but itself. JSON: `indent` blanks before each line but the first, no final newline. */
void tnf_write_yaml(struct tnf_strbuf *out, const struct tnf_node *document);
void tnf_write_json(struct tnf_strbuf *out, const struct tnf_node *document, size_t indent);

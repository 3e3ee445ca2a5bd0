/* Documents of a catalog, one at a time. */
#pragma once

#include "catalog/text.h"

/* A document's rows as tnf_text_writer_add takes them; valid during the call. */
typedef int (*tnf_text_document_fn)(const struct tnf_record *const *rows, size_t count, void *context,
                                    struct tnf_error *err);
/* Calls visit with each document of the catalog in the order of an export, in one snapshot. */
int tnf_text_each_document(struct tnf_catalog *catalog, tnf_text_document_fn visit, void *context,
                           struct tnf_error *err);

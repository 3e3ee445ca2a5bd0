/*
 * Changes to the catalog from many threads. They queue for the one writer that a catalog has, and those that wait at
 * the same time share a transaction: one of them writes for all, so a hundred changes are made to last once and not a
 * hundred times. When one of them is refused, each is done again in a transaction of its own.
 */
#pragma once

#include "catalog/catalog.h"

struct tnf_writer;

/* Does one change inside an open write transaction. It may be called again for another transaction when the first one
 * came to nothing, and so must start from its context alone. */
typedef int (*tnf_write_fn)(struct tnf_catalog *catalog, void *context, struct tnf_error *err);

/* Nothing is opened yet; the catalog is made with the first change when there is none. Texts are copied. */
struct tnf_writer *tnf_writer_new(const char *path, struct tnf_strview author, struct tnf_strview reason);
/* Nobody may be writing. NULL is fine. */
void tnf_writer_free(struct tnf_writer *writer);

/* Does the change and waits until it lasts. *ret_revision is the catalog's revision then. Broken rules are added to
 * *findings, as tnf_catalog_commit does. */
int tnf_writer_run(struct tnf_writer *writer, tnf_write_fn write, void *context, int64_t *ret_revision,
                   struct tnf_findings *findings, struct tnf_error *err);
/* Those that wait for another process get an error soon, and nobody waits until tnf_writer_resume. */
void tnf_writer_stop(struct tnf_writer *writer);
void tnf_writer_resume(struct tnf_writer *writer);

/* Makes the catalog what an index of rows says, inside an open write transaction. */
#pragma once

#include "catalog/text.h"
#include "catalog/text/index.h"

/* Entries that are marked as skipped are left alone, in the catalog too. A row that the catalog refuses is added to
 * *errors with its place; other failures of the store end the work. */
int tnf_text_apply(struct tnf_catalog *catalog, const struct tnf_text_index *index,
                   const struct tnf_import_options *options, struct tnf_import_counts counts[TNF_ENTITY_COUNT],
                   struct tnf_error_list *errors, struct tnf_error *err);

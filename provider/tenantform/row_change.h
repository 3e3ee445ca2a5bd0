/* Brings a row of a catalog to what is planned: renamed, then changed. Apply and the draft of a plan share it. */
#pragma once

#include "catalog/catalog.h"
#include "provider/tenantform/row.h"

/*
 * Changes the row `before`, as it was read from the open change of `catalog`, to `planned`. What is not known in the
 * plan stays as the catalog has it after the rename, which notes the names that the row had. Errors are those of
 * tnf_catalog_rename, _get and _update.
 */
int tnf_row_change(struct tnf_catalog *catalog, const struct tnf_record *before, const struct tnf_row *planned,
                   struct tnf_error *err);

/* Whether the plan gives the row another name. */
bool tnf_row_renames(const struct tnf_record *before, const struct tnf_row *planned);

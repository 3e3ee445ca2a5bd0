/* docs/json/rows.schema.json from the table of entities: what a row is in the results of commands. */
#pragma once

#include "base/strbuf.h"

/* Appends the JSON Schema: a definition for each entity, and "list" and "one", which tie the fields "rows" and "row" of
 * a result to its "entity". */
void tnf_row_schema(struct tnf_strbuf *out);

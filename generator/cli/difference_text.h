/* What changed between two revisions, for people and as JSON. Pure. */
#pragma once

#include "base/strbuf.h"
#include "catalog/difference.h"

#include <jansson.h>

/* "tenant acme: service api: memory 512 → 1024 MiB", "… added", "… removed", "… renamed to talk". */
void tnf_cli_add_difference(struct tnf_strbuf *out, const struct tnf_difference *difference);
/* "1 row added, 2 renamed, 3 changed, 4 removed", without what there is none of; "no row differs". */
void tnf_cli_add_difference_counts(struct tnf_strbuf *out, const struct tnf_differences *differences);
/* {"entity", "key", "former_key" (of a renamed row, else null), "action", "changes": [{"field", "before", "after"}]}.
 * New reference. */
json_t *tnf_cli_json_difference(const struct tnf_difference *difference);

/* A change the other way round. */
struct tnf_difference tnf_cli_difference_turned(const struct tnf_difference *difference);

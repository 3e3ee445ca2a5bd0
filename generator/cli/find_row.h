/* Finding the row that somebody named. */
#pragma once

#include "catalog/catalog.h"

/* tnf_catalog_get; where there is no such row, the hint names the one that is spelt most like it. */
int tnf_cli_find_row(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
                     struct tnf_record *ret, struct tnf_error *err);

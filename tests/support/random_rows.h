/*
 * Catalogs by chance, from the table of entities alone: for properties that must hold whatever is in a
 * catalog. The same seed gives the same rows. They follow no rule of the catalog other than that keys differ
 * and text is UTF-8 without NUL.
 */
#pragma once

#include "catalog/text/rows.h"

#include <stdint.h>

struct tnf_random {
    uint64_t state;
};
/* A number in [0, below); below > 0. */
uint64_t tnf_random_below(struct tnf_random *random, uint64_t below);

/* Text that breaks careless writers: quotes, newlines, markers of YAML, JSON, HCL and SQL, emoji, numbers, words
 * that mean something, long text. */
struct tnf_strview tnf_random_text(struct tnf_random *random, struct tnf_arena *arena);

/* Adds a platform and tenants that break no rule of the catalog: only what is needed, and hostile text wherever text
 * may be. */
void tnf_random_valid_rows(struct tnf_random *random, struct tnf_text_rows *rows);

/* Adds a platform, environments and tenants with what nests in them. */
void tnf_random_rows(struct tnf_random *random, struct tnf_text_rows *rows);

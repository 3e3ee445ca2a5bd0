/*
 * Open catalogs for many threads: each takes one for itself and gives it back, so that nothing is opened anew for a
 * call. Nothing is opened before the first one is taken.
 */
#pragma once

#include "catalog/catalog.h"

struct tnf_pool;

/* Handles for reading the catalog at `path`, which is copied. */
struct tnf_pool *tnf_pool_new(const char *path);
/* All handles have to be back. NULL is fine. */
void tnf_pool_free(struct tnf_pool *pool);

/* TNF_E_NOT_FOUND when there is no catalog. */
int tnf_pool_take(struct tnf_pool *pool, struct tnf_catalog **ret, struct tnf_error *err);
/* Ends what was begun with it. NULL is fine. */
void tnf_pool_give(struct tnf_pool *pool, struct tnf_catalog *catalog);

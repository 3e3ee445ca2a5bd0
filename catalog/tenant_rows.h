/*
 * All rows of one tenant, in all environments or in one of them.
 */
#pragma once

#include "catalog/entity.h"

/* Rows in key order. */
struct tnf_records {
    struct tnf_record *items;
    size_t count;
};

struct tnf_tenant_rows {
    struct tnf_record tenant;
    struct tnf_records of[TNF_ENTITY_COUNT]; /* by entity; empty for what does not nest under tenants */
};

/*
 * One tenant in one environment as it would be generated, for programs that use the catalog without generating: the
 * same names, ranges, tags and layered values.
 */
#pragma once

#include "catalog/catalog.h"
#include "generator/hcl/value.h"

/* The data of the tenant's stack, and of the network that it runs in: its own as a silo tenant, else the environment's.
 * What only wires templates together (paths of modules, where states are kept) is not in it. The catalog must be in a
 * read transaction. TNF_E_NOT_FOUND when the tenant is not placed there; TNF_E_INVALID when it cannot be generated. */
int tnf_resolve_tenant(struct tnf_catalog *catalog, struct tnf_strview tenant, struct tnf_strview environment,
                       struct tnf_arena *arena, struct tnf_value *ret, struct tnf_error *err);

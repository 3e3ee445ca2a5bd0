/*
 * Data sources: each entity's rows, one by its key or many by what they refer to, and a tenant as it would be
 * generated.
 */
#pragma once

#include "provider/tenantform/provider.h"

/* tenantform_service: one row by its key. The schema has to live as long. */
struct tnf_data_source_type tnf_data_source_of_row(const struct tnf_entity_schema *schema);

/* tenantform_services: many rows. Everything lives in the arena. */
int tnf_data_source_of_rows(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                            struct tnf_data_source_type *ret, struct tnf_error *err);

/* tenantform_tenant_model: names, ranges, tags and services of a tenant in an environment. */
int tnf_data_source_of_model(struct tnf_arena *arena, struct tnf_data_source_type *ret, struct tnf_error *err);

/* Rows by what they are called and what they refer to: attributes that a data source or a query may set. */
#pragma once

#include "catalog/catalog.h"
#include "provider/schema/schema.h"
#include "provider/tenantform/row.h"

/* Writes the optional attributes to `attributes`, which has room for all fields; returns how many there are. */
size_t tnf_filter_attributes(struct tnf_arena *arena, const struct tnf_entity *entity,
                             struct tnf_schema_attribute *attributes);
/* The filter that a value's attributes of those names say. What is null is not filtered by. */
struct tnf_record tnf_filter_read(struct tnf_arena *arena, const struct tnf_entity *entity,
                                  const struct tnf_cty_value *config);

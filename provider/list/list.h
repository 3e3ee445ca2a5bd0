/* List resources: every entity's rows for `terraform query`. */
#pragma once

#include "provider/tenantform/provider.h"

/* Everything lives in the arena. */
int tnf_list_resource_of(struct tnf_arena *arena, const struct tnf_entity_schema *schema,
                         struct tnf_list_resource_type *ret, struct tnf_error *err);

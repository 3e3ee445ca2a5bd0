/* Values made from values by what a schema says about their attributes. Pure. */
#pragma once

#include "base/arena.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

/* `value` with its write-only attributes null. What has none is given back as it is. */
struct tnf_cty_value tnf_schema_without_write_only(struct tnf_arena *arena, const struct tnf_schema *schema,
                                                   const struct tnf_cty_value *value);

/* A configuration that would make the state: without what only the provider sets, what is deprecated or write-only,
 * empty strings, and the block or attribute "timeouts", which is about the run and not about the object. */
struct tnf_cty_value tnf_schema_config_of_state(struct tnf_arena *arena, const struct tnf_schema *schema,
                                                const struct tnf_cty_value *state);

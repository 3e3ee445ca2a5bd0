/*
 * What a schema says about a configuration, and so is the same for every provider. Pure: a value in, diagnostics out.
 * Unknown parts are taken as they come; they are looked at again when they are known.
 */
#pragma once

#include "provider/schema/diagnostic.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

#include <stdbool.h>

/* Checks a configuration: required attributes, attributes that only the provider sets, numbers of blocks, write-only
 * attributes where the client knows none, durations in "timeouts". Adds a warning for each deprecated attribute that is
 * set. */
void tnf_schema_check_config(const struct tnf_schema *schema, const struct tnf_cty_value *config,
                             bool write_only_allowed, struct tnf_diagnostics *diagnostics);

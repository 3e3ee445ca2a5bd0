/*
 * How long a user lets an operation take: the attribute "timeouts" of a resource, with a duration such as "1h30m" for
 * each operation. It is about a run, so GenerateResourceConfig leaves it out.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"
#include "provider/schema/diagnostic.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

#include <stddef.h>
#include <stdint.h>

/* The attribute, to be put into a schema: `operations` are names such as "create". */
struct tnf_schema_attribute tnf_timeouts_attribute(struct tnf_arena *arena, const char *const *operations,
                                                   size_t count);

/* Reads a duration as Go writes it: numbers with the units h, m, s, ms, us or ns, one after the other ("1h30m",
 * "1.5s"), or "0". TNF_E_INVALID when it is none, is negative, or is longer than ten years. */
int tnf_timeouts_parse(struct tnf_strview text, int64_t *ret_ms, struct tnf_error *err);

/* The milliseconds that `object` (a configuration, plan or state) gives the operation; `otherwise_ms` when it says
 * nothing, or nothing that can be read, which tnf_timeouts_check has complained of. */
int64_t tnf_timeouts_get(const struct tnf_cty_value *object, const char *operation, int64_t otherwise_ms);

/* Adds an error for each duration in "timeouts" that cannot be read. */
void tnf_timeouts_check(const struct tnf_cty_value *config, struct tnf_diagnostics *diagnostics);

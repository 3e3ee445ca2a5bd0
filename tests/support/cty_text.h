/*
 * Terraform's schemas and values as JSON text, for tests: the string "<unknown>" is an unknown value. Any failure ends
 * the process.
 */
#pragma once

#include "base/arena.h"
#include "provider/schema/schema.h"
#include "provider/schema/value.h"

/* A block in the form of `terraform providers schema -json`: {"attributes": {…}, "block_types": {…}}. */
struct tnf_schema tnf_test_schema(struct tnf_arena *arena, const char *json);

/* A value of the type. An object's missing attributes are null. */
struct tnf_cty_value tnf_test_value(struct tnf_arena *arena, const struct tnf_cty_type *type, const char *json);

/* The value as compact JSON with sorted keys and single quotes; NUL-terminated, in the arena. */
const char *tnf_test_print(struct tnf_arena *arena, const struct tnf_cty_value *value);

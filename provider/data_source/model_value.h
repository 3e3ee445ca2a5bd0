/* What generator/resolve computes, as Terraform's values. Pure. */
#pragma once

#include "generator/resolve/tenant.h"
#include "provider/schema/value.h"

/* The value together with its own type: objects as they are, lists as tuples. Text is shared. */
struct tnf_cty_value tnf_model_value(struct tnf_arena *arena, struct tnf_value value);
/* A map with an object's parts, which are of one type; null when `value` is none. */
struct tnf_cty_value tnf_model_map_value(struct tnf_arena *arena, struct tnf_value value);
/* A string; null when `value` is none. */
struct tnf_cty_value tnf_model_string_value(struct tnf_value value);

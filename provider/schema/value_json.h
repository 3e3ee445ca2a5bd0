/* Values in JSON, as Terraform keeps them in states: an attribute's place in the type says how its text is read. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"
#include "provider/schema/type.h"
#include "provider/schema/value.h"

enum tnf_cty_json_flags {
    TNF_CTY_JSON_FORGET_ATTRIBUTES = 1 << 0, /* what an object's type does not know is left out, not an error */
};

/* Reads one value of `type`. Text is borrowed from `json` or lives in the arena. An attribute that an object does not
 * have is null; where the type is dynamic an object {"value": …, "type": …} is expected. A value of another type, more
 * text than one value or nesting deeper than TNF_CTY_MAX_DEPTH is an error, which names the attribute. */
int tnf_cty_json_read(struct tnf_arena *arena, struct tnf_strview json, const struct tnf_cty_type *type, unsigned flags,
                      struct tnf_cty_value *ret_value, struct tnf_error *err);

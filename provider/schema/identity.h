/*
 * What a resource is known by, apart from its address in a configuration: a flat object of its own beside the state,
 * which `import` blocks and `terraform query` name resources with.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"
#include "provider/schema/type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tnf_identity_attribute {
    struct tnf_strview name;
    const struct tnf_cty_type *type; /* bool, number, string, or a list of one of them */
    bool required_for_import;        /* exactly one of the two */
    bool optional_for_import;        /* the provider knows it otherwise */
    struct tnf_strview description;
};

struct tnf_identity_schema {
    int64_t version;
    struct tnf_identity_attribute *attributes; /* sorted by name once finished */
    size_t attribute_count;
    const struct tnf_cty_type *type; /* the object that a value of it is; set when finished */
};

/* Sorts, checks and sets the type. TNF_E_INVALID when there is no attribute, a name is empty or used twice, a type is
 * not one of those above, or an attribute is neither or both of required and optional. */
int tnf_identity_schema_finish(struct tnf_arena *arena, struct tnf_identity_schema *schema, struct tnf_error *err);

/*
 * What a provider, a resource type, a data source or an ephemeral resource looks like: attributes and nested blocks
 * with their flags. A schema lives in the arena that it was made in and is immutable once it is finished.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"
#include "provider/schema/type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The protocol's numbers: for blocks all of them, for nested attributes without GROUP. */
enum tnf_schema_nesting {
    TNF_SCHEMA_SINGLE = 1,
    TNF_SCHEMA_LIST = 2,
    TNF_SCHEMA_SET = 3,
    TNF_SCHEMA_MAP = 4,
    TNF_SCHEMA_GROUP = 5, /* as SINGLE, but never null */
};

enum tnf_schema_flags {
    TNF_SCHEMA_REQUIRED = 1 << 0,
    TNF_SCHEMA_OPTIONAL = 1 << 1,
    TNF_SCHEMA_COMPUTED = 1 << 2, /* the provider may choose the value */
    TNF_SCHEMA_SENSITIVE = 1 << 3,
    TNF_SCHEMA_WRITE_ONLY = 1 << 4, /* never in a plan or a state */
    TNF_SCHEMA_DEPRECATED = 1 << 5,
};

/* Both description and deprecation text may be empty; markdown tells how to show the description. */
struct tnf_schema_text {
    struct tnf_strview description;
    struct tnf_strview deprecation;
    bool markdown;
};

struct tnf_schema_attribute;

/* The inside of a nested attribute. */
struct tnf_schema_object {
    struct tnf_schema_attribute *attributes; /* sorted by name once finished */
    size_t attribute_count;
    enum tnf_schema_nesting nesting;
};

struct tnf_schema_attribute {
    struct tnf_strview name;
    const struct tnf_cty_type *type;  /* of a nested attribute: set when the schema is finished */
    struct tnf_schema_object *nested; /* NULL: an attribute with a plain type */
    unsigned flags;                   /* enum tnf_schema_flags */
    struct tnf_schema_text text;
};

struct tnf_schema_nested_block;

struct tnf_schema_block {
    struct tnf_schema_attribute *attributes; /* sorted by name once finished */
    size_t attribute_count;
    struct tnf_schema_nested_block *blocks; /* sorted by name once finished */
    size_t block_count;
    bool deprecated;
    struct tnf_schema_text text;
    const struct tnf_cty_type *type; /* the object that a value of it is; set when finished */
};

struct tnf_schema_nested_block {
    struct tnf_strview name;
    struct tnf_schema_block block;
    enum tnf_schema_nesting nesting;
    int64_t min_items;
    int64_t max_items; /* 0: as many as one likes */
};

struct tnf_schema {
    int64_t version;
    struct tnf_schema_block block;
};

/* Sorts, checks and gives every level its type. TNF_E_INVALID when a name is empty or used twice, an attribute has
 * neither or both of type and nested attributes, or a nesting mode is none; the message names the attribute. */
int tnf_schema_finish(struct tnf_arena *arena, struct tnf_schema *schema, struct tnf_error *err);

/* The type of what is written under the nested block's name: its object, or a collection of it. */
const struct tnf_cty_type *tnf_schema_nested_block_type(struct tnf_arena *arena,
                                                        const struct tnf_schema_nested_block *block);

/* NULL when there is none of that name. The schema has to be finished. */
const struct tnf_schema_attribute *tnf_schema_find_attribute(const struct tnf_schema_block *block,
                                                             struct tnf_strview name);
const struct tnf_schema_nested_block *tnf_schema_find_block(const struct tnf_schema_block *block,
                                                            struct tnf_strview name);

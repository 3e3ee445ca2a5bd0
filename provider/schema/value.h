/*
 * Terraform's values, as they travel between it and a provider. A value and its parts live in one arena; text is
 * borrowed from the message that it was read from or from the arena. Copying the struct shares the parts: copy the
 * arrays before changing what others may see.
 */
#pragma once

#include "base/arena.h"
#include "base/strview.h"
#include "provider/schema/type.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tnf_cty_value_kind {
    TNF_CTY_NULL,      /* the zero of the struct */
    TNF_CTY_UNKNOWN,   /* known only after apply */
    TNF_CTY_BOOLEAN,   /* .boolean */
    TNF_CTY_INTEGER,   /* .integer */
    TNF_CTY_REAL,      /* .real */
    TNF_CTY_DECIMAL,   /* .text: a number that fits neither int64_t nor double, in decimal */
    TNF_CTY_TEXT,      /* .text: a string, UTF-8 */
    TNF_CTY_SEQUENCE,  /* .parts: list, set or tuple */
    TNF_CTY_MAPPING,   /* .parts with .keys, sorted by key: map or object */
    TNF_CTY_WITH_TYPE, /* .dynamic: what stands where the type is dynamic */
};

struct tnf_cty_value;

struct tnf_cty_parts {
    struct tnf_cty_value *items;
    struct tnf_strview *keys; /* of a mapping; NULL in a sequence */
    size_t count;
};

struct tnf_cty_dynamic_value {
    const struct tnf_cty_type *type;
    struct tnf_cty_value *value;
};

struct tnf_cty_value {
    enum tnf_cty_value_kind kind;
    union {
        bool boolean;
        int64_t integer;
        double real;
        struct tnf_strview text;
        struct tnf_strview refinement; /* of an unknown value: its msgpack extension body, or empty */
        struct tnf_cty_parts parts;
        struct tnf_cty_dynamic_value dynamic;
    };
};

struct tnf_cty_value tnf_cty_null(void);
struct tnf_cty_value tnf_cty_unknown(void);
struct tnf_cty_value tnf_cty_text(struct tnf_strview text);
struct tnf_cty_value tnf_cty_boolean(bool boolean);
struct tnf_cty_value tnf_cty_integer(int64_t integer);
/* `count` null items, to be filled in. */
struct tnf_cty_value tnf_cty_sequence(struct tnf_arena *arena, size_t count);
/* `count` null items with empty keys, to be filled in by ascending key. */
struct tnf_cty_value tnf_cty_mapping(struct tnf_arena *arena, size_t count);

/* True for a sequence and a mapping, empty or not. */
bool tnf_cty_has_parts(const struct tnf_cty_value *value);
/* The same value with its own array of parts (the keys and what is below the parts stay shared). */
struct tnf_cty_value tnf_cty_unshare(struct tnf_arena *arena, struct tnf_cty_value value);

/* The part named `name`, NULL when `value` is no mapping or has none. */
struct tnf_cty_value *tnf_cty_get(const struct tnf_cty_value *value, struct tnf_strview name);
/* The string at `name`, or the empty view when there is none, or it is null or unknown. */
struct tnf_strview tnf_cty_get_text(const struct tnf_cty_value *value, struct tnf_strview name);

bool tnf_cty_is_null(const struct tnf_cty_value *value);
/* True when nothing in it is unknown. */
bool tnf_cty_is_wholly_known(const struct tnf_cty_value *value);
/* Same kind and same content, part by part in order (Terraform sends the elements of a set in one fixed order). A
 * number equals the same number in another form (2 and 2.0). */
bool tnf_cty_value_eq(const struct tnf_cty_value *a, const struct tnf_cty_value *b);

/*
 * Terraform's types, as its value library cty has them. A type is immutable and lives in the arena that it was
 * made in. Their text form is JSON: "string", ["list","string"], ["object",{"a":"bool"}], ["tuple",["number"]],
 * "dynamic" for a value that brings its own type along.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>

enum tnf_cty_kind {
    TNF_CTY_DYNAMIC,
    TNF_CTY_BOOL,
    TNF_CTY_NUMBER,
    TNF_CTY_STRING,
    TNF_CTY_LIST,
    TNF_CTY_SET,
    TNF_CTY_MAP,
    TNF_CTY_OBJECT,
    TNF_CTY_TUPLE,
};

/* How deep types and values may nest: sizes that come from the other side have a limit. */
enum { TNF_CTY_MAX_DEPTH = 128 };

struct tnf_cty_type;

struct tnf_cty_field {
    struct tnf_strview name; /* empty in a tuple */
    const struct tnf_cty_type *type;
};

struct tnf_cty_type {
    enum tnf_cty_kind kind;
    const struct tnf_cty_type *element; /* list, set, map */
    const struct tnf_cty_field *fields; /* object: sorted by name; tuple: in order */
    size_t count;                       /* of fields */
};

/* The types without parts; each exists once. */
extern const struct tnf_cty_type tnf_cty_dynamic;
extern const struct tnf_cty_type tnf_cty_bool;
extern const struct tnf_cty_type tnf_cty_number;
extern const struct tnf_cty_type tnf_cty_string;

/* A list, set or map of `element`. */
const struct tnf_cty_type *tnf_cty_collection(struct tnf_arena *arena, enum tnf_cty_kind kind,
                                              const struct tnf_cty_type *element);
/* An object of `fields`, which are copied and sorted. Names have to differ. */
const struct tnf_cty_type *tnf_cty_object(struct tnf_arena *arena, const struct tnf_cty_field *fields, size_t count);
/* A tuple of `fields`, which are copied. */
const struct tnf_cty_type *tnf_cty_tuple(struct tnf_arena *arena, const struct tnf_cty_field *fields, size_t count);

/* True when the type, or one inside it, is dynamic. */
bool tnf_cty_type_has_dynamic(const struct tnf_cty_type *type);
bool tnf_cty_type_eq(const struct tnf_cty_type *a, const struct tnf_cty_type *b);

/* Reads the JSON form. TNF_E_INVALID names what is wrong and where (byte offset). An object's list of optional
 * attributes, which type constraints may carry, is read and forgotten. */
int tnf_cty_type_parse(struct tnf_arena *arena, struct tnf_strview json, const struct tnf_cty_type **ret_type,
                       struct tnf_error *err);
/* Appends the JSON form, without blanks. */
void tnf_cty_type_write(const struct tnf_cty_type *type, struct tnf_strbuf *out);

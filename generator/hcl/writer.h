/*
 * Values as HCL literals, in the shape that `terraform fmt` leaves alone.
 *
 * An object is written one key a line with its `=` aligned, a list of scalars on one line while that is at
 * most TNF_HCL_LIST_COLUMNS columns wide and else, as every other list, one item a line with trailing
 * commas. The width is the list's own, so that renaming what it is assigned to does not fold it anew.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "generator/hcl/value.h"

enum {
    TNF_HCL_LIST_COLUMNS = 80,
    TNF_HCL_VALUE_DEPTH = 64, /* lists and objects in one another */
};

/* Appends the literal. `indent` is the indentation, in columns, of the line on which it starts; the lines
 * after the first are indented from there. No newline at the end. Fails on text that is not UTF-8
 * (TNF_E_INVALID) and past the depth limit (TNF_E_LIMIT); *out is then as it was. */
int tnf_hcl_write(struct tnf_value value, size_t indent, struct tnf_strbuf *out, struct tnf_error *err);

/* Appends a name where an object's key stands: bare when it is an identifier, else a string literal. */
int tnf_hcl_write_key(struct tnf_strview key, struct tnf_strbuf *out, struct tnf_error *err);

/*
 * What rendering is made of: looking names up, and writing a value for the place where it stands.
 */
#pragma once

#include "generator/template/program.h"

/* The values that names are looked up in, innermost first; on the C stack. */
struct tnf_scope_frame {
    struct tnf_value value;
    const struct tnf_scope_frame *outer;
};

/* The value of a name: its first part from the innermost object that has it, the rest from there, as the
 * specification says. False when there is none. */
bool tnf_template_lookup(const struct tnf_scope_frame *scope, const struct tnf_node *node, struct tnf_value *ret_value);

/* Sets the error for a name that lookup did not find: which part is missing and what there is instead. */
int tnf_template_fail_lookup(const struct tnf_scope_frame *scope, const struct tnf_node *node, struct tnf_error *err);

/* True for what {{#x}} takes as yes: everything but null, false, the empty string and the empty list. */
bool tnf_template_is_true(struct tnf_value value);

/* Appends the value as the place wants it, or refuses it. `start` is where in *out the rendered text begins. */
int tnf_place_write(const struct tnf_place *place, struct tnf_value value, size_t start, struct tnf_strbuf *out,
                    struct tnf_error *err);

/*
 * What a provider has to say about a configuration, a plan or a state: errors and warnings, each with the attribute
 * that it is about. They are collected in one list for each call and shown by Terraform.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tnf_severity { TNF_SEVERITY_ERROR = 1, TNF_SEVERITY_WARNING = 2 }; /* the protocol's numbers */

enum tnf_step_kind { TNF_STEP_ATTRIBUTE, TNF_STEP_KEY, TNF_STEP_INDEX };

/* A place in a value, from the inside out: each level of a walk has one on its stack. NULL is the whole value. */
struct tnf_attribute_path {
    const struct tnf_attribute_path *parent;
    enum tnf_step_kind kind;
    struct tnf_strview name; /* attribute or map key */
    int64_t index;           /* list index */
};

struct tnf_diagnostic {
    struct tnf_diagnostic *next;
    enum tnf_severity severity;
    struct tnf_strview summary;             /* a title */
    struct tnf_strview detail;              /* whole sentences: why, and what to do */
    const struct tnf_attribute_path *place; /* innermost step; NULL: the whole */
};

/* In the order in which they were added. */
struct tnf_diagnostics {
    struct tnf_arena *arena; /* everything in the list lives here */
    struct tnf_diagnostic *first;
    struct tnf_diagnostic *last;
};

/* Appends one; texts and path are copied. */
void tnf_diagnostics_add(struct tnf_diagnostics *list, enum tnf_severity severity,
                         const struct tnf_attribute_path *place, struct tnf_strview summary, struct tnf_strview detail);
/* An error's text for people: its message becomes a sentence, its hint the second one. */
struct tnf_strview tnf_diagnostic_detail(struct tnf_arena *arena, const struct tnf_error *err);
/* Appends an error with the detail of *err. */
void tnf_diagnostics_add_error(struct tnf_diagnostics *list, const struct tnf_attribute_path *place,
                               struct tnf_strview summary, const struct tnf_error *err);
bool tnf_diagnostics_have_error(const struct tnf_diagnostics *list);
/* The number of steps from the outside to `place`. */
size_t tnf_attribute_path_length(const struct tnf_attribute_path *place);

/*
 * Variables of a Terraform root as rows of a catalog, by a table of names that a file of the user can add to. Pure.
 * What is not known, or is no literal, is reported and left out: nothing is guessed.
 */
#pragma once

#include "catalog/text/rows.h"
#include "generator/adopt/tfvars.h"

/* Where a variable goes: "environment.cidr", "platform.name", "tenants" (a map from names to objects), or "-": nowhere.
 */
struct tnf_variable_rule {
    struct tnf_strview variable;
    struct tnf_strview target;
};

struct tnf_variable_rules {
    struct tnf_variable_rule *items; /* the user's first, which win */
    size_t count;
};

/* The built-in rules, behind those of the map file's text: YAML, one VARIABLE: TARGET a line; NULL for none. Errors
 * have their place. */
int tnf_variable_rules_read(const struct tnf_strview *text, const char *file, struct tnf_arena *arena,
                            struct tnf_variable_rules *ret, struct tnf_error *err);

/* What became of a variable, or of a field of one; `why` is NULL for what was taken. */
typedef void (*tnf_variable_fn)(const struct tnf_variable *variable, struct tnf_strview field,
                                struct tnf_strview target, const char *why, void *context);

/* Adds a platform, an environment and tenants, each when it has a name; tenants are placed in the environment. Values
 * of a wrong type are added to *errors. */
void tnf_variables_convert(const struct tnf_variables *variables, const struct tnf_variable_rules *rules,
                           struct tnf_text_rows *rows, struct tnf_error_list *errors, tnf_variable_fn report,
                           void *context);

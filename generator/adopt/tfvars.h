/*
 * Values of a Terraform root's variables, as far as they are literals: terraform.tfvars, *.auto.tfvars, both with
 * .json, and defaults of `variable` blocks. Nothing is evaluated: what is no literal is handed over as such.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/text/node.h"

struct tnf_variable {
    struct tnf_strview name;
    const char *file;
    unsigned line;
    unsigned column;
    const struct tnf_node *value; /* NULL: it is given, and is no literal */
};

struct tnf_variables {
    struct tnf_variable *items; /* one for each name, by name; in the arena that was given */
    size_t count;
    size_t capacity;
};

/* Adds what a file says, over what was there. The kind is told by the name: .tfvars, .json, or .tf with its variable
 * blocks. Errors have file and line. */
int tnf_variables_read(struct tnf_strview text, const char *file, struct tnf_arena *arena,
                       struct tnf_variables *variables, struct tnf_error *err);

/* Reads a root's folder, file by file in the order in which Terraform lets later ones win. */
int tnf_variables_load(const char *folder, struct tnf_arena *arena, struct tnf_variables *ret, struct tnf_error *err);

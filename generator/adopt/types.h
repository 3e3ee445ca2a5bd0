/*
 * What makes a resource of AWS the same one in two states, and what it is imported by. Forms of ids: the section
 * "Import" of each resource's page in the documentation of hashicorp/aws 6.
 */
#pragma once

#include "base/strview.h"

#include <stddef.h>

struct tnf_adopt_type {
    const char *name;
    const char *keys; /* attributes that together say which one it is, with commas: "vpc_id,tags.Name" */
    const char *id; /* what `import` takes, of the attributes of what exists: "{cluster_name}:{addon_name}"; {a:last} is
                       what follows the last '/' of a */
};

/* All of them, by name; docs/adopt.md shows them. */
extern const struct tnf_adopt_type tnf_adopt_types[];
extern const size_t tnf_adopt_type_count;

/* NULL for a type that no module creates, or that cannot be imported. */
const struct tnf_adopt_type *tnf_adopt_type(struct tnf_strview name);

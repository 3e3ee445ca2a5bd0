/*
 * Names that outlive a rename: a row's name is for people and for Terraform's addresses, its physical name is what its
 * resources are called in AWS. Pure.
 */
#pragma once

#include "catalog/entity.h"

/* What resources, state keys and parameters are named after: physical_name, or the row's name when it was never
 * renamed. Borrowed from the record, whose entity has a name of its own (a placement has none). */
struct tnf_strview tnf_physical_name(const struct tnf_record *record);

/* The names that it had before, oldest first; none for an entity that keeps none. Borrowed from the record. */
struct tnf_strings tnf_former_names(const struct tnf_record *record);

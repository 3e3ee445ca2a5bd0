/*
 * Where Terraform keeps the state of a stack.
 */
#pragma once

#include "base/arena.h"
#include "catalog/entity.h"

/* The S3 backend of all stacks. */
struct tnf_state_store {
    struct tnf_strview bucket;
    struct tnf_strview region;
    struct tnf_strview kms_key; /* "" for none */
    bool managed;               /* the bootstrap stack makes the bucket and its key */
};
/* What the platform says, or follows from its name; in the arena or the record. */
struct tnf_state_store tnf_state_store_of(struct tnf_arena *arena, const struct tnf_record *platform);

/* The folder of the stack that a tenant's resources are in, without a slash at its end; `cell` is "" for a stack of its
 * own. With the names that rows have now it is the one in the output; with their physical names (catalog/names.h) its
 * state has the key of that and "/terraform.tfstate". */
struct tnf_strview tnf_tenant_stack_path(struct tnf_arena *arena, struct tnf_strview environment,
                                         struct tnf_strview cell, struct tnf_strview tenant);

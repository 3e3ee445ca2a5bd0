/*
 * Dependency lock files: one for each set of providers that stacks have, made by `tenantform lock`, kept as
 * locks/<set>.lock.hcl in the output, and carried to every stack of that set as .terraform.lock.hcl. They are an input
 * of rendering like templates. Pure.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"
#include "generator/output/stack.h"

/* Where the files are in an output, how they end, and what Terraform calls them in a stack. */
#define TNF_LOCKS_FOLDER "locks"
#define TNF_LOCK_SUFFIX ".lock.hcl"
#define TNF_LOCK_FILE ".terraform.lock.hcl"

enum { TNF_LOCK_MAX = 1 << 20 }; /* bytes of one */

struct tnf_lock {
    struct tnf_strview set; /* "aws-postgresql" */
    struct tnf_strview content;
};
struct tnf_locks {
    struct tnf_lock *items;
    size_t count;
};

/* The block required_providers of a stack's terraform.tf, as it is written there; empty when it has none. */
struct tnf_strview tnf_required_providers(struct tnf_strview terraform_tf);
/* The set's name: the providers of such a block in its order, joined by '-'. */
void tnf_provider_set(struct tnf_strview required_providers, struct tnf_strbuf *out);

/* Fails with TNF_E_INVALID unless the lock has a version of each provider that the block asks for, and one that its
 * constraints allow. Constraints are lists of =, !=, >, >=, < and <= with versions of numbers. */
int tnf_lock_check(const struct tnf_lock *lock, struct tnf_strview required_providers, struct tnf_error *err);

/* Adds the lock of the stack's set to its files, as the first of them, if there is one; the arena gets the new list. */
int tnf_locks_add(const struct tnf_locks *locks, struct tnf_arena *arena, struct tnf_stack *stack,
                  struct tnf_error *err);

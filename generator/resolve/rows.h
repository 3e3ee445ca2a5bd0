/*
 * The rows of the catalog that a stack stands for, with a hash of each one's content: of the fields that are set,
 * as the typed record has them, so never of a row id, a time or a revision. Every row is in the manifest of each
 * stack that it concerns, and of no other: the platform's and an environment's in the platform stacks, a tenant's in
 * the tenant's, or its cell's. Private to resolve.
 */
#pragma once

#include "base/sha256.h"
#include "base/strbuf.h"
#include "catalog/catalog.h"
#include "generator/output/stack.h"
#include "generator/resolve/kind.h"
#include "generator/resolve/scene.h"

/* What one thread works with. */
struct tnf_row_tools {
    struct tnf_hasher *hasher;
    struct tnf_strbuf text;
};
void tnf_row_tools_init(struct tnf_row_tools *tools);
void tnf_row_tools_release(struct tnf_row_tools *tools);

/* Set the stack's rows; they live in the arena. */
void tnf_rows_of_environment(struct tnf_row_tools *tools, struct tnf_arena *arena, const struct tnf_scene *scene,
                             const struct tnf_kind *kind, struct tnf_place place, struct tnf_stack *stack);
void tnf_rows_of_tenants(struct tnf_row_tools *tools, struct tnf_arena *arena, const struct tnf_bundle *bundles,
                         size_t count, struct tnf_stack *stack);

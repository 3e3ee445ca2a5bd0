/*
 * Where generated stacks come from, as the sinks see it. generator/resolve implements it over a catalog;
 * tests and benchmarks implement it over anything.
 */
#pragma once

#include "base/arena.h"
#include "generator/output/stack.h"
#include "generator/output/state.h"

/* What to produce. NULL lists mean all, a NULL scope means everything. With tenants: those tenants' stacks, whole cells
 * where they share one, and what the environments have of themselves; with environments alone: all of theirs; what is
 * there once for the platform without environments; modules only without either. Tenants that are in no environment
 * only when none is named; they come as rows without files. */
struct tnf_scope {
    const struct tnf_strview *environments;
    size_t environment_count;
    const struct tnf_strview *tenants;
    size_t tenant_count;
    const struct tnf_strview *cells; /* with tenants: cells that are produced too, as somebody left them */
    size_t cell_count;
};

/* True when the scope is everything. */
static inline bool tnf_scope_is_whole(const struct tnf_scope *scope) {
    return scope == NULL || (scope->environments == NULL && scope->tenants == NULL);
}

struct tnf_source {
    /* Renders every stack in scope and calls visit for each. Stacks come in path order from `thread_count`
     * threads side by side, so visit must be thread-safe; path order holds for the sequence numbers: `sequence`
     * counts from 0 without gaps in path order (byte order of the whole path). Stacks are handed out in that order, so
     * the numbers that are under way at one time lie close together; sinks keep what comes early until its turn, and
     * never wait in visit. The first failure stops all threads and is returned. */
    int (*each)(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err),
                void *context, struct tnf_error *err);

    /* What the source stands for, without `files`; NULL when nothing is known of it. */
    const struct tnf_tree_state *state;
    /* What has to be rendered again where everything else is as a complete run over a source left it that stood for
     * `since`: into *ret_scope, in the arena, possibly nothing; *ret_everything when that cannot be said or is no less
     * than all (other templates, another catalog, a change that reaches all stacks). NULL where `state` is. */
    int (*changed)(struct tnf_source *source, const struct tnf_tree_state *since, struct tnf_arena *arena,
                   struct tnf_scope *ret_scope, bool *ret_everything, struct tnf_error *err);
};

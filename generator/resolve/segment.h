/*
 * The order of a run. A segment is a run of neighbours in path order: one module, one stack of an environment, or all
 * tenants of an environment that share a stack, or all others in it, or all of them once more for the EKS option, or
 * all that are placed in none. Segments sort by bytes, and no segment's path begins with another tenants segment's, so
 * the stacks that they stand for come out in path order too. Private to resolve.
 */
#pragma once

#include "generator/output/source.h"
#include "generator/resolve/kind.h"
#include "generator/resolve/modules.h"
#include "generator/resolve/scene.h"

enum tnf_segment_kind {
    TNF_SEGMENT_MODULE,
    TNF_SEGMENT_STACK,
    TNF_SEGMENT_CELLS,
    TNF_SEGMENT_TENANTS,
    TNF_SEGMENT_KUBERNETES,
    TNF_SEGMENT_UNPLACED
};

struct tnf_segment {
    enum tnf_segment_kind kind;
    struct tnf_strview path; /* of the stack; of several the common part: "environments/<env>/tenants/" or "tenants/" */
    size_t index;            /* of the environment in the scene, or of the module */
    enum tnf_kind_id stack;  /* of TNF_SEGMENT_STACK */
    size_t nth;              /* among those of its kind in the environment */
};

/* The segments in scope, sorted; modules go out with everything only. NULL scope means all. TNF_E_NOT_FOUND for an
 * environment that does not exist. */
int tnf_segments(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_modules *modules,
                 const struct tnf_scope *scope, struct tnf_segment **ret, size_t *ret_count, struct tnf_error *err);

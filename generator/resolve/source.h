/* The pipeline from catalog rows to rendered stacks, on several threads. Private to resolve. */
#pragma once

#include "generator/resolve/locks.h"
#include "generator/resolve/modules.h"
#include "generator/resolve/render.h"
#include "generator/resolve/scene.h"
#include "generator/resolve/segment.h"

/* What a run needs, all borrowed. */
struct tnf_plan {
    struct tnf_catalog *catalog; /* inside a read snapshot */
    const struct tnf_scene *scene;
    const struct tnf_modules *modules;
    const struct tnf_locks *locks;
    struct tnf_renderer *renderer;
    const struct tnf_segment *segments;
    size_t segment_count;
    const struct tnf_strings *only;       /* tenants, or NULL for all */
    const struct tnf_strings *only_cells; /* cells; NULL with it */
};

/* Calls visit for each stack of the plan, as struct tnf_source says. */
int tnf_plan_each(const struct tnf_plan *plan, unsigned thread_count,
                  int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err),
                  void *context, struct tnf_error *err);

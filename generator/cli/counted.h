/* Progress of what renders stacks. */
#pragma once

#include "base/progress.h"
#include "generator/cli/command.h"
#include "generator/output/source.h"
#include "generator/resolve/resolve.h"

/* A source that advances a progress with each stack that another one renders. */
struct tnf_cli_counted {
    struct tnf_source source; /* to be handed on */
    struct tnf_source *inner;
    struct tnf_progress *progress;
    int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err);
    void *context;
};

/* `inner` and the progress are borrowed. */
void tnf_cli_counted_init(struct tnf_cli_counted *counted, struct tnf_source *inner, struct tnf_progress *progress);

/* Gives a progress that is shown a total, by what the catalog has: about as many stacks as environments and placements.
 */
void tnf_cli_expect_stacks(struct tnf_progress *progress, struct tnf_resolver *resolver);

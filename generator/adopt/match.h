/*
 * Which resource of an old state each resource of a stack is. Pure.
 *
 * Two are the same when they are of one type and agree in its keys (generator/adopt/types.h). Keys that name other
 * resources, such as a subnet's VPC, agree when those are the same: what was found leads to more. Where several would
 * do, none is taken.
 */
#pragma once

#include "generator/adopt/instances.h"

enum tnf_adopt_outcome {
    TNF_ADOPT_FOUND,
    TNF_ADOPT_MISSING,     /* nothing agrees with it */
    TNF_ADOPT_AMBIGUOUS,   /* several do, or what does agrees with others too */
    TNF_ADOPT_UNSUPPORTED, /* a type that cannot be imported, or is not known here */
};

/* What became of one resource of the stack. */
struct tnf_adopt_match {
    enum tnf_adopt_outcome outcome;
    const struct tnf_adopt_instance *wanted; /* of the stack */
    const struct tnf_adopt_instance *found;  /* of the old state, or NULL */
    struct tnf_strview id;                   /* to import it by; "" when not found */
    size_t candidates;
};

/* *ret, in the arena, has one for each resource of the stack, in its order. */
void tnf_adopt_match(const struct tnf_adopt_instances *old, const struct tnf_adopt_instances *stack,
                     struct tnf_arena *arena, struct tnf_adopt_match **ret);

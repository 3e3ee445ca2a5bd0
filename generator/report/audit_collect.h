/*
 * What an audit compares: the stacks of a catalog as they would be generated, an output, and the states where the
 * stacks' backends say they are. Reads, and writes nothing.
 */
#pragma once

#include "base/progress.h"
#include "generator/output/source.h"
#include "generator/report/audit.h"
#include "generator/resolve/resolve.h"

struct tnf_audit_options {
    const char *output;            /* folder of the output */
    const char *states;            /* folder that paths of local states are relative to */
    struct tnf_resolver *resolver; /* of the catalog */
    unsigned threads;              /* for rendering; 0: one per processor */
    struct tnf_progress *progress; /* a unit for each stack that is rendered; may be NULL */
};

/* Fills *ret but for now and stale_lock, and finds out what each object is; everything lives in the arena. What is
 * wanted of the objects has been read, too. Fails where a whole side of the comparison cannot be had: a bucket that
 * cannot be listed, an output that a run left unfinished. */
int tnf_audit_collect(const struct tnf_audit_options *options, struct tnf_arena *arena, struct tnf_audit *ret,
                      struct tnf_error *err);

/*
 * What has to happen on disk for one generated folder: the new files against the folder's manifest and what
 * stands there. Reads, decides, writes nothing.
 */
#pragma once

#include "base/arena.h"
#include "generator/output/folder.h"
#include "generator/output/manifest.h"
#include "generator/output/rows.h"

enum tnf_step_kind {
    TNF_STEP_SAME,        /* nothing to do */
    TNF_STEP_ADD,         /* nothing is there */
    TNF_STEP_REPLACE,     /* ours, with other bytes */
    TNF_STEP_EDITED,      /* ours or maybe ours, but changed by hand (or not a file any more): kept */
    TNF_STEP_CONFLICT,    /* not ours and in the way */
    TNF_STEP_REMOVE,      /* ours, no longer generated */
    TNF_STEP_KEEP_EDITED, /* ours, no longer generated, but changed by hand: kept, not ours any more */
};

struct tnf_step {
    enum tnf_step_kind kind;
    bool forced;                /* REPLACE or REMOVE of a file that was changed by hand */
    bool manifest;              /* the folder's manifest itself */
    struct tnf_strview path;    /* relative to the output */
    struct tnf_strview content; /* the new bytes, unless removed; borrowed from the stack */
    struct tnf_sha256 found;    /* of REPLACE and REMOVE: the hash of what is there now */
};

struct tnf_delta {
    struct tnf_step *steps; /* in name order, the manifest last */
    size_t count;
    struct tnf_sha256 manifest_hash; /* of the new manifest */
    bool had_manifest;
    struct tnf_sha256 old_manifest_hash;      /* when it had one */
    struct tnf_strview damage;                /* of the old manifest; "" when it could be read */
    struct tnf_row_changes rows;              /* against the old manifest; empty without one */
    size_t of_kind[TNF_STEP_KEEP_EDITED + 1]; /* files (not the manifest) of each kind */
    bool manifest_changes;
};

/* What one thread works with. */
struct tnf_tools {
    struct tnf_folder out;
    struct tnf_hasher *hasher;
    struct tnf_arena arena; /* the delta; reset for each stack by whoever calls */
    struct tnf_strbuf scratch;
};
int tnf_tools_init(struct tnf_tools *tools, const struct tnf_folder *out, struct tnf_error *err);
void tnf_tools_release(struct tnf_tools *tools);

/* The delta of a stack that is generated; without files it has no steps, as there is no folder. With `force` files that
 * were changed by hand are replaced. The result lives in tools->arena and points into the stack. */
int tnf_delta_of(struct tnf_tools *tools, const struct tnf_stack *stack, bool force, struct tnf_delta *ret,
                 struct tnf_error *err);
/* The delta of a folder that is no longer generated. */
int tnf_delta_gone(struct tnf_tools *tools, struct tnf_strview path, bool force, struct tnf_delta *ret,
                   struct tnf_error *err);
/* True when the delta needs anything written or removed. */
bool tnf_delta_writes(const struct tnf_delta *delta);

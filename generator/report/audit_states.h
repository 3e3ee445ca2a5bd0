/* The states of an audit: in files, or in the buckets that the stacks' backends name. Private to report. */
#pragma once

#include "generator/report/audit.h"
#include "generator/state/backend.h"

/* Where a stack's backend has the state, as struct tnf_audit_stack says it; "" for a backend that cannot be looked at.
 * In the arena. */
struct tnf_strview tnf_audit_place(const struct tnf_backend *backend, struct tnf_arena *arena);

/* A folder of keys in a bucket that holds states of ours: it is listed. */
struct tnf_audit_store {
    struct tnf_strview bucket;
    struct tnf_strview region;
    struct tnf_strview prefix; /* up to the first slash of a key, with it */
};

struct tnf_audit_stores {
    struct tnf_audit_store *items; /* each once */
    size_t count;
    size_t capacity;
    bool local; /* some states are in files */
};

/* Notes where a stack's state is. Views of the backend are copied into the arena. */
void tnf_audit_stores_add(struct tnf_audit_stores *stores, const struct tnf_backend *backend, struct tnf_arena *arena);

/* Lists the stores into audit->objects, sorts, and reads what is wanted. Files of local states are relative to
 * `folder`. */
int tnf_audit_look(struct tnf_audit *audit, const struct tnf_audit_stores *stores, const char *folder,
                   struct tnf_arena *arena, struct tnf_error *err);

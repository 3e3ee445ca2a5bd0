/* Who holds the lock of a state, as Terraform and OpenTofu write it beside the state. Pure. */
#pragma once

#include "base/arena.h"

#include <stdint.h>

struct tnf_lock_info {
    struct tnf_strview id;
    struct tnf_strview who;       /* "ada@laptop" */
    struct tnf_strview operation; /* "OperationTypeApply" */
    int64_t created;              /* seconds since 1970 */
};

/* Reads the JSON of a lock; what it does not say is "" or 0, as is all of what is no JSON. Texts live in the arena. */
void tnf_lock_info_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_lock_info *ret);

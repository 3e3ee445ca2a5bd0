/* The files of a folder, for states that are kept in files and for looking at what else lies in an output. */
#pragma once

#include "base/arena.h"
#include "base/error.h"

#include <stdint.h>

/* A file, or an object of a bucket. */
struct tnf_state_object {
    struct tnf_strview name; /* relative to the folder; of a bucket, the key */
    uint64_t size;
    int64_t modified; /* seconds since 1970 */
};

struct tnf_state_objects {
    struct tnf_state_object *items;
    size_t count;
    size_t capacity;
};

/* Adds every file below `root` to *objects, in no order; names live in the arena. Links are not followed, and .git,
 * .terraform and .tenantform not entered. A folder that is not there has no files. */
int tnf_state_folder_list(const char *root, struct tnf_arena *arena, struct tnf_state_objects *objects,
                          struct tnf_error *err);

/*
 * Renames, oldest first, and what a key that was right before them is called after them: a row follows its own name and
 * the names of what it nests under and refers to by its key. Pure.
 */
#pragma once

#include "catalog/catalog.h"

struct tnf_renames {
    struct tnf_rename *items;
    size_t count;
    size_t capacity;
    struct tnf_arena arena; /* of the texts */
};
#define TNF_RENAMES_INIT                                                                                               \
    { NULL, 0, 0, TNF_ARENA_INIT }
void tnf_renames_release(struct tnf_renames *renames);

/* Appends a copy. */
void tnf_renames_add(struct tnf_renames *renames, const struct tnf_rename *rename);
/* Gives the key fields of `record` the names that they have after the renames behind revision `since`. Its data is
 * changed in place; texts are copied into the arena. */
void tnf_renames_follow(const struct tnf_renames *renames, int64_t since, struct tnf_arena *arena,
                        struct tnf_record *record);

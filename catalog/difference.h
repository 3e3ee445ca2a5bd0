/*
 * What changed between two revisions, row by row: the changes of the history added up, so that what was changed twice
 * is there once, and what came back is not there at all.
 */
#pragma once

#include "catalog/record.h"

/* A row at the two revisions; .entity is NULL where there is none. A row that was renamed is one pair: the keys of
 * `before` are those of the first revision, the keys of `after` those of the second. */
struct tnf_difference {
    struct tnf_record before;
    struct tnf_record after;
};

struct tnf_differences {
    struct tnf_arena *arena; /* the caller's, in which everything is */
    struct tnf_difference **items;
    size_t count;
    size_t capacity;
    struct tnf_difference *renames; /* in their order */
    size_t rename_count;
    size_t rename_capacity;
    void *live; /* of the pairs with a row after: by its key (tsearch) */
};

void tnf_differences_init(struct tnf_differences *differences, struct tnf_arena *arena);
/* Frees what is not in the arena. */
void tnf_differences_release(struct tnf_differences *differences);

/* Adds one change of the history, in its order; either row may be NULL. The records are copied. */
void tnf_differences_add(struct tnf_differences *differences, const struct tnf_record *before,
                         const struct tnf_record *after);
/* Puts rows that went and came again under the same name together, drops those that are what they were, and sorts: the
 * platform, environments with what is in them, tenants with what is in them. */
void tnf_differences_end(struct tnf_differences *differences);

/* Whether the row has another name, not counting the names of what it nests in. */
bool tnf_difference_is_rename(const struct tnf_difference *difference);
/* Whether a field that differs is a change of the row: keys that name what it nests in follow renames by themselves. */
bool tnf_difference_counts(const struct tnf_entity *entity, size_t field);
/* The row that there is: after, or before when it is gone. */
const struct tnf_record *tnf_difference_row(const struct tnf_difference *difference);

/* Of a row that was renamed from `before` to `after`: gives every field of `row` that names it the new name, a view of
 * that in `after`. False when none does. */
bool tnf_difference_follow(const struct tnf_record *before, const struct tnf_record *after, struct tnf_record *row);
/* A copy, in the arena, of a row from before the differences: with the names that what it is in has after them. */
struct tnf_record tnf_difference_today(const struct tnf_differences *differences, const struct tnf_record *row,
                                       struct tnf_arena *arena);
/* Whether a row names another one, `parent`, in its keys or another field. */
bool tnf_difference_names(const struct tnf_record *parent, const struct tnf_record *row);

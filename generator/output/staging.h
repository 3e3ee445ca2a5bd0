/*
 * How a run changes the tree all at once. New bytes go to .tenantform/stage/tree, what is to be replaced or removed
 * into a journal. Naming the journal .tenantform/journal is the moment of decision: before it nothing of the
 * tree has changed and the stage is thrown away, after it the change is carried out, by this run or, when that one is
 * killed, by the next one. Files that were changed by hand in between are left alone.
 *
 * Everything is done in whole steps of rename and unlink, so being killed at any instruction is covered; a loss of
 * power is not (nothing is synced; the manifests find what it tore).
 */
#pragma once

#include "generator/output/delta.h"

#include <stdio.h>

struct tnf_staging {
    struct tnf_folder folder; /* .tenantform/stage */
    struct tnf_folder tree;   /* .tenantform/stage/tree */
    FILE *journal;            /* locked by stdio while one delta is written */
    char *folder_name;
    char *tree_name;
};

/* One that is not open; release takes it. */
#define TNF_STAGING_NONE ((struct tnf_staging){.folder = TNF_FOLDER_NONE, .tree = TNF_FOLDER_NONE})

/* Throws away what a run before has left in the stage, and begins a new one. */
int tnf_staging_open(struct tnf_staging *stage, const struct tnf_folder *control, struct tnf_error *err);
void tnf_staging_release(struct tnf_staging *stage);
/* Stages a delta. May be called from several threads, each with a `tree` of its own (shared from stage->tree). */
int tnf_staging_put(struct tnf_staging *stage, struct tnf_folder *tree, const struct tnf_delta *delta,
                    struct tnf_error *err);
/* Decides: from here on the change will happen. */
int tnf_staging_commit(struct tnf_staging *stage, const struct tnf_folder *control, struct tnf_error *err);
/* Removes the stage with all that is in it. */
int tnf_staging_clear(const struct tnf_folder *control, struct tnf_error *err);

/* Carries out a decided change, if there is one, and clears the stage. *ret_found tells whether there was. */
int tnf_journal_apply(const struct tnf_folder *control, const struct tnf_folder *out, bool *ret_found,
                      struct tnf_error *err);
/* True when a decided change waits to be carried out. */
bool tnf_journal_exists(const struct tnf_folder *control);

/* Names in the control folder and in the stage. */
#define TNF_STAGING_NAME "stage"
#define TNF_STAGING_TREE "tree"
#define TNF_INDEX_NAME "manifest"
#define TNF_JOURNAL_NAME "journal"
#define TNF_JOURNAL_HEADER "# tenantform journal 1\n"
#define TNF_JOURNAL_END "end\n"

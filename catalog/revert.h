/* Undoing revisions: the changes of a revision turned round and applied to the rows of today. */
#pragma once

#include "catalog/catalog.h"

/* What rows that come back get anew, instead of having it again. */
enum tnf_revert_anew {
    TNF_REVERT_PLACES = 1 << 0, /* ranges, priorities, cells */
    TNF_REVERT_NAMES = 1 << 1,  /* names in AWS */
};

struct tnf_revert {
    int64_t revision;
    bool to;       /* everything after the revision is undone, instead of the revision itself */
    unsigned anew; /* enum tnf_revert_anew */
};

/* Makes the changes in the open write transaction; the rules look at them at its commit. Rows that were renamed are
 * renamed back, so that they stay what they are in AWS: physical_name and former_names are the rename's, whatever they
 * were. What is as it was already is left alone. What others changed since is not overwritten: each such row is added
 * to *conflicts, the first is returned as TNF_E_CONFLICT, and nothing is changed. TNF_E_NOT_FOUND for a revision that
 * there is not, or without one before it. */
int tnf_catalog_revert(struct tnf_catalog *catalog, const struct tnf_revert *revert, struct tnf_error_list *conflicts,
                       struct tnf_error *err);

/* What is to be had anew so that findings of a commit may go away; 0: they are about something else. */
unsigned tnf_revert_anew_for(const struct tnf_findings *findings);

/*
 * Two commits of a repository side by side, from objects alone: no index, no work tree. What is the same in both is
 * never opened, so the cost is that of the difference.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct tnf_git_compare_options {
    const char *repository; /* path of the repository or of a folder in its work tree */
    const char *since;      /* any revision that git knows */
    const char *until;      /* likewise; NULL: HEAD */
    const char *directory;  /* folder in the repository that holds the output; NULL or "": its root */
};

enum tnf_git_side { TNF_GIT_BEFORE, TNF_GIT_AFTER };
enum tnf_git_change { TNF_GIT_ADDED, TNF_GIT_REMOVED, TNF_GIT_CHANGED };

struct tnf_git_comparison;

/* Opens both commits. Compared with is what `since` and `until` have in common (their merge base), so that commits
 * which came to `since` meanwhile do not count; without anything in common it is `since` itself. TNF_E_NOT_FOUND for a
 * repository or revision that is not there; the hint tells of clones without history. Free with
 * tnf_git_comparison_free. */
int tnf_git_compare(const struct tnf_git_compare_options *options, struct tnf_git_comparison **ret,
                    struct tnf_error *err);
void tnf_git_comparison_free(struct tnf_git_comparison *comparison);

/* Hex id of the commit on that side, borrowed. */
const char *tnf_git_comparison_commit(const struct tnf_git_comparison *comparison, enum tnf_git_side side);

/* Calls visit for each file that is not the same on both sides, by path, relative to the output and borrowed for the
 * call. A negative result of visit ends it and is returned. */
typedef int (*tnf_git_change_fn)(struct tnf_strview path, enum tnf_git_change change, void *context,
                                 struct tnf_error *err);
int tnf_git_comparison_each(struct tnf_git_comparison *comparison, tnf_git_change_fn visit, void *context,
                            struct tnf_error *err);

/* Calls visit for each file below a folder of the output on one side whose name ends in `suffix`, with its content;
 * both are borrowed for the call. A folder that is not there has none; "" is the whole output. */
typedef int (*tnf_git_file_fn)(struct tnf_strview path, struct tnf_strview content, void *context,
                               struct tnf_error *err);
int tnf_git_comparison_walk(struct tnf_git_comparison *comparison, enum tnf_git_side side, struct tnf_strview folder,
                            struct tnf_strview suffix, tnf_git_file_fn visit, void *context, struct tnf_error *err);

/* The same without the folders below it for which `enters` is false; these are not opened. */
typedef bool (*tnf_git_enter_fn)(struct tnf_strview path, void *context);
int tnf_git_comparison_walk_some(struct tnf_git_comparison *comparison, enum tnf_git_side side,
                                 struct tnf_strview folder, struct tnf_strview suffix, tnf_git_enter_fn enters,
                                 tnf_git_file_fn visit, void *context, struct tnf_error *err);

/* The content of a file on one side, into *ret_content (replaced); *ret_found false when there is none. */
int tnf_git_comparison_read(struct tnf_git_comparison *comparison, enum tnf_git_side side, struct tnf_strview path,
                            struct tnf_strbuf *ret_content, bool *ret_found, struct tnf_error *err);

/*
 * What the outputs in a repository's commits were made from, by the ids of their trees: <git
 * folder>/tenantform/outputs, local to the repository. A tree's id says every byte below it, so what is known of one
 * holds wherever it turns up: on another branch, after a merge, after a rebase. Private to git.
 */
#pragma once

#include "generator/output/state.h"

#include <git2.h>

/* So many are remembered, the newest first. */
enum { TNF_GIT_OUTPUTS_MAX = 64 };

/* The state that the output in that tree was made from; *ret_found false when nothing is known of it, or the file
 * cannot be read. */
void tnf_git_outputs_find(git_repository *repository, const git_oid *tree, struct tnf_tree_state *ret, bool *ret_found);
/* Remembers that everything generated in the tree is what was made from the state, and nothing in it was changed by
 * hand. */
int tnf_git_outputs_note(git_repository *repository, const git_oid *tree, const struct tnf_tree_state *state,
                         struct tnf_error *err);

/* The text of that file with an entry in front, and without an older one of the same tree; appended. Pure. */
void tnf_git_outputs_add(struct tnf_strview text, struct tnf_strview tree, const struct tnf_tree_state *state,
                         struct tnf_strbuf *out);
/* The entry of a tree; false when there is none. Pure. */
bool tnf_git_outputs_read(struct tnf_strview text, struct tnf_strview tree, struct tnf_tree_state *ret);

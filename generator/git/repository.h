/* Where a commit goes: the repository, the branch, and what it stood on at the start. Private to git. */
#pragma once

#include "generator/git/commit.h"

#include <git2.h>

struct tnf_git_target {
    git_repository *repository;
    char *reference;    /* refs/heads/<branch> */
    bool exists;        /* the branch does */
    git_commit *parent; /* NULL for a first commit */
    git_tree *tree;     /* the parent's, or NULL */
    git_signature *author;
};

/* Opens (or makes) the repository and reads branch and author. */
int tnf_git_target_open(const struct tnf_git_commit_options *options, struct tnf_git_target *ret,
                        struct tnf_error *err);
void tnf_git_target_release(struct tnf_git_target *target);

/* Makes the commit object and moves the branch to it, if the branch still stands where it stood. */
int tnf_git_target_commit(const struct tnf_git_target *target, const git_oid *tree, const char *message,
                          git_oid *ret_id, struct tnf_error *err);

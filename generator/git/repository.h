/* Repositories, what libgit2 says of its failures, and where a commit goes: the repository, the branch, and what it
 * stood on at the start. Private to git. */
#pragma once

#include "generator/git/commit.h"
#include "generator/git/sign.h"

#include <git2.h>

/* Readies libgit2, once for the life of the process: each time costs a read of all certificates that the machine
 * trusts. What is read from a repository is not hashed again to see that it is what was asked for; git does not do that
 * either, and what is damaged fails its checksum. */
void tnf_git_start(void);

/* "could not <what>: <libgit2's last reason>" as an error of that code, which is returned. */
int tnf_git_failed(struct tnf_error *err, enum tnf_code code, const char *what, ...)
    __attribute__((format(printf, 3, 4)));

/* Opens the repository at a path or above it; to be freed with git_repository_free. TNF_E_NOT_FOUND with that hint when
 * there is none. */
int tnf_git_repository_open(const char *path, const char *hint, git_repository **ret, struct tnf_error *err);

/* The tree of a folder ("a/b"; NULL or "" for the root's own), to be freed with git_tree_free; NULL when `root` is NULL
 * or has no such folder. */
int tnf_git_folder_of(git_repository *repository, git_tree *root, const char *folder, git_tree **ret,
                      struct tnf_error *err);

struct tnf_git_target {
    git_repository *repository;
    char *reference;    /* refs/heads/<branch> */
    bool exists;        /* the branch does */
    git_commit *parent; /* NULL for a first commit */
    git_tree *tree;     /* the parent's, or NULL */
    git_signature *author;
    struct tnf_git_signer signer;
};

/* Opens (or makes) the repository and reads branch and author. */
int tnf_git_target_open(const struct tnf_git_commit_options *options, struct tnf_git_target *ret,
                        struct tnf_error *err);
void tnf_git_target_release(struct tnf_git_target *target);

/* Makes the commit object, signed if that is wanted, and moves the branch to it, if the branch still stands where it
 * stood. */
int tnf_git_target_commit(const struct tnf_git_target *target, const git_oid *tree, const char *message,
                          git_oid *ret_id, struct tnf_error *err);

/*
 * The new tree of a branch: the old one with its generated files replaced. Private to git.
 */
#pragma once

#include "generator/git/changes.h"
#include "generator/git/pack.h"

#include <git2.h>

/* A generated folder, or a folder inside one that has generated files, with its files already in the pack. */
struct tnf_git_folder {
    struct tnf_strview path;   /* in the repository */
    struct tnf_strview *names; /* of its files, the manifest among them; without those in folders below */
    git_oid *ids;
    size_t file_count;
    git_oid manifest; /* id of the manifest's blob; zero for a folder inside a generated one */
    bool control;     /* ours as a whole, without a manifest */
};

/* Orders folders so that what lies in a folder follows it directly ('/' before every other byte). For qsort. */
int tnf_git_folder_cmp(const void *a, const void *b);

/* Writes all trees to the pack. `folders` are sorted with tnf_git_folder_cmp; `old` is the branch's tree or NULL;
 * `base` is the folder that holds the output, "" for the root: only below it manifests are believed. The rules are
 * those of generator/output/delta.h: files that are in no manifest stay, and are TNF_E_CONFLICT when they are in the
 * way; generated files that were changed by hand stay unless `force`. *ret_id is the new root tree. */
int tnf_git_tree_build(git_repository *repository, struct tnf_pack *pack, struct tnf_pack_scratch *scratch,
                       const struct tnf_git_folder *folders, size_t count, const git_tree *old, struct tnf_strview base,
                       bool force, struct tnf_git_changes *changes, git_oid *ret_id, struct tnf_error *err);

/*
 * The new tree of a branch: the old one with its generated files replaced. Private to git.
 */
#pragma once

#include "generator/git/changes.h"
#include "generator/git/pack.h"
#include "generator/output/source.h"

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

struct tnf_git_tree_options {
    git_repository *repository;
    struct tnf_pack *pack; /* gets the trees */
    struct tnf_pack_scratch *scratch;
    struct tnf_strview base;       /* folder that holds the output, "" for the root: only below it manifests count */
    const struct tnf_scope *scope; /* that the folders were produced for; what it does not decide stays. NULL: all */
    bool force;
    struct tnf_git_changes *changes; /* gets what is different */
};

/* Writes all trees to the pack. `folders` are sorted with tnf_git_folder_cmp; `old` is the branch's tree or NULL. The
 * rules are those of generator/output/delta.h: files that are in no manifest stay, and are TNF_E_CONFLICT when they are
 * in the way; generated files that were changed by hand stay unless `force`. *ret_id is the new root tree. Trees that
 * hold nothing of the scope are not opened, so the cost is that of the scope. */
int tnf_git_tree_build(const struct tnf_git_tree_options *options, const struct tnf_git_folder *folders, size_t count,
                       const git_tree *old, git_oid *ret_id, struct tnf_error *err);

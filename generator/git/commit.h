/*
 * Committing generated stacks: rendered straight into a repository's object database, as blobs and trees. No index and
 * no work tree are touched, so a bare repository or one with somebody's unfinished work will do.
 */
#pragma once

#include "base/error.h"
#include "generator/output/source.h"

#include <stdbool.h>
#include <stdint.h>

enum tnf_git_signing {
    TNF_GIT_SIGN_AS_CONFIGURED, /* commit.gpgsign */
    TNF_GIT_SIGN,
    TNF_GIT_SIGN_NOT,
};

struct tnf_git_commit_options {
    const char *repository; /* path of the repository or of a folder in its work tree */
    bool create;            /* make a repository there when there is none */
    const char *branch;     /* to commit to; made when it does not exist */
    const char *onto;       /* where a new branch starts: any revision that git knows; NULL: HEAD */
    const char *directory;  /* folder in the repository that holds the output; NULL or "": its root */
    const char *subject;    /* first line of the message; NULL: one that says what changed */
    int64_t revision;       /* of the catalog, for the trailer */
    enum tnf_git_signing signing;
    unsigned thread_count;
    bool force; /* replace and remove generated files that were changed by hand on the branch */
    bool full;  /* render everything, also where nothing changed since what the branch has was made */
    /* Called for each such file that is kept, with its path in the repository; may be NULL. */
    void (*on_kept)(struct tnf_strview path, void *context);
    void *kept_context;
};

struct tnf_git_commit_result {
    bool committed;           /* false: the branch has exactly these bytes already */
    char id[41];              /* hex id of the new commit, or of the one that the branch stands on ("" when none) */
    uint64_t rendered;        /* stacks and modules: all of them, or what can have changed */
    uint64_t stacks_changed;  /* written anew, changed or removed */
    uint64_t modules_changed; /* likewise, of the modules that stacks call */
    uint64_t objects;         /* written to the repository */
    uint64_t files_kept;      /* changed by hand on the branch and kept */
};

/* Renders the source and commits it. When the output that the branch has is known to be, byte for byte, what was made
 * from a state that the source goes on from, only what changed since is rendered; the commit is the same as if
 * everything had been. `full` and `force` render everything. Generated files of the branch that are not generated any
 * more are removed, by the manifests that stand there; all other files of the branch are kept, and are TNF_E_CONFLICT
 * when they are in the way. Generated files that were changed by hand are kept unless `force`. The message ends with
 * the trailers Catalog-Revision, Stacks-Changed, Modules-Changed when there are such and one Tenant line for each
 * tenant touched (the first 50). Author and committer come from git's configuration, or GIT_AUTHOR_NAME and
 * GIT_AUTHOR_EMAIL. The branch moves only if it still stands where it stood at the start; otherwise TNF_E_CONFLICT. A
 * branch that is checked out with commits of its own is refused with TNF_E_CONFLICT, as its work tree would look as if
 * everything had been reverted. On failure the branch is as before. */
int tnf_git_commit(const struct tnf_git_commit_options *options, struct tnf_source *source,
                   struct tnf_git_commit_result *ret, struct tnf_error *err);

/*
 * Pull requests through GitHub's REST API. The token goes to the API of the place and nowhere else; it is in no error.
 */
#pragma once

#include "base/arena.h"
#include "generator/github/place.h"

#include <stdbool.h>
#include <stdint.h>

struct tnf_github;

/* Place and token are copied; the token is wiped when it is freed. */
struct tnf_github *tnf_github_new(const struct tnf_github_place *place, const char *token)
    __attribute__((malloc, returns_nonnull, warn_unused_result));
void tnf_github_free(struct tnf_github *github);

/* Sees whether `branch` is there and stands on `commit` (hex), and gives the branch that pull requests go into by
 * default, in the arena. TNF_E_CONFLICT when the branch is not there or stands elsewhere: push it first. */
int tnf_github_check_branch(struct tnf_github *github, const char *branch, const char *commit, struct tnf_arena *arena,
                            const char **ret_default, struct tnf_error *err);

/* A pull request that there is. */
struct tnf_github_pull {
    int64_t number; /* 0: there is none */
    const char *url;
    const char *title;
    const char *body;
};

/* The open one from `branch` of the same repository, into `base` unless that is NULL. In the arena. */
int tnf_github_find(struct tnf_github *github, const char *branch, const char *base, struct tnf_arena *arena,
                    struct tnf_github_pull *ret, struct tnf_error *err);

/* A request that changes something: made first, so that it can be shown without being sent. */
struct tnf_github_change {
    const char *method;
    const char *url;
    const char *body; /* JSON */
};
struct tnf_github_new_pull {
    const char *branch;
    const char *base;
    const char *title;
    const char *body;
    bool draft;
};
struct tnf_github_change tnf_github_opening(const struct tnf_github *github, const struct tnf_github_new_pull *pull,
                                            struct tnf_arena *arena);
struct tnf_github_change tnf_github_updating(const struct tnf_github *github, int64_t number, const char *title,
                                             const char *body, struct tnf_arena *arena);

/* Sends it. TNF_E_EXISTS when a pull request that should be opened is there already. An opening is sent once, and again
 * only when it cannot have arrived; an update, which does no harm twice, up to three times. */
int tnf_github_send(struct tnf_github *github, const struct tnf_github_change *change, struct tnf_arena *arena,
                    struct tnf_github_pull *ret, struct tnf_error *err);

/*
 * The pull request of a branch: what it changes, as title and body for the people who look at it. Pure.
 */
#pragma once

#include "catalog/finding.h"
#include "generator/report/cost_change.h"
#include "generator/report/plans.h"

#include <stdint.h>

/* A change of the catalog that the branch brings. */
struct tnf_pull_request_revision {
    int64_t revision;
    struct tnf_strview time; /* RFC 3339 */
    struct tnf_strview author;
    struct tnf_strview reason; /* may be empty */
};

struct tnf_pull_request {
    const char *since; /* hex id of the commit that is compared with */
    const char *until; /* of the branch */
    const struct tnf_changed *changed;

    const struct tnf_stack_plan *plans; /* for each stack of `changed`; NULL: resources are not known */
    const char *not_planned;            /* why, without a full stop */

    const struct tnf_findings *findings; /* what the catalog has against itself; NULL: it was not looked at */
    int64_t checked_revision;            /* of the catalog when it was */
    const char *not_checked;             /* why it was not, without a full stop */

    const struct tnf_cost_change *cost; /* what the branch costs; NULL: not known */
    const char *no_cost;                /* why, without a full stop; NULL too: nothing is said of it */

    const struct tnf_pull_request_revision *revisions; /* oldest first; those that are known */
    size_t revision_count;
    int64_t first_revision; /* that the branch brings; 0: its commits name none */
    int64_t last_revision;
};

enum {
    TNF_PULL_REQUEST_BODY_MAX = 60000, /* bytes; GitHub takes 65,536 characters, and people write some too */
    TNF_PULL_REQUEST_TITLE_MAX = 120,
};

/* Around what is ours in a body: what stands outside is somebody else's. */
#define TNF_PULL_REQUEST_BEGIN "<!-- tenantform -->"
#define TNF_PULL_REQUEST_END "<!-- /tenantform -->"

/* One line of plain text: "Update acme in staging". */
void tnf_pull_request_title(const struct tnf_pull_request *request, struct tnf_strbuf *out);

/* Markdown between the two marks, never longer than TNF_PULL_REQUEST_BODY_MAX: lists that are too long are cut, and say
 * so. */
void tnf_pull_request_body(const struct tnf_pull_request *request, struct tnf_strbuf *out);

/* `body` with our part replaced by `ours`, or with `ours` after it when it has none. What is outside is kept as it is.
 */
void tnf_pull_request_merge(struct tnf_strview body, struct tnf_strview ours, struct tnf_strbuf *out);

/* The names of what the stacks are of, in order and without doubles, in the arena. */
struct tnf_pull_request_scope {
    struct tnf_strview *environments;
    size_t environment_count;
    struct tnf_strview *tenants;
    size_t tenant_count;
};
struct tnf_pull_request_scope tnf_pull_request_scope(const struct tnf_changed *changed, struct tnf_arena *arena);

/* What all plans do together. */
void tnf_pull_request_totals(const struct tnf_pull_request *request, size_t ret[TNF_PLAN_ACTION_COUNT]);

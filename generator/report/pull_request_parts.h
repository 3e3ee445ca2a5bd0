/* Parts of the body of a pull request. Pure. Private to report. */
#pragma once

#include "generator/report/pull_request.h"

/* How many entries of each kind of list are written; the rest is counted. */
struct tnf_pull_request_limits {
    size_t resources; /* that are not lost */
    size_t losses;    /* resources that are destroyed or replaced */
    size_t stacks;
    size_t others; /* findings, revisions, failures, names */
};

void tnf_pull_request_add_summary(struct tnf_strbuf *out, const struct tnf_pull_request *request);
/* What is destroyed or replaced, by address; nothing when nothing is. */
void tnf_pull_request_add_losses(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                 const struct tnf_pull_request_limits *limits);
void tnf_pull_request_add_stacks(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                 const struct tnf_pull_request_limits *limits);
/* What it costs a month, before and after. */
void tnf_pull_request_add_cost(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                               const struct tnf_pull_request_limits *limits);
void tnf_pull_request_add_resources(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                    const struct tnf_pull_request_limits *limits);
void tnf_pull_request_add_checks(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                 const struct tnf_pull_request_limits *limits);
void tnf_pull_request_add_revisions(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                    const struct tnf_pull_request_limits *limits);
void tnf_pull_request_add_steps(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                const struct tnf_pull_request_limits *limits);

/* "1 resource", "2 resources". */
void tnf_pull_request_add_count(struct tnf_strbuf *out, size_t count, const char *what);
/* "1 to create, 2 to change", without what is not there; "nothing to do" for a plan of nothing. */
void tnf_pull_request_add_counts(struct tnf_strbuf *out, const size_t counts[TNF_PLAN_ACTION_COUNT]);

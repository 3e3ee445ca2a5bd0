/*
 * Which of an environment's load balancers has which route. All routes of a tenant are on one, so that one DNS name and
 * one target group lead to it; a new tenant goes to the first that has room and keeps its number for ever. Pure.
 *
 * Quotas of Application Load Balancers (docs.aws.amazon.com/elasticloadbalancing/latest/application/
 * load-balancer-limits.html, read in November 2026): 100 rules without default ones, which AWS raises on request; 100
 * target groups, which it does not. A target group belongs to one load balancer.
 */
#pragma once

#include "catalog/listener.h"

enum { TNF_SPREAD_RULES = 100, TNF_SPREAD_TARGET_GROUPS = 100 };

/* An environment and the rules that a load balancer takes there. */
struct tnf_spread_limit {
    struct tnf_strview environment;
    int64_t rules;
};

/* Gives each route of a tenant without a load balancer of its own (silo) the number that other routes of its tenant
 * have, else the first with room: a fifth of each stays free for routes that come to the tenants on it. Tenants with a
 * route without a host, or with a host that another tenant has too, go to the first: DNS could not tell where they are.
 * Routes are in key order; those without a number have 0. */
void tnf_spread_allocate(struct tnf_listener *listener, const struct tnf_spread_limit *limits, size_t limit_count);

/* Findings for load balancers with more than AWS allows, tenants on two of them, and tenants that must be on the first.
 */
void tnf_spread_check(const struct tnf_listener *listener, const struct tnf_spread_limit *limits, size_t limit_count,
                      struct tnf_findings *findings);

/*
 * Routes on their load balancers: conditions that are the same, priorities that are the same, and the allocation
 * of free priorities. Pure.
 */
#pragma once

#include "base/strbuf.h"
#include "catalog/finding.h"

enum { TNF_PRIORITY_MAX = 50000 }; /* of a listener rule (Elastic Load Balancing) */

struct tnf_listener_route {
    struct tnf_strview names[3]; /* tenant, service, name */
    int64_t priority;            /* 0: to be allocated */
    unsigned specificity;        /* the more, the earlier it must be looked at */
    int64_t balancer;            /* number of its load balancer, 0: to be chosen (catalog/spread.h) */
    bool silo;                   /* on the load balancer of its tenant */
};

/* One route as one load balancer sees it. */
struct tnf_listener_condition {
    struct tnf_strview text; /* load balancer and conditions, in a form that is equal when they are */
    struct tnf_strview environment;
    struct tnf_strview host; /* empty: any */
    size_t route;            /* index in routes */
};

struct tnf_listener {
    struct tnf_listener_route *routes; /* in key order */
    size_t route_count;
    size_t route_capacity;
    struct tnf_listener_condition *conditions;
    size_t condition_count;
    size_t condition_capacity;
    struct tnf_arena arena; /* of the texts */
};
void tnf_listener_release(struct tnf_listener *listener);

/* Adds a route; what follows with tnf_listener_add_condition belongs to it. The names are copied. */
void tnf_listener_add_route(struct tnf_listener *listener, const struct tnf_listener_route *route);
/* The newest route in one environment. host may be empty. */
void tnf_listener_add_condition(struct tnf_listener *listener, struct tnf_strview environment, struct tnf_strview host,
                                struct tnf_strview path, struct tnf_strview headers);

/* How much a route asks for: conditions first, then how long its path is, patterns counting less. */
unsigned tnf_listener_specificity(bool host, struct tnf_strview path, size_t headers);

/* Findings for routes with the same conditions on a load balancer, and for priorities that two routes have. Sorts
 * the conditions. */
void tnf_listener_check(struct tnf_listener *listener, struct tnf_findings *findings);

/* Gives each route without a priority the next one behind the highest in use, and when those run out the lowest
 * that is free: the more specific routes first, then in key order. Returns how many got none. */
size_t tnf_listener_allocate(struct tnf_listener *listener);

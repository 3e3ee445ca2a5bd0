/*
 * Accounts that are watched: those of environments with hardening, and silo tenants' own ones in them. AWS Config and
 * GuardDuty are there once in a region of an account, trails and settings without a region once in an account, so of
 * several that share one the first has it: environments by name, then placements by environment and tenant. Private to
 * resolve.
 */
#pragma once

#include "base/arena.h"
#include "catalog/catalog.h"
#include "catalog/effective.h"

struct tnf_watched {
    struct tnf_site site;
    size_t environment;          /* in the scene */
    struct tnf_record placement; /* .entity is NULL for the environment's own account */
    struct tnf_record tenant;    /* the placement's */
    size_t order;                /* in which it asked */
    bool has_stack;              /* it is the first in its account and region */
    bool account_wide;           /* it is the first in its account */
};

struct tnf_watch {
    struct tnf_watched *items; /* environments' own accounts, then tenants' by environment and tenant */
    size_t count;
    size_t *first; /* for each environment the index of its first tenant's account, and one more for the end */
};

/* Pure: fills order, has_stack and account_wide of all that asked. */
void tnf_watch_share_out(struct tnf_watched *items, size_t count);

struct tnf_scene;
/* Reads who asks, shares out and sets scene->watch to those that got a stack; all of it lives in the scene's arena. */
int tnf_watch_read(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err);

/* The environment's own, NULL when it is not watched. */
struct tnf_watched *tnf_watch_environment(const struct tnf_watch *watch, size_t environment);
/* Tenants' accounts that are watched with an environment. */
size_t tnf_watch_account_count(const struct tnf_watch *watch, size_t environment);
struct tnf_watched *tnf_watch_account(const struct tnf_watch *watch, size_t environment, size_t nth);

/*
 * The steps of a commit; each in a file of its own. Inside of the SQLite store.
 */
#pragma once

#include "catalog/listener.h"
#include "catalog/ranges.h"
#include "catalog/spread.h"
#include "catalog/store_sqlite.h"

/* Rows that name rows which do not exist. */
int tnf_store_check_parents(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err);
/* Gives environments, silo placements and routes what they lack: ranges, priorities and load balancers. */
int tnf_store_allocate(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err);
/* Gives pool tenants that came their cells, and reports those with too many tenants. */
int tnf_store_allocate_cells(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err);
/* The rules of catalog/rules_span.h over what the transaction touched, and those across tenants. */
int tnf_store_check_rules(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err);

/* Whether the transaction touched one of the entities, given as bits. */
#define TNF_STORE_BIT(entity) (1U << (entity))
bool tnf_store_touched(const struct tnf_catalog *catalog, unsigned entities);

/* All VPC ranges; and, when `waiting` is not NULL, the keys of the rows that have none and need one, environments
 * first. Strings live in the arena. */
int tnf_store_read_ranges(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_ranges *ret_ranges,
                          struct tnf_ranges *ret_waiting, struct tnf_error *err);
/* Which routes are read: in a catalog of thousands, a change of one must not ask for all. */
enum tnf_store_routes {
    TNF_STORE_ROUTES_ALL,
    TNF_STORE_ROUTES_WAITING, /* those without a priority, and the one with the highest */
    TNF_STORE_ROUTES_NEAR,    /* those that the transaction touched, and those that could get into their way */
    TNF_STORE_ROUTES_AROUND,  /* those of the tenants that it touched, and of tenants beside them: on the same load
                                 balancers or with the same hosts */
};
/* The routes with their conditions in each environment. */
int tnf_store_read_listener(struct tnf_catalog *catalog, enum tnf_store_routes which, struct tnf_listener *ret,
                            struct tnf_error *err);
/* What a load balancer takes in each environment, by name. Strings and the array live in the arena. */
int tnf_store_read_limits(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_spread_limit **ret,
                          size_t *ret_count, struct tnf_error *err);
/* The only platform row; *ret_found is false when there is none. */
int tnf_store_read_platform(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_record *ret,
                            bool *ret_found, struct tnf_error *err);

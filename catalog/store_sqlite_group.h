/*
 * Tenants with all their rows: ordered cursors over the tables that nest under tenants, which advance side by
 * side, so that a pass over everything is one scan of each table. Inside of the SQLite store.
 */
#pragma once

#include "catalog/store_sqlite.h"
#include "catalog/tenant_rows.h"

struct tnf_store_cursor {
    sqlite3_stmt *statement;
    bool row;                /* stands on a row */
    struct tnf_record *kept; /* room for the rows of one tenant, used again for each */
    size_t capacity;
};

struct tnf_store_group {
    struct tnf_catalog *catalog;
    struct tnf_store_cursor cursors[TNF_ENTITY_COUNT]; /* statement NULL: not part of the group */
    bool placed;                                       /* only tenants with a placement: those of the environment */
    bool lent;                                         /* the statements stay the catalog's */
    bool unplaced; /* set by the caller of a group without environment: only tenants without a placement */
    bool alone;    /* set by the caller: only tenants that share their stack with nobody */
    bool celled;   /* only tenants that share a stack: by cell, then by name, and sought by cell */
};

/* environment: its placements, databases and caches only, and only tenants that are placed in it; an empty one
 * means all. With `by_name` nothing is read before tnf_store_group_seek. To be released even when it fails.
 * One at a time by name in all environments: every commit has one, so its statements are the catalog's kept ones. */
int tnf_store_group_init(struct tnf_store_group *group, struct tnf_catalog *catalog, struct tnf_strview environment,
                         bool by_name, struct tnf_error *err);
/* The tenants of an environment that share stacks. With `by_cell` nothing is read before a cell is sought. */
int tnf_store_group_init_cells(struct tnf_store_group *group, struct tnf_catalog *catalog,
                               struct tnf_strview environment, bool by_cell, struct tnf_error *err);
void tnf_store_group_release(struct tnf_store_group *group);
/* Positions on one tenant (the tenants of one cell), whose name must stay valid while it is read. */
int tnf_store_group_seek(struct tnf_store_group *group, struct tnf_strview name, struct tnf_error *err);
/* Moves to the next tenant that belongs to the group: 1 when there is one, to be read with
 * tnf_store_group_read; 0 at the end. */
int tnf_store_group_next(struct tnf_store_group *group, struct tnf_error *err);
/* The cell of the tenant that is to be read, "" for none; valid until the group is moved. */
struct tnf_strview tnf_store_group_cell(const struct tnf_store_group *group);
int tnf_store_group_read(struct tnf_store_group *group, struct tnf_arena *arena, struct tnf_tenant_rows *ret,
                         struct tnf_error *err);

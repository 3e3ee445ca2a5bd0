/*
 * The catalog: the tenant model in a store, every change a revision. One interface of plain functions;
 * SQLite stands behind it (catalog/store_sqlite*.c), and nothing outside catalog/ knows that.
 *
 * Reads see one snapshot for as long as a transaction is open. A catalog handle belongs to one thread at a
 * time; threads and processes open handles of their own. Records that are read live in the arena that the
 * caller gives and stay valid after the catalog is closed.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "catalog/difference.h"
#include "catalog/entity.h"
#include "catalog/finding.h"
#include "catalog/record.h"
#include "catalog/tenant_rows.h"

#include <stdatomic.h>

struct tnf_catalog;

enum tnf_open_flags {
    TNF_OPEN_READ = 0,
    TNF_OPEN_WRITE = 1 << 0,
    TNF_OPEN_CREATE = 1 << 1, /* with WRITE: make the file when it is not there */
};

/* Opens the catalog at `path` and brings its schema up to date (with WRITE; without, an older schema is
 * an error that says to run `tenantform migrate`). A missing file is TNF_E_NOT_FOUND, a file that is no
 * catalog or is newer than this program TNF_E_INVALID. To be closed with tnf_catalog_close. */
int tnf_catalog_open(const char *path, unsigned flags, struct tnf_catalog **ret, struct tnf_error *err);
/* A copy in memory of the rows that `source` has now, without their history; an empty catalog when it is NULL. It takes
 * and checks changes as every catalog does, and nobody else sees them: for trying out. */
int tnf_catalog_copy(struct tnf_catalog *source, struct tnf_catalog **ret, struct tnf_error *err);
/* Writes the catalog as it was at a revision to a new file at `path`: a copy whose history ends there, of the same
 * uuid. TNF_E_NOT_FOUND for a revision that there is not. On failure a file may be left behind, for the caller to
 * remove. */
int tnf_catalog_write_at(struct tnf_catalog *catalog, int64_t revision, const char *path, struct tnf_error *err);
/* Closes; an open transaction is rolled back. NULL is fine. */
void tnf_catalog_close(struct tnf_catalog *catalog);
/* From now on waiting for other writers ends soon after *stopped is true, as TNF_E_CONFLICT; any thread may set it. It
 * has to live as long as the catalog. */
void tnf_catalog_stop_with(struct tnf_catalog *catalog, const atomic_bool *stopped);

/* Who changes what and why; kept with the revision. reason may be empty. */
struct tnf_change {
    struct tnf_strview author;
    struct tnf_strview reason;
    bool complete; /* what is written is a whole, as an import is: the rules of catalog/complete.h hold at the commit;
                      without it rows may come one by one, each in a transaction of its own */
    bool moves_cells;     /* pool tenants may get another cell: their resources are moved to its state too */
    bool moves_isolation; /* tenants that are placed may get another isolation: nothing of them was applied yet */
};

/* A read snapshot. Ends with tnf_catalog_end_read. */
int tnf_catalog_begin_read(struct tnf_catalog *catalog, struct tnf_error *err);
void tnf_catalog_end_read(struct tnf_catalog *catalog);
/* A write transaction. Waits for other writers (busy for more than 30 s: TNF_E_CONFLICT). */
int tnf_catalog_begin(struct tnf_catalog *catalog, const struct tnf_change *change, struct tnf_error *err);
/* Checks the rules that span rows (references, overlaps, quotas, policy), allocates what is to be allocated,
 * writes the revision and commits. *ret_revision is the new revision, or the current one when nothing was
 * changed. On failure the transaction is rolled back; all broken rules are added to *findings (may be NULL), the
 * first one is in *err. */
int tnf_catalog_commit(struct tnf_catalog *catalog, int64_t *ret_revision, struct tnf_findings *findings,
                       struct tnf_error *err);
/* The same checks, over every row and with those of catalog/complete.h, without ending the transaction, for a dry run
 * or after an upgrade: all broken rules are added to *findings. Fails only when the store does; findings are no
 * failure. */
int tnf_catalog_check(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err);
/* Asks the store whether its file is sound and every reference leads to a row: visit is called with each complaint, at
 * most twenty of a kind. Works on a catalog that was opened for reading. */
typedef void (*tnf_catalog_complaint_fn)(struct tnf_strview text, void *context);
int tnf_catalog_verify(struct tnf_catalog *catalog, tnf_catalog_complaint_fn visit, void *context,
                       struct tnf_error *err);
void tnf_catalog_rollback(struct tnf_catalog *catalog);

/* The newest revision, 0 in an empty catalog. */
int tnf_catalog_revision(struct tnf_catalog *catalog, int64_t *ret, struct tnf_error *err);
/* SHA-256 in hexadecimal of what the history says of a revision: when, by whom and why it was made, and its last
 * change. Copies of a catalog that went on apart have the same uuid and may have the same numbers, but not the same
 * marks. TNF_E_NOT_FOUND for a revision that there is not; 0 has a mark too. */
int tnf_catalog_mark(struct tnf_catalog *catalog, int64_t revision, char ret[65], struct tnf_error *err);
/* A random name of this catalog, made when it was created; tells whether cached knowledge is of this one. */
int tnf_catalog_uuid(struct tnf_catalog *catalog, char ret_uuid[37], struct tnf_error *err);

/* Rows. The key fields of `record` name the row; all keys must be set. Insert: TNF_E_EXISTS when it is there.
 * Update: TNF_E_NOT_FOUND when it is not; fields that are not `set` become "not given" when `whole` (allocated
 * ones keep their value), and are left alone otherwise. Field rules (catalog/rules_field.h) are checked at once
 * and the first broken one is returned; rows may come in any order, what they refer to is looked for at the
 * commit. Inside tnf_catalog_begin … commit. */
int tnf_catalog_insert(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err);
int tnf_catalog_update(struct tnf_catalog *catalog, const struct tnf_record *record, bool whole, struct tnf_error *err);
/* Makes the row exactly what the record says, as it was once: fields that are not `set` become "not given", allocated
 * ones too, which the commit allocates anew where they are needed. Otherwise as an update. */
int tnf_catalog_replace(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err);
/* Removes the row and what nests under it. TNF_E_NOT_FOUND; TNF_E_INVALID when something else refers to it:
 * tenants placed in an environment, GPU pools kept for a tenant. What services name (secrets, databases) is a
 * rule of the commit. */
int tnf_catalog_remove(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_error *err);
/* Gives a row another name (its last key); children and references follow (a service's database, cache or GPU
 * pool once the old name is gone from all environments); the old name is kept in the history so that
 * generation can write `moved` blocks. TNF_E_NOT_FOUND, TNF_E_EXISTS when the new name is taken. */
int tnf_catalog_rename(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_strview name,
                       struct tnf_error *err);
/* Reads the row that the key fields of `key` name. TNF_E_NOT_FOUND when there is none. */
int tnf_catalog_get(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
                    struct tnf_record *ret, struct tnf_error *err);

/* Calls visit for each row whose set fields in `filter` match (only KEY and reference fields may be set;
 * NULL: all rows), in key order. The record lives in an arena that is reset after each call. A negative
 * return of visit stops and is returned. */
typedef int (*tnf_visit_fn)(const struct tnf_record *record, void *context, struct tnf_error *err);
int tnf_catalog_each(struct tnf_catalog *catalog, enum tnf_entity_id id, const struct tnf_record *filter,
                     tnf_visit_fn visit, void *context, struct tnf_error *err);

/* Everything about one tenant in one environment: its own rows, each array in key order. */
struct tnf_bundle {
    struct tnf_record tenant;
    struct tnf_record placement; /* .entity is NULL for a tenant that is placed nowhere */
    struct tnf_records services;
    struct tnf_records databases; /* of this environment */
    struct tnf_records caches;    /* of this environment */
    struct tnf_records secrets;
    struct tnf_records routes;    /* of all services */
    struct tnf_records schedules; /* of all services */
    struct tnf_records volumes;   /* of all services */
};
/* Which tenants of an environment. */
enum tnf_bundles {
    TNF_BUNDLES_ALL,
    TNF_BUNDLES_ALONE,    /* those with a stack of their own */
    TNF_BUNDLES_OF_CELLS, /* those that share one: by cell and then by name; of an environment only */
};
/* Calls visit with each tenant that is placed in the environment, by tenant name: one pass with ordered
 * cursors that advance side by side, no query per tenant. An empty environment means the tenants that are placed in
 * none. `only` (may be NULL) limits it to the tenant names (for TNF_BUNDLES_OF_CELLS to the cells) that
 * are listed, in their order; those are looked up one by one, and names of tenants that are not placed there are
 * passed over. The bundle's memory is the given arena, which the visitor may reset or replace between calls: it is
 * asked for one before each bundle, and told which cell the tenant is in ("" for none; valid during the call). */
typedef int (*tnf_bundle_fn)(const struct tnf_bundle *bundle, void *context, struct tnf_error *err);
typedef struct tnf_arena *(*tnf_bundle_arena_fn)(struct tnf_strview cell, void *context);
int tnf_catalog_each_bundle(struct tnf_catalog *catalog, struct tnf_strview environment, enum tnf_bundles which,
                            const struct tnf_strings *only, tnf_bundle_arena_fn arena, tnf_bundle_fn visit,
                            void *context, struct tnf_error *err);
/* The cells that the tenants of that name are in, ordered, without doubles. */
int tnf_catalog_cells(struct tnf_catalog *catalog, const struct tnf_strings *tenants, struct tnf_arena *arena,
                      struct tnf_strings *ret, struct tnf_error *err);

/* Whether a tenant of that isolation ("pool") is placed in the environment. By index: for pool as fast with 10,000
 * tenants as with ten. */
int tnf_catalog_has_isolation(struct tnf_catalog *catalog, struct tnf_strview environment, struct tnf_strview isolation,
                              bool *ret, struct tnf_error *err);

/* Calls visit with each placement in the environment that has an account of its own, by tenant. By index: as fast with
 * 10,000 tenants as with ten. The record is valid until visit returns. */
int tnf_catalog_each_own_account(struct tnf_catalog *catalog, struct tnf_strview environment, tnf_visit_fn visit,
                                 void *context, struct tnf_error *err);

/* Services of the tenants that are placed in the environment, counted up to `most`. By index: costs what `most` is. */
int tnf_catalog_count_services(struct tnf_catalog *catalog, struct tnf_strview environment, int64_t most, int64_t *ret,
                               struct tnf_error *err);

/* The load balancers that routes of the environment's pool and bridge tenants are on beside the first: their numbers,
 * ascending, in an array of the arena. By index: one step for each number that there is. */
struct tnf_balancers {
    int64_t *numbers;
    size_t count;
};
int tnf_catalog_balancers(struct tnf_catalog *catalog, struct tnf_strview environment, struct tnf_arena *arena,
                          struct tnf_balancers *ret, struct tnf_error *err);

/* What changed after `since` up to now: names of tenants (a change to any of their rows), of their cells, of
 * environments, and whether the platform row changed. Ordered, without doubles. TNF_E_NOT_FOUND when the history does
 * not reach back to `since`. */
struct tnf_changes {
    bool platform;
    struct tnf_strings environments;
    struct tnf_strings tenants;
    struct tnf_strings cells; /* that one of the tenants was or is in */
};
int tnf_catalog_changes(struct tnf_catalog *catalog, int64_t since, struct tnf_arena *arena, struct tnf_changes *ret,
                        struct tnf_error *err);

/* One line of the history. before/after are the row as JSON text, empty when it did not exist. */
struct tnf_history_row {
    int64_t revision;
    struct tnf_strview time; /* RFC 3339, UTC */
    struct tnf_strview author;
    struct tnf_strview reason;
    enum tnf_entity_id entity;
    struct tnf_strview key;    /* "tenant/service", key fields joined by '/' */
    struct tnf_strview action; /* insert, update, remove, rename */
    struct tnf_strview before;
    struct tnf_strview after;
};
typedef int (*tnf_history_fn)(const struct tnf_history_row *row, void *context, struct tnf_error *err);
/* The history after revision `since`, oldest first. */
int tnf_catalog_history(struct tnf_catalog *catalog, int64_t since, tnf_history_fn visit, void *context,
                        struct tnf_error *err);

/* What changed from one revision to a later one, 0 being the empty catalog: the changes of the history after `from` and
 * up to `to`, added up. *ret is initialised and filled; to be released with tnf_differences_release, also on failure.
 * TNF_E_NOT_FOUND for a revision that there is not. */
int tnf_catalog_differences(struct tnf_catalog *catalog, int64_t from, int64_t to, struct tnf_arena *arena,
                            struct tnf_differences *ret, struct tnf_error *err);

/* A rename after revision `since`: the row had the key ("tenant/service"), and got the name as its last part. */
struct tnf_rename {
    int64_t revision;
    enum tnf_entity_id entity;
    struct tnf_strview key;
    struct tnf_strview name;
};
typedef int (*tnf_rename_fn)(const struct tnf_rename *rename, void *context, struct tnf_error *err);
/* All of them, oldest first. TNF_E_NOT_FOUND as in tnf_catalog_changes. */
int tnf_catalog_renames(struct tnf_catalog *catalog, int64_t since, tnf_rename_fn visit, void *context,
                        struct tnf_error *err);
/* The lines about the row that the key fields of `key` name in the newest revision that touched it, oldest first. */
int tnf_catalog_last_change(struct tnf_catalog *catalog, const struct tnf_record *key, tnf_history_fn visit,
                            void *context, struct tnf_error *err);

/*
 * Inside of the SQLite store; only catalog/store_sqlite*.c include this.
 */
#pragma once

#include "base/strbuf.h"
#include "catalog/catalog.h"

#include <sqlite3.h>

/* Statements that exist once for each entity. Parameter ?i+1 is always the entity's field i. */
enum tnf_store_statement {
    TNF_STORE_SELECT, /* by key */
    TNF_STORE_SCAN,   /* all rows in key order */
    TNF_STORE_EACH,   /* the same, for whoever visits the rows: one at a time */
    TNF_STORE_OF,     /* the rows whose first key is parameter 1, in key order */
    TNF_STORE_INSERT,
    TNF_STORE_UPDATE, /* all fields but the keys */
    TNF_STORE_DELETE,
    TNF_STORE_RENAME, /* the last key becomes the parameter behind the fields */
    TNF_STORE_ENTITY_STATEMENTS,
};

enum tnf_store_common {
    TNF_STORE_BEGIN_WRITE,
    TNF_STORE_BEGIN_READ,
    TNF_STORE_COMMIT,
    TNF_STORE_ROLLBACK,
    TNF_STORE_REVISION,
    TNF_STORE_UUID,
    TNF_STORE_NEXT_CHANGE,
    TNF_STORE_FIRST_CHANGE,
    TNF_STORE_MARK,
    TNF_STORE_CHANGED_PLATFORM,     /* the changes from parameter 1 on: the platform's key, */
    TNF_STORE_CHANGED_ENVIRONMENTS, /* names of environments, */
    TNF_STORE_CHANGED_TENANTS,      /* of tenants, */
    TNF_STORE_CHANGED_CELLS,        /* and of the cells that these were or are in */
    TNF_STORE_ADD_REVISION,
    TNF_STORE_ADD_CHANGE,
    TNF_STORE_PLACEMENT_CONCERNS,
    TNF_STORE_COMMON_STATEMENTS,
};

enum tnf_store_state { TNF_STORE_IDLE, TNF_STORE_READING, TNF_STORE_WRITING };

struct tnf_catalog {
    sqlite3 *db;
    char *path;                 /* as the user gave it, for messages */
    const atomic_bool *stopped; /* ends waiting; NULL: nobody does */
    enum tnf_store_state state;
    bool complete;        /* as in struct tnf_change */
    bool moves_cells;     /* as in struct tnf_change */
    bool moves_isolation; /* as in struct tnf_change */
    bool broken;          /* a write failed halfway: only rollback is left */
    int64_t revision;     /* that the open write transaction makes; 0: nothing was changed yet */
    int64_t first_change; /* of that revision */
    int64_t change_count;
    bool renamed;     /* one of the changes is a rename */
    bool tenants;     /* one of the changes is a tenant's or the platform's: it may ask for a name in AWS or a cell */
    unsigned touched; /* bit 1 << entity for each entity whose changes can concern other rows than their tenant's */
    struct tnf_strbuf author;
    struct tnf_strbuf reason;
    struct tnf_strbuf key; /* reused for each change row */
    struct tnf_strbuf before;
    struct tnf_strbuf after;
    struct tnf_arena scratch; /* rows that an operation needs for itself; reset by each operation */
    sqlite3_stmt *statements[TNF_ENTITY_COUNT][TNF_STORE_ENTITY_STATEMENTS];
    sqlite3_stmt *common[TNF_STORE_COMMON_STATEMENTS];
};

/* SQLite's last failure as an error: busy is TNF_E_CONFLICT, a CHECK TNF_E_INVALID with the constraint's name,
 * which is the rule's wording; everything else TNF_E_IO or, for a damaged file, TNF_E_INVALID. */
int tnf_store_error(const struct tnf_catalog *catalog, struct tnf_error *err);
/* One of the cached statements, reset and without bindings; owned by the catalog. */
int tnf_store_common(struct tnf_catalog *catalog, enum tnf_store_common id, sqlite3_stmt **ret, struct tnf_error *err);
int tnf_store_statement(struct tnf_catalog *catalog, const struct tnf_entity *entity, enum tnf_store_statement kind,
                        sqlite3_stmt **ret, struct tnf_error *err);
/* A statement of the caller's own, to be finalized by it; see TNF_STORE_AUTO_STATEMENT. */
int tnf_store_prepare(struct tnf_catalog *catalog, const char *sql, sqlite3_stmt **ret, struct tnf_error *err);
/* Runs statements that give no rows, separated by semicolons. */
int tnf_store_execute(struct tnf_catalog *catalog, const char *sql, struct tnf_error *err);
/* Runs a statement to its end and resets it. */
int tnf_store_run(struct tnf_catalog *catalog, sqlite3_stmt *statement, struct tnf_error *err);
/* 1: there is a row, 0: the end (the statement is reset), negative: an error. */
int tnf_store_step(struct tnf_catalog *catalog, sqlite3_stmt *statement, struct tnf_error *err);
void tnf_store_finalize(sqlite3_stmt **statement);
#define TNF_STORE_AUTO_STATEMENT __attribute__((cleanup(tnf_store_finalize))) sqlite3_stmt *

/* The SQL text of the entity statements; pure. */
void tnf_store_sql(struct tnf_strbuf *out, const struct tnf_entity *entity, enum tnf_store_statement kind);
/* "name", "tenant", …: all columns in the order of the fields. */
void tnf_store_sql_columns(struct tnf_strbuf *out, const struct tnf_entity *entity);
/* " ORDER BY …" of the keys. */
void tnf_store_sql_order(struct tnf_strbuf *out, const struct tnf_entity *entity);

/* Columns to a record (its first column is the entity's first field) and back. */
int tnf_store_read_row(const struct tnf_catalog *catalog, sqlite3_stmt *statement, const struct tnf_entity *entity,
                       struct tnf_arena *arena, struct tnf_record *ret, struct tnf_error *err);
struct tnf_strview tnf_store_column(sqlite3_stmt *statement, int column);
void tnf_store_bind_text(sqlite3_stmt *statement, int parameter, struct tnf_strview text);
/* Binds the fields [0, count). */
void tnf_store_bind_row(sqlite3_stmt *statement, const struct tnf_record *record, size_t count);

/* A handle without a connection, and its connection to the database that SQLite knows by `name`. */
struct tnf_catalog *tnf_store_new(const char *path);
int tnf_store_connect(struct tnf_catalog *catalog, const char *name, int mode, struct tnf_error *err);

/* Brings the schema up to date (`writable`), or checks that it is. */
int tnf_store_migrate(struct tnf_catalog *catalog, bool writable, bool create, struct tnf_error *err);

/* TNF_E_INTERNAL unless a write transaction is open and sound. */
int tnf_store_writing(const struct tnf_catalog *catalog, struct tnf_error *err);
/* Puts a line into the history of the open transaction; before and after may be NULL. */
int tnf_store_note(struct tnf_catalog *catalog, const char *action, const struct tnf_record *before,
                   const struct tnf_record *after, struct tnf_error *err);
/* *ret is the first change after the revision, or 0 when there is none. TNF_E_NOT_FOUND for a revision that there is
 * not. */
int tnf_store_first_change(struct tnf_catalog *catalog, int64_t since, int64_t *ret, struct tnf_error *err);
/* Reads by key without opening a snapshot. TNF_E_NOT_FOUND with the row's name. */
int tnf_store_get(struct tnf_catalog *catalog, const struct tnf_record *key, struct tnf_arena *arena,
                  struct tnf_record *ret, struct tnf_error *err);
/* What an update of a tenant does to its cell: it goes with the isolation, unless it was `given`, and stays otherwise.
 * TNF_E_INVALID when it would be another one. */
int tnf_store_settle_cell(const struct tnf_catalog *catalog, const struct tnf_record *before, bool given,
                          struct tnf_record *after, struct tnf_error *err);
/* TNF_E_INVALID when an update gives a tenant that is placed another isolation, and with it other stores. */
int tnf_store_keep_isolation(struct tnf_catalog *catalog, const struct tnf_record *before,
                             const struct tnf_record *after, struct tnf_error *err);
/* Starts a snapshot unless a transaction is open; *ret_opened says whether tnf_catalog_end_read is due. */
int tnf_store_snapshot(struct tnf_catalog *catalog, bool *ret_opened, struct tnf_error *err);

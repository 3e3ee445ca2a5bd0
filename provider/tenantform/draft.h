/*
 * What this process has planned so far, really done to a copy of the catalog in memory: so that a plan says what the
 * catalog's rules say to all of it together, and rows may refer to rows that are planned before them. Nobody else
 * waits for it, and nothing of it lasts. The copy is made with the first planned change.
 */
#pragma once

#include "catalog/catalog.h"
#include "provider/tenantform/row.h"

struct tnf_draft;

struct tnf_draft *tnf_draft_new(void);
/* NULL is fine. */
void tnf_draft_free(struct tnf_draft *draft);
/* Forgets everything, and copies the catalog at `path` when it is needed; one that does not exist is empty. */
void tnf_draft_reset(struct tnf_draft *draft, const char *path);

/* A row is in somebody's state: it may be planned anew (tainted, -replace) though it is there. */
void tnf_draft_saw(struct tnf_draft *draft, const struct tnf_record *record);

/* Gives the keys of a row as it was before the plan the names that they have in it. */
void tnf_draft_follow(struct tnf_draft *draft, struct tnf_arena *arena, struct tnf_record *record);

/* Plans a row. `prior` (NULL: it is made) is the row before, whose last key may be another; its other keys follow the
 * planned renames to those of `planned`. *ret_row is the row as it would be. Broken rules of the catalog are added to
 * *findings and give TNF_E_INVALID; TNF_E_EXISTS when the row is there already or is planned twice; TNF_E_NOT_FOUND
 * when the row to change is gone. */
int tnf_draft_plan(struct tnf_draft *draft, const struct tnf_record *prior, const struct tnf_row *planned,
                   struct tnf_arena *arena, struct tnf_record *ret_row, struct tnf_findings *findings,
                   struct tnf_error *err);
/* Plans that the row goes. It stays until a change needs its place: Terraform removes what depends on it first, and
 * plans in another order. TNF_E_EXISTS when a row of that key is planned to be made at another address. */
int tnf_draft_remove(struct tnf_draft *draft, const struct tnf_record *record, struct tnf_error *err);
/* The row is really gone: the draft follows when it was made before. */
void tnf_draft_removed(struct tnf_draft *draft, const struct tnf_record *record);

/*
 * Writes git objects straight into one pack: no loose files, and no search for deltas but against the last file of the
 * same name. Why not libgit2's pack builder, mempack or indexer: docs/decisions/0803. Objects that the repository has
 * already are not written again. Private to git.
 *
 * Format: gitformat-pack(5), version 2 of pack and index.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"

#include <git2/oid.h>
#include <git2/types.h>
#include <stdint.h>

struct tnf_pack;

/* Starts a pack in a temporary file of the repository's object database. Borrows `repository`, which must outlive it.
 */
int tnf_pack_new(git_repository *repository, struct tnf_pack **ret, struct tnf_error *err);
/* Removes what was not finished. NULL is fine. */
void tnf_pack_free(struct tnf_pack *pack);

enum tnf_object_type { TNF_OBJECT_COMMIT = 1, TNF_OBJECT_TREE = 2, TNF_OBJECT_BLOB = 3 }; /* the pack's own codes */

/* Adds an object and gives its id. May be called from several threads at once; each has a `scratch` of its own, which
 * serves one pack. */
struct tnf_pack_scratch;
struct tnf_pack_scratch *tnf_pack_scratch_new(void);
void tnf_pack_scratch_free(struct tnf_pack_scratch *scratch);
int tnf_pack_add(struct tnf_pack *pack, struct tnf_pack_scratch *scratch, enum tnf_object_type type,
                 struct tnf_strview content, git_oid *ret_id, struct tnf_error *err);
/* Adds a blob that is likely like others of its `kin` (files of one name in many folders): it is written as what
 * differs from one that this thread added before, where that is short. */
int tnf_pack_add_like(struct tnf_pack *pack, struct tnf_pack_scratch *scratch, struct tnf_strview kin,
                      struct tnf_strview content, git_oid *ret_id, struct tnf_error *err);

/* The id that an object has, without adding it. */
void tnf_object_id(enum tnf_object_type type, struct tnf_strview content, git_oid *ret_id);

/* Writes trailer and index and moves both into place; afterwards the repository has all objects. A pack without objects
 * leaves nothing behind. */
int tnf_pack_finish(struct tnf_pack *pack, struct tnf_error *err);
/* Objects written so far. */
uint64_t tnf_pack_count(const struct tnf_pack *pack);

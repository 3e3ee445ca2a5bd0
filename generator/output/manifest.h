/*
 * The manifest of one generated folder: a comment line with the format's version, then "# row <sha256>  <row>" for
 * each row of the catalog that it stands for, then "<sha256>  <name>" for each generated file, by name, as sha256sum
 * writes and checks it (to which rows are comments). A function of the stack alone. Pure.
 */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/sha256.h"
#include "base/strbuf.h"
#include "generator/output/stack.h"

struct tnf_manifest_entry {
    struct tnf_strview name;
    struct tnf_sha256 hash;
};

struct tnf_manifest {
    struct tnf_manifest_entry *entries; /* by name, byte order */
    size_t count;
    struct tnf_stack_row *rows; /* by name, byte order */
    size_t row_count;
    struct tnf_strview damage; /* "line 3: expected …": the first line that is not as we write it; "" when all are */
};

/* In bytes; a larger manifest is refused. */
enum { TNF_MANIFEST_MAX = 16 << 20 };

/* Checks that the stack's path and file names can be written and that files and rows are in order without doubles:
 * TNF_E_INVALID for a bad name, TNF_E_INTERNAL for the order. */
int tnf_stack_check(const struct tnf_stack *stack, struct tnf_error *err);
/* Appends the manifest of the stack to *out. */
void tnf_manifest_write(const struct tnf_stack *stack, struct tnf_hasher *hasher, struct tnf_strbuf *out);
/* Reads a manifest; names are checked as paths. What was read lives in the arena and points into `text`. Damage is no
 * failure: lines that cannot be read or are out of order are left out, so that what the others say still holds. */
void tnf_manifest_read(struct tnf_strview text, struct tnf_arena *arena, struct tnf_manifest *ret);

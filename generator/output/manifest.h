/*
 * The manifest of one generated folder: a comment line with the format's version, then "<sha256>  <name>" for
 * each generated file, by name, as sha256sum writes and checks it. A function of the files alone. Pure.
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
};

/* In bytes; a larger manifest is refused. */
enum { TNF_MANIFEST_MAX = 16 << 20 };

/* Checks that the stack's path and file names can be written and that the names are in order without doubles:
 * TNF_E_INVALID for a bad name, TNF_E_INTERNAL for the order. */
int tnf_stack_check(const struct tnf_stack *stack, struct tnf_error *err);
/* Appends the manifest of the stack's files to *out. */
void tnf_manifest_write(const struct tnf_stack *stack, struct tnf_hasher *hasher, struct tnf_strbuf *out);
/* Reads a manifest; names are checked as paths. The entries live in the arena and point into `text`. Errors carry
 * `file` and the line, and TNF_E_INVALID. */
int tnf_manifest_read(struct tnf_strview text, const char *file, struct tnf_arena *arena, struct tnf_manifest *ret,
                      struct tnf_error *err);

/* Addresses with their ids: what somebody wrote down, and the `import` blocks that say it to Terraform. Pure. */
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/strbuf.h"

/* One block: `to` is the address in the stack, `id` what exists. */
struct tnf_import_block {
    struct tnf_strview to;
    struct tnf_strview id;
    unsigned line; /* in the file that it was read from, 0 when not read */
    unsigned column;
};

struct tnf_import_blocks {
    struct tnf_import_block *items; /* in the arena that was given */
    size_t count;
    size_t capacity;
};

/* The file in a stack, and how it begins: it belongs to people, and tenantform replaces only what it wrote itself. */
#define TNF_IMPORTS_FILE "imports.tf"
extern const char tnf_imports_header[];

void tnf_imports_add(struct tnf_import_blocks *blocks, struct tnf_arena *arena, const struct tnf_import_block *block);

/* Reads a map from addresses to ids: YAML, JSON (a name that ends in .json) or CSV with the columns address and id
 * (.csv). Errors have file, line and column. */
int tnf_imports_read_map(struct tnf_strview text, const char *file, struct tnf_arena *arena,
                         struct tnf_import_blocks *ret, struct tnf_error *err);

/* Appends the file: blocks in the order of their addresses. Fails on an id that is not UTF-8. */
int tnf_imports_write(struct tnf_import_blocks *blocks, struct tnf_strbuf *out, struct tnf_error *err);

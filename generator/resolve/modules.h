/*
 * The Terraform modules that generated stacks call, as they are built into the program. They go out beside
 * the stacks, so that what is generated needs nothing but itself. Private to resolve.
 */
#pragma once

#include "base/arena.h"
#include "generator/output/stack.h"

struct tnf_module {
    struct tnf_strview path; /* modules/vpc */
    struct tnf_stack_file *files;
    size_t file_count;
};

struct tnf_modules {
    struct tnf_module *items; /* by path */
    size_t count;
};

/* Groups the embedded files by module: the .tf files at each module's top, under a header that says where they
 * come from. Tests and examples stay behind. Everything lives in the arena. */
void tnf_modules_load(struct tnf_arena *arena, struct tnf_modules *ret);
/* Tells one set of modules from another: hexadecimal, of the embedded files, without loading them. */
const char *tnf_modules_fingerprint(void);

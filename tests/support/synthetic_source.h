/*
 * Sources of stacks for tests and benchmarks: without a catalog, in any size, on several threads.
 */
#pragma once

#include "base/arena.h"
#include "generator/output/source.h"

/* Fills *ret with stack number `index`, in path order; what it needs may live in the arena. */
typedef void (*tnf_synthetic_get_fn)(void *context, uint64_t index, struct tnf_arena *arena, struct tnf_stack *ret);

struct tnf_synthetic_source {
    struct tnf_source source; /* first */
    tnf_synthetic_get_fn get;
    void *context;
    uint64_t count;
    uint64_t fail_at; /* 1 + number of the stack at which `each` fails, 0 for never */
};

/* A source of `count` stacks; those outside the scope are left out. */
void tnf_synthetic_init(struct tnf_synthetic_source *source, tnf_synthetic_get_fn get, void *context, uint64_t count);

/* Stacks written down one by one; `files` ends with a NULL name. A name "# row tenant acme" makes a row of it, with
 * the hash of the content. */
struct tnf_listed_stack {
    const char *path;
    struct {
        const char *name;
        const char *content;
    } files[6];
};
struct tnf_listed_source {
    struct tnf_synthetic_source synthetic; /* first */
    const struct tnf_listed_stack *stacks;
};
void tnf_listed_init(struct tnf_listed_source *source, const struct tnf_listed_stack *stacks, size_t count);

/* Tenants by the number: the platform stacks of production and staging, each with `tenants` stacks of 5 files of
 * about 1 KiB, and two modules. A tenant whose number is `changed` - 1 has other content in one file. */
struct tnf_tenants_source {
    struct tnf_synthetic_source synthetic; /* first */
    uint64_t tenants;
    uint64_t changed; /* 0: none */
    uint64_t edition; /* all content differs between editions */
};
void tnf_tenants_init(struct tnf_tenants_source *source, uint64_t tenants);

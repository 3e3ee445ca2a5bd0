/*
 * The kinds of stack, one line of a table each: which templates they have, and for what an environment has beside its
 * tenants also how many there are, where they stand and what they are made from. Private to resolve.
 */
#pragma once

#include "catalog/catalog.h"
#include "generator/hcl/value.h"
#include "generator/resolve/scene.h"

enum tnf_kind_id {
    TNF_KIND_PLATFORM,
    TNF_KIND_RUNNERS,
    TNF_KIND_RUNNER_CHARTS,
    TNF_KIND_HARDENING,
    TNF_KIND_ACCOUNT,
    TNF_KIND_TENANT,
    TNF_KIND_CELL,
    TNF_KIND_KUBERNETES_TENANT, /* a tenant as the EKS option has it */
    TNF_KIND_OFFBOARDED,
    TNF_KIND_BOOTSTRAP, /* of an account: who may work on the states, and in it */
    TNF_KIND_GITHUB,    /* no stack: the workflows */
    TNF_KIND_COUNT
};

enum { TNF_KIND_ROW_GROUPS = 4 }; /* most groups of rows that a stack of an environment stands for */

/* One stack of an environment: the nth of its kind there. */
struct tnf_place {
    size_t environment; /* in the scene */
    size_t nth;
};

struct tnf_kind {
    const char *templates; /* folder below templates/ */

    bool of_platform; /* there for the whole platform: `count` and places are asked with environment 0 */
    /* Of an environment's stacks; NULL in a kind that tenants have, whose stacks come with their rows. */
    size_t (*count)(const struct tnf_scene *scene, size_t environment);
    /* Relative to the output; no path of one kind begins with that of another and goes on with anything but '/'. */
    struct tnf_strview (*path)(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place);
    int (*model)(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place, struct tnf_value *ret,
                 struct tnf_error *err);
    /* The rows that the stack stands for, borrowed from the scene; returns how many groups were set. */
    size_t (*rows)(const struct tnf_scene *scene, struct tnf_place place,
                   struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]);
};

extern const struct tnf_kind tnf_kinds[TNF_KIND_COUNT];

/* The kind of a tenant's stack. */
enum tnf_kind_id tnf_kind_of_tenant(const struct tnf_bundle *bundle);

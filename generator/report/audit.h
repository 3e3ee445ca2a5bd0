/*
 * What does not fit together of a catalog, its output and the states of its stacks: resources that nobody manages any
 * more, stacks that were never applied, work that is left of tenants who leave. Whoever calls collects
 * (generator/report/audit_collect.h) and reads; what follows from it is found here. Pure.
 */
#pragma once

#include "base/arena.h"
#include "generator/state/lock_info.h"
#include "generator/state/tfstate.h"

#include <stdbool.h>

/* A stack that the catalog has, or the output, or both. */
struct tnf_audit_stack {
    struct tnf_strview path;  /* relative to the output */
    struct tnf_strview state; /* where its state is: "s3://bucket/key", or a path relative to the output; "" unknown */
    bool in_catalog;
    bool in_output; /* generated: it has a manifest there */
    bool has_files; /* Terraform's, in the output: without a manifest they are not ours */

    /* Set by tnf_audit_sort. */
    struct tnf_audit_object *object; /* its state, or NULL: there is none, or the renamed stack has it */
    bool leaving;                    /* all that is in it is to go */
};

/* A tenant in an environment. */
struct tnf_audit_placement {
    struct tnf_strview tenant;
    struct tnf_strview environment;
    struct tnf_strview stack;  /* that its resources are in */
    struct tnf_strview module; /* of that stack, when others have theirs in it too; else "" */
    bool offboarded;
    bool by_hand; /* it is no apply that empties the stack, but who looks after it: that of an account */
};

/* A folder of the output that is not what the catalog says. */
struct tnf_audit_drift {
    struct tnf_strview path;
    struct tnf_strview text; /* of the first difference: "main.tf changed by hand" */
    size_t more;             /* differences beside it */
};

enum tnf_audit_role {
    TNF_AUDIT_STATE,    /* of a stack */
    TNF_AUDIT_UNKNOWN,  /* named like a state, and no stack's */
    TNF_AUDIT_LOCK,     /* of any state */
    TNF_AUDIT_STRANGER, /* none of those */
};

/* A file of the folder, or an object of the bucket, that has the states. */
struct tnf_audit_object {
    struct tnf_strview place; /* as in struct tnf_audit_stack */
    uint64_t size;
    int64_t modified; /* seconds since 1970 */

    /* Set by tnf_audit_sort. */
    enum tnf_audit_role role;
    struct tnf_audit_stack *stack; /* whose state or lock it is, or NULL */
    bool wanted;                   /* its content decides something: to be read, by tnf_audit_read */

    /* Set by tnf_audit_read. */
    bool read;
    struct tnf_strview failure; /* why a state cannot be read, or "" */
    struct tnf_tfstate state;
    struct tnf_lock_info lock;
};

struct tnf_audit {
    struct tnf_audit_stack *stacks; /* in any order; each path once */
    size_t stack_count;
    struct tnf_audit_stack **by_path; /* set by tnf_audit_sort */
    struct tnf_audit_placement *placements;
    size_t placement_count;
    struct tnf_audit_drift *drifts;
    size_t drift_count;
    struct tnf_audit_object *objects;
    size_t object_count;
    int64_t now;        /* seconds since 1970 */
    int64_t stale_lock; /* seconds after which a lock was left behind */
};

enum tnf_audit_kind {
    TNF_AUDIT_ORPHAN,        /* a state with resources and without a stack */
    TNF_AUDIT_DESTROY_LEFT,  /* resources of a tenant that is offboarded, or of a stack that is to go */
    TNF_AUDIT_REMOVABLE,     /* an offboarded tenant that has no resources any more */
    TNF_AUDIT_NEVER_APPLIED, /* a stack without a state, or with an empty one */
    TNF_AUDIT_OUT_OF_STEP,   /* a folder of the output */
    TNF_AUDIT_STALE_LOCK,
    TNF_AUDIT_UNREADABLE, /* a state */
    TNF_AUDIT_FOREIGN,    /* an object or a folder that nothing of ours explains */
    /* Notes: nothing is wrong. */
    TNF_AUDIT_LOCKED,      /* somebody works on a stack now */
    TNF_AUDIT_EMPTY_STATE, /* a state without resources and without a stack */
};
#define TNF_AUDIT_KIND_COUNT (TNF_AUDIT_EMPTY_STATE + 1)

/* What is the same for all findings of a kind. */
struct tnf_audit_kind_text {
    const char *name;    /* "orphan", as --json has it */
    const char *heading; /* "orphaned states" */
    const char *advice;  /* what to do */
    bool note;
};
extern const struct tnf_audit_kind_text tnf_audit_kinds[TNF_AUDIT_KIND_COUNT];

struct tnf_audit_finding {
    enum tnf_audit_kind kind;
    struct tnf_strview subject; /* a stack's path, a tenant, or where a state, lock or object is */
    struct tnf_strview text;    /* what about it */
    struct tnf_strview state;   /* where the state is that it is about, or "" */
    struct tnf_strview tenant;  /* or "" */
    struct tnf_strview environment;
    size_t resources; /* that it is about */
};

struct tnf_audit_findings {
    struct tnf_audit_finding *items; /* by kind, then by subject */
    size_t count;
    size_t capacity;
    size_t notes; /* of them */
};

/* A state in bytes that has resources for certain: the largest of our stacks leaves an empty one of a sixth of that. Of
 * a stack that is meant to have some, a larger one is not read. */
enum { TNF_AUDIT_SURELY_FULL = 64 << 10 };

/* Finds out what each object is. Orders stacks by state and placements by tenant. */
void tnf_audit_sort(struct tnf_audit *audit, struct tnf_arena *arena);
/* The stack at a path, or NULL; after tnf_audit_sort. */
struct tnf_audit_stack *tnf_audit_stack_of(const struct tnf_audit *audit, struct tnf_strview path);
/* Takes the content of an object. */
void tnf_audit_read(struct tnf_audit_object *object, struct tnf_strview content, struct tnf_arena *arena);
/* Takes that a state cannot be read, and why. */
void tnf_audit_fail(struct tnf_audit_object *object, const struct tnf_error *err, struct tnf_arena *arena);
/* All that does not fit, once every wanted object was read. Texts live in the arena or are borrowed from the audit. */
void tnf_audit_conclude(const struct tnf_audit *audit, struct tnf_arena *arena, struct tnf_audit_findings *ret);

/*
 * The stacks that somebody has to plan after a change: those whose Terraform is not the same in two commits, and those
 * that call a module which is not, each with its reasons. In the order in which they are applied.
 */
#pragma once

#include "base/arena.h"
#include "generator/git/compare.h"
#include "generator/output/scope.h"

enum tnf_changed_action {
    TNF_CHANGED_APPLY,
    TNF_CHANGED_DESTROY, /* it is not there any more: its files are those of the commit before */
};

enum tnf_changed_cause {
    TNF_CAUSE_NEW,     /* the stack; its name is the path that it had, if it was renamed and has its state from there */
    TNF_CAUSE_REMOVED, /* the stack; without a name */
    TNF_CAUSE_ROW,     /* of the catalog: "service acme/api" */
    TNF_CAUSE_PROVIDERS, /* versions: the file of the stack that says them */
    TNF_CAUSE_FILE,      /* another file of the stack */
    TNF_CAUSE_MODULE,    /* "modules/iam" */
};
#define TNF_CAUSE_COUNT (TNF_CAUSE_MODULE + 1)

/* "new", "removed", "row", "providers", "file" or "module". */
const char *tnf_changed_cause_name(enum tnf_changed_cause cause);

struct tnf_changed_reason {
    enum tnf_changed_cause cause;
    struct tnf_strview name;   /* what changed, or "" */
    struct tnf_strview detail; /* a row: "new", "changed" or "gone"; a module: by which one it is called, if not by the
                                  stack itself; otherwise "" */
};

struct tnf_changed_stack {
    struct tnf_strview path;
    struct tnf_place place;
    enum tnf_changed_action action;
    unsigned wave; /* from 0; stacks of one wave may be worked on side by side, those of a smaller one before */
    struct tnf_changed_reason *reasons;
    size_t reason_count;
};

struct tnf_changed {
    /* Destroys first, from the last wave to the first, then what is applied; within a wave by path. */
    struct tnf_changed_stack *stacks;
    size_t count;
    unsigned wave_count;
};

/* Everything lives in the arena. A difference that Terraform does not see is none: documents, manifests, and the tests
 * and examples of modules. Stacks without a manifest are somebody else's and left out. */
int tnf_changed_find(struct tnf_git_comparison *comparison, struct tnf_arena *arena, struct tnf_changed *ret,
                     struct tnf_error *err);

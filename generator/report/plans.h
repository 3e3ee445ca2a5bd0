/*
 * What a change does to resources: each stack that changed is rehearsed, the version of one commit on top of the
 * version of the other. Read from git's objects; what it takes lies in a temporary directory meanwhile.
 */
#pragma once

#include "base/progress.h"
#include "generator/rehearse/versions.h"
#include "generator/report/changed.h"

struct tnf_stack_plan {
    const char *failed; /* the step that failed, as "plan"; NULL when all went well */
    const char *output; /* what Terraform said then, or "" */
    const struct tnf_plan_resource *resources;
    size_t resource_count;
    size_t counts[TNF_PLAN_ACTION_COUNT]; /* of the resources */
};

struct tnf_plans_options {
    const char *terraform;         /* program to run: a path, or a name that is looked up in PATH */
    const char *provider;          /* directory of the rehearsal provider and its schemas */
    unsigned jobs;                 /* stacks side by side, 0: one for each processor */
    struct tnf_progress *progress; /* a unit for each stack; may be NULL */
};

/* Gives a plan for each stack of `changed`, in its order, in the arena. A stack that is gone is destroyed as a whole; a
 * new one is planned from nothing, or on the state of the stack that it was renamed from. 0 also when steps of
 * Terraform failed; TNF_E_NOT_FOUND when Terraform or the provider is not there. */
int tnf_plans_rehearse(struct tnf_git_comparison *comparison, const struct tnf_changed *changed,
                       const struct tnf_plans_options *options, struct tnf_arena *arena, struct tnf_stack_plan **ret,
                       struct tnf_error *err);

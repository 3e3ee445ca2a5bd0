/*
 * Rehearsing a change: the stacks as they were are applied to a state of their own, and the stacks as they are get
 * planned on top of it. So what a change makes, changes and destroys is known resource by resource, without an account.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>

/* What a plan does to one resource. */
enum tnf_plan_action {
    TNF_PLAN_CREATE,
    TNF_PLAN_CHANGE,
    TNF_PLAN_REPLACE,
    TNF_PLAN_DESTROY,
    TNF_PLAN_MOVE,   /* it has another address, and nothing else changes */
    TNF_PLAN_FORGET, /* it leaves the state and stays where it is */
    TNF_PLAN_IMPORT,
};
#define TNF_PLAN_ACTION_COUNT (TNF_PLAN_IMPORT + 1)

/* "create", "change", "replace", "destroy", "move", "forget" or "import". */
const char *tnf_plan_action_name(enum tnf_plan_action action);

struct tnf_plan_resource {
    const char *address;
    enum tnf_plan_action action;
};

/* A stack before and after the change, relative to an output; NULL where there is none. They differ when it is renamed
 * and its state goes with it. */
struct tnf_version_pair {
    const char *before;
    const char *after;
};

/* Directories below `root`. */
#define TNF_VERSION_BEFORE "before"
#define TNF_VERSION_AFTER "after"

struct tnf_rehearse_versions {
    const char *root; /* absolute; has before/ and after/, outputs as far as the stacks need them; it is worked in */
    const struct tnf_version_pair *pairs;
    size_t count;
    const char *terraform; /* program to run: a path, or a name that is looked up in PATH */
    const char *provider;  /* directory of terraform-provider-rehearsal and its *.rehearsal schemas */
    unsigned jobs;         /* stacks side by side, 0: one for each processor */
};

/* What came out for one pair; borrowed, valid during the call that hands it over. */
struct tnf_version_plan {
    size_t index;                              /* of the pair */
    const char *failed;                        /* the step that failed, as "plan"; NULL when all went well */
    const char *output;                        /* what Terraform said in that step, or "" */
    const struct tnf_plan_resource *resources; /* what the plan does, by address; without what it leaves alone */
    size_t resource_count;
};

/* Called for each pair as it ends, from any thread, one call at a time. */
typedef void (*tnf_version_plan_fn)(const struct tnf_version_plan *plan, void *context);

/* True for the name of a file that Terraform reads: only those have to be in the outputs. */
bool tnf_rehearse_reads(struct tnf_strview name);

/* Rehearses every pair. 0 also when steps failed; negative when Terraform or the provider is not there
 * (TNF_E_NOT_FOUND) or cannot be run. */
int tnf_rehearse_versions(const struct tnf_rehearse_versions *options, tnf_version_plan_fn report, void *context,
                          struct tnf_error *err);

/*
 * Rehearsal: real Terraform (or OpenTofu) runs init, validate, plan, apply and a second plan over generated
 * stacks in a scratch copy, with providers that are played from their schema: no account, no credentials, no
 * network, and nothing left in the output.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct tnf_rehearse_options {
    const char *output;      /* directory that `generate` wrote */
    const char *terraform;   /* program to run: a path, or a name that is looked up in PATH */
    const char *provider;    /* directory of terraform-provider-rehearsal and its *.rehearsal schemas */
    const char *environment; /* only stacks of this environment, or NULL */
    const char *tenant;      /* only stacks of this tenant, or NULL */
    const char *stack;       /* only the stack with this path, or NULL */
    const char *without;     /* name of files that are left out, or NULL */
    unsigned jobs;           /* stacks side by side, 0: one for each processor */
};

enum tnf_rehearse_step {
    TNF_REHEARSE_INIT,
    TNF_REHEARSE_VALIDATE,
    TNF_REHEARSE_PLAN,
    TNF_REHEARSE_APPLY,
    TNF_REHEARSE_SECOND_PLAN,
    TNF_REHEARSE_DONE, /* all went well, and the second plan was empty */
};

/* "init", "validate", …; "done". */
const char *tnf_rehearse_step_name(enum tnf_rehearse_step step);

/* How many resources of one type a plan makes. */
struct tnf_rehearse_count {
    const char *type;
    uint64_t count;
};

/* What came out for one stack; borrowed, valid during the call that hands it over. */
struct tnf_rehearsal {
    uint64_t stack_count;        /* stacks of the run */
    const char *stack;           /* environments/staging/tenants/acme */
    enum tnf_rehearse_step step; /* the step that failed, or DONE */
    const char *output;          /* what Terraform said in the failed step, "" when all went well */
    const char *state;           /* path of the state that it left when all went well; removed afterwards */
    uint64_t create;             /* resources of the first plan, by action */
    uint64_t change;
    uint64_t destroy;
    const struct tnf_rehearse_count *types; /* created ones by type name */
    size_t type_count;
};

/* Called for each stack as it ends, from any thread, one call at a time. */
typedef void (*tnf_rehearsal_fn)(const struct tnf_rehearsal *rehearsal, void *context);

/* Rehearses the stacks below options->output. 0 when every stack went through; TNF_E_INVALID when one did not
 * (*ret_failed says how many); TNF_E_NOT_FOUND when there is no stack in scope or a program is missing. The scratch
 * copy lives in TMPDIR and is removed at the end. */
int tnf_rehearse(const struct tnf_rehearse_options *options, tnf_rehearsal_fn report, void *context,
                 uint64_t *ret_failed, struct tnf_error *err);

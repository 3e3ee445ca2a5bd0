/*
 * The models of an open catalog, one after the other: the data that each stack's templates get, for whoever reports on
 * what would be generated (what it costs, how it hangs together) without generating it.
 */
#pragma once

#include "catalog/catalog.h"
#include "generator/hcl/value.h"

enum tnf_model_kind {
    TNF_MODEL_PLATFORM,      /* what an environment has of itself */
    TNF_MODEL_RUNNERS,       /* a runner cluster */
    TNF_MODEL_RUNNER_CHARTS, /* what is installed on it */
    TNF_MODEL_HARDENING,     /* of an environment */
    TNF_MODEL_ACCOUNT,       /* hardening of a tenant's own account */
    TNF_MODEL_TENANT,
    TNF_MODEL_BOOTSTRAP, /* of an account */
};

/* The texts and the value are borrowed until visit returns. */
struct tnf_stack_model {
    enum tnf_model_kind kind;
    struct tnf_strview path;        /* of the stack, relative to the output; tenants of a cell have the same */
    struct tnf_strview environment; /* "" for a bootstrap stack */
    struct tnf_strview tenant;      /* "" for stacks that are no tenant's */
    struct tnf_strview cell;        /* "" for a tenant with a stack of its own */
    struct tnf_value value;
};

/* What to visit; an empty view means all. With a tenant: that tenant's, and what its environments have of themselves.
 * Bootstrap stacks come only with neither. */
struct tnf_models_scope {
    struct tnf_strview environment;
    struct tnf_strview tenant;
};

/* A negative return stops and is returned. */
typedef int (*tnf_model_fn)(const struct tnf_stack_model *model, void *context, struct tnf_error *err);

/* Visits environments by name; of each its own stacks first, then its tenants by name. Offboarded tenants, which have
 * nothing any more, and the EKS option, which nobody applies, are left out. One model is in memory at a time. The
 * catalog must be in a read transaction. TNF_E_INVALID when it cannot be generated, TNF_E_NOT_FOUND when the scope
 * names an environment that does not exist, or a tenant that is placed nowhere in it. */
int tnf_models_each(struct tnf_catalog *catalog, const struct tnf_models_scope *scope, tnf_model_fn visit,
                    void *context, struct tnf_error *err);

/*
 * What holds for a service in an environment when layers are put together: built-in default ← environment ←
 * placement ← service. Only what the rules need too; the rest of resolving is in generator/resolve.
 */
#pragma once

#include "catalog/entity.h"

/* Tasks of a service. Scheduled and training services run one task at a time, whatever scaling says. */
struct tnf_scaling {
    int64_t min;
    int64_t max;
    int64_t cpu; /* average CPU in percent that target tracking holds */
};
/* placement may be NULL. */
struct tnf_scaling tnf_effective_scaling(const struct tnf_record *environment, const struct tnf_record *placement,
                                         const struct tnf_record *service);

/* Account and region that a stack is in; account is empty when nobody says which. */
struct tnf_site {
    struct tnf_strview account;
    struct tnf_strview region;
};
/* Borrowed from the records. platform and placement may be NULL. */
struct tnf_site tnf_effective_site(const struct tnf_record *platform, const struct tnf_record *environment,
                                   const struct tnf_record *placement);
/* The role that Terraform becomes for a stack, empty when it works as who it is. placement may be NULL. */
struct tnf_strview tnf_effective_role(const struct tnf_record *environment, const struct tnf_record *placement);
bool tnf_site_eq(const struct tnf_site *a, const struct tnf_site *b);

/* Where a tenant is in its life in an environment; each state keeps less than the one before. */
enum tnf_state {
    TNF_STATE_ACTIVE,
    TNF_STATE_SUSPENDED,   /* nothing runs, all data stays */
    TNF_STATE_OFFBOARDING, /* nothing runs, nothing is protected any more, everything leaves a last copy when it goes */
    TNF_STATE_OFFBOARDED,  /* its stack keeps nothing: the next apply destroys what there is */
};
/* The placement's own state before the tenant's. */
enum tnf_state tnf_tenant_state(const struct tnf_record *tenant, const struct tnf_record *placement);

/* "web" when the service says nothing. */
struct tnf_strview tnf_service_kind(const struct tnf_record *service);
/* Whether the kind runs one task at a time and ends: scheduled, training. */
bool tnf_service_runs_once(const struct tnf_record *service);
/* The port that it listens on, 0 for none. */
int64_t tnf_service_port(const struct tnf_record *service);
/* Whether the tenant may use the GPU pool: it is kept for nobody else, and a silo tenant, whose network no instance of
 * the environment is in, needs one that is kept for it. */
bool tnf_pool_is_open_to(const struct tnf_record *pool, const struct tnf_record *tenant);
/* The GPUs of a task: training takes one when the service does not say. */
int64_t tnf_service_gpus(const struct tnf_record *service);
/* Whether the pool's instances are what the service's tasks are for: they have as many GPUs as a task takes, and none
 * when it takes none (they would be paid for and idle), and the same architecture. A type that the program does not
 * know the number of GPUs of has enough. */
bool tnf_pool_suits(const struct tnf_record *pool, const struct tnf_record *service);
/* Whether its tasks run on Fargate: no other capacity is asked for, and no GPUs. */
bool tnf_service_is_fargate(const struct tnf_record *service);

/*
 * What the stacks of a catalog cost in a month, line by line: every resource that AWS bills, at list price, without
 * free allowances, discounts and taxes. The lines are a function of the models that templates get
 * (generator/resolve/models.h), the prices and the usage alone.
 *
 * Money is exact: each line is rounded to cents once, every total is a sum of such lines, and what tenants share is
 * split in whole cents. So what is printed adds up by hand, and tenants add up to the whole.
 */
#pragma once

#include "base/arena.h"
#include "catalog/catalog.h"
#include "generator/report/cost/money.h"
#include "generator/report/cost/usage.h"
#include "generator/report/prices/prices.h"

#include <stdbool.h>

/* Kinds of cost, in the order of the tables. */
enum tnf_cost_component {
    TNF_COST_COMPUTE,
    TNF_COST_CONTROL_PLANE,
    TNF_COST_DATABASE,
    TNF_COST_CACHE,
    TNF_COST_LOAD_BALANCER,
    TNF_COST_NAT,
    TNF_COST_ENDPOINTS,
    TNF_COST_ADDRESSES,
    TNF_COST_STORAGE,
    TNF_COST_TRANSFER,
    TNF_COST_LOGS,
    TNF_COST_SECRETS,
    TNF_COST_SECURITY,
    TNF_COST_DNS,
    TNF_COST_COMPONENT_COUNT
};
struct tnf_cost_component_text {
    const char *name;  /* in JSON and CSV: "nat_gateway" */
    const char *title; /* in tables: "NAT gateway" */
};
extern const struct tnf_cost_component_text tnf_cost_components[TNF_COST_COMPONENT_COUNT];

/* Who pays for a line: its tenant, or those who share what an environment has of itself. */
enum tnf_cost_payer {
    TNF_COST_OF_TENANT,        /* the line's own tenant */
    TNF_COST_OF_DATABASES,     /* tenants with a database on the shared instance, in equal parts */
    TNF_COST_OF_CACHES,        /* tenants that use the shared cache, in equal parts */
    TNF_COST_OF_LOAD_BALANCER, /* tenants of the shared network with routes, by their own reserved cost */
    TNF_COST_OF_NETWORK,       /* tenants of the shared network, by their own reserved cost */
    TNF_COST_OF_POOL,          /* tenants whose services run on a pool of instances, by the memory that they reserve */
    TNF_COST_OF_ENVIRONMENT,   /* all tenants of the environment, by their own reserved cost */
    TNF_COST_OF_PLATFORM,      /* all tenants of all environments, by their own reserved cost */
    TNF_COST_PAYER_COUNT
};
/* "own", "databases", …: in JSON and CSV. */
extern const char *const tnf_cost_payers[TNF_COST_PAYER_COUNT];

/* A quantity of something at a price. Texts live in the arena of the estimate. */
struct tnf_cost_line {
    struct tnf_strview stack;       /* environments/staging/tenants/acme */
    struct tnf_strview environment; /* "" for a bootstrap stack */
    struct tnf_strview tenant;      /* "" for what an environment has of itself */
    struct tnf_strview row;         /* what it is for: a service, a database, a pool; "" when there is no such thing */
    struct tnf_strview address;     /* in the stack's state: module.network.aws_nat_gateway.this["us-east-1a"] */
    enum tnf_cost_component component;
    struct tnf_strview description; /* "2 tasks of 0.5 vCPU" */
    bool usage;                     /* depends on use, so on an assumption; otherwise it is there every month */
    int64_t quantity;               /* a month, in millionths of the unit */
    struct tnf_strview region;
    struct tnf_strview key;        /* of the price */
    const struct tnf_price *price; /* borrowed from the prices; NULL when they have none: cents is 0 */
    int64_t cents;
    enum tnf_cost_payer payer;
    struct tnf_strview pool; /* of TNF_COST_OF_POOL: its capacity provider's name */
};

/* Cents a month. */
struct tnf_cost_amount {
    int64_t fixed;
    int64_t usage;
};
int64_t tnf_cost_sum(struct tnf_cost_amount amount);

/* A tenant in an environment. */
struct tnf_cost_tenant {
    struct tnf_strview environment;
    struct tnf_strview tenant;
    struct tnf_cost_amount own;    /* of its own lines */
    struct tnf_cost_amount shared; /* its part of what it shares */
};

/* Part of what is shared: of all lines of an environment with this payer, component and kind together. Without anybody
 * who could pay the environment keeps it, with tenant "". */
struct tnf_cost_share {
    struct tnf_strview environment; /* whose lines they are; "" for those of bootstrap stacks */
    struct tnf_strview tenant;
    struct tnf_strview placed; /* the environment that the tenant is in: another one for shares of the platform */
    enum tnf_cost_payer payer;
    struct tnf_strview pool;
    enum tnf_cost_component component;
    struct tnf_cost_amount amount;
};

/* What a service needs, for comparisons of where it could run. */
struct tnf_cost_workload {
    struct tnf_strview environment;
    struct tnf_strview tenant;
    struct tnf_strview service;
    struct tnf_strview region;
    bool own_network; /* of a silo tenant */
    bool pool;        /* runs on instances of a pool, not on Fargate */
    bool arm;
    int64_t gpus;   /* of a task */
    int64_t cpu;    /* of a task, 1024 for a vCPU */
    int64_t memory; /* of a task, MiB */
    int64_t tasks;  /* that always run */
};

/* An estimate; everything lives in the arena that it was made in. */
struct tnf_cost {
    struct tnf_cost_line *lines; /* by environment, its own stacks first, then its tenants; bootstrap stacks last */
    size_t line_count;
    struct tnf_cost_tenant *tenants; /* by environment, then by name */
    size_t tenant_count;
    struct tnf_cost_share *shares;
    size_t share_count;
    struct tnf_cost_workload *workloads;
    size_t workload_count;
    struct tnf_cost_amount total; /* of all lines */
    size_t unpriced;              /* lines without a price */
};

struct tnf_cost_options {
    const struct tnf_prices *prices; /* has to outlive the estimate */
    const struct tnf_usage *usage;
    struct tnf_strview environment; /* only this one, without bootstrap stacks; empty: all */
};

/* Estimates an open catalog, which must be in a read transaction. TNF_E_NOT_FOUND for an environment that does not
 * exist, TNF_E_INVALID for a catalog that cannot be generated. A resource whose price is not known is a line without a
 * price, and counted. */
int tnf_cost_collect(struct tnf_catalog *catalog, const struct tnf_cost_options *options, struct tnf_arena *arena,
                     struct tnf_cost *ret, struct tnf_error *err);

/* The tenant in that environment, or NULL. Borrowed from the estimate. */
const struct tnf_cost_tenant *tnf_cost_find_tenant(const struct tnf_cost *cost, struct tnf_strview environment,
                                                   struct tnf_strview tenant);
/* Sum of an environment's lines; with "" of the bootstrap stacks. */
struct tnf_cost_amount tnf_cost_of_environment(const struct tnf_cost *cost, struct tnf_strview environment);

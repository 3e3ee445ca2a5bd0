/*
 * How an estimate grows: models one after the other become lines, and what is remembered of them decides who shares
 * what (split.c). Pure. Private to cost.
 */
#pragma once

#include "generator/report/cost/cost.h"
#include "generator/resolve/models.h"

/* Services of a tenant that run on a pool. */
struct tnf_cost_pool_use {
    size_t tenant; /* index in the estimate */
    struct tnf_strview provider;
    int64_t memory; /* MiB */
};

/* A pool that an environment has for one of its tenants alone. */
struct tnf_cost_kept_pool {
    struct tnf_strview provider;
    struct tnf_strview owner; /* the tenant's name in AWS */
};

/* Who uses what of that which an environment has of itself; one for each tenant of the estimate. */
struct tnf_cost_uses {
    bool silo;
    bool databases;
    bool caches;
    bool routes;
};

/* The network that tasks of a stack run in. */
struct tnf_cost_network {
    bool nat;
    int64_t zones;
    struct tnf_strview insights; /* of the cluster: disabled, enabled, enhanced */
};

struct tnf_cost_builder {
    struct tnf_arena *arena;
    const struct tnf_prices *prices;
    const struct tnf_usage *usage;
    struct tnf_cost cost;
    size_t line_capacity;
    size_t tenant_capacity;
    size_t workload_capacity;
    size_t share_capacity;
    struct tnf_cost_uses *uses; /* as many as tenants */
    size_t uses_capacity;
    struct tnf_cost_pool_use *pool_uses;
    size_t pool_use_count;
    size_t pool_use_capacity;
    struct tnf_cost_kept_pool *kept_pools; /* of the environment whose stacks are visited */
    size_t kept_pool_count;
    size_t kept_pool_capacity;
    struct tnf_cost_network network; /* of the environment whose stacks are visited */
};

/* Adds the lines of a stack. */
void tnf_cost_add_model(struct tnf_cost_builder *builder, const struct tnf_stack_model *model);
/* Splits what is shared, and adds up. */
void tnf_cost_finish(struct tnf_cost_builder *builder);

/*
 * The same workload in three places: ECS on Fargate, ECS on EC2 instances, EKS. What an estimate counts besides running
 * services (networks, databases, load balancers, what watches them, the runner clusters of CI) stays as it is, as do
 * pools with GPUs. Pure.
 *
 *   ECS on Fargate  Every service on Fargate; those that are on instances today in the smallest size that they fit in.
 *   ECS on EC2      Pools of instances as they are; what is on Fargate today packed onto instances of one type, network
 * by network. EKS             As on EC2, and a control plane for each network in which services run.
 */
#pragma once

#include "generator/report/cost/cost.h"

enum tnf_cost_place { TNF_COST_ON_FARGATE, TNF_COST_ON_EC2, TNF_COST_ON_EKS, TNF_COST_PLACE_COUNT };
struct tnf_cost_place_text {
    const char *name;  /* in JSON: "ecs_fargate" */
    const char *title; /* "ECS on Fargate" */
};
extern const struct tnf_cost_place_text tnf_cost_places[TNF_COST_PLACE_COUNT];

struct tnf_cost_comparison {
    int64_t cents[TNF_COST_COMPONENT_COUNT][TNF_COST_PLACE_COUNT];
    int64_t totals[TNF_COST_PLACE_COUNT];
    /* What the places EC2 and EKS have instead of Fargate. */
    struct tnf_strview instance_type;
    int64_t nodes;
    int64_t networks; /* in which services run */
    int64_t tasks;    /* that always run on Fargate today */
    int64_t cpu;      /* of all of them, 1024 for a vCPU */
    int64_t memory;   /* MiB */
    size_t unpriced;  /* quantities without a price, which count as 0 */
};

/* Packing leaves a tenth of an instance to its system, and gives each one a disk of 30 GiB and the metrics that pools
 * have. `instance_type` NULL: t3.medium, or t4g.medium where all tasks are for ARM. TNF_E_INVALID for a type whose size
 * its name does not say (families t, m, c and r). */
int tnf_cost_compare(const struct tnf_cost *cost, const struct tnf_prices *prices, const char *instance_type,
                     struct tnf_arena *arena, struct tnf_cost_comparison *ret, struct tnf_error *err);

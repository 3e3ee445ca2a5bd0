/*
 * The rules that need more than one row. Pure: rows in, findings out. The store hands over the shared rows once
 * and the tenants one after another.
 */
#pragma once

#include "catalog/finding.h"
#include "catalog/tenant_rows.h"

/* What tenants share. Arrays are in key order. */
struct tnf_rules_context {
    const struct tnf_record *platform; /* NULL: there is none */
    struct tnf_records environments;
    struct tnf_records gpu_pools;
    struct tnf_records runner_clusters;
    bool *unpublished; /* one for each environment: its missing domain was reported */
    bool complete;     /* with the rules of catalog/complete.h */
    struct tnf_findings *findings;
};

/* Rules of platform, environments, GPU pools and runner clusters. */
void tnf_rules_shared(const struct tnf_rules_context *context);
/* The part of it that is about runner clusters. */
void tnf_rules_runner_clusters(const struct tnf_rules_context *context);
/* Rules of one tenant and everything under it. */
void tnf_rules_tenant(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows);

/* The parts of tnf_rules_tenant. */
void tnf_rules_service(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                       const struct tnf_record *service);
void tnf_rules_service_gpu(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                           const struct tnf_record *service);
void tnf_rules_service_policy(const struct tnf_rules_context *context, const struct tnf_record *service);
void tnf_rules_placement(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                         const struct tnf_record *placement);
void tnf_rules_quota(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                     const struct tnf_record *placement);
void tnf_rules_route(const struct tnf_rules_context *context, const struct tnf_tenant_rows *rows,
                     const struct tnf_record *route);

/* Names in AWS and former names of rows that stand beside each other: rows of one entity. */
void tnf_rules_names(const struct tnf_rules_context *context, const struct tnf_records *rows);
/* Adds the finding that the row has the name in AWS that the row `other` has. */
void tnf_rules_physical_name(const struct tnf_rules_context *context, const struct tnf_record *row,
                             struct tnf_strview other);

/* The record whose last key is `name` and whose fields [0, count) are those of `scope`; NULL when there is none. */
const struct tnf_record *tnf_records_find(const struct tnf_records *records, const struct tnf_record *scope,
                                          size_t count, struct tnf_strview name);
/* The environment of that name, NULL when there is none. */
const struct tnf_record *tnf_rules_environment(const struct tnf_rules_context *context, struct tnf_strview name);
/* The range of a VPC must be one that AWS takes and nine subnets fit into. */
void tnf_rules_cidr_size(const struct tnf_rules_context *context, const struct tnf_record *record, size_t field);
/* Adds the finding that a least value is more than a most one. */
void tnf_rules_min_max(const struct tnf_rules_context *context, const struct tnf_record *record, size_t min_field,
                       int64_t min, size_t max_field, int64_t max);
/* The role that is assumed for a placement, or for an environment when that is NULL, has to be in its account. */
void tnf_rules_role(const struct tnf_rules_context *context, const struct tnf_record *environment,
                    const struct tnf_record *placement);
/* A budget in `field` needs somebody to tell: the environment's alarm_email or the platform's owner. */
void tnf_rules_told(const struct tnf_rules_context *context, const struct tnf_record *record, size_t field,
                    const struct tnf_record *environment);

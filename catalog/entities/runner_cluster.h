/* Runner cluster: EKS for CI runners, and nothing else. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_RUNNER_CLUSTER_FIELDS(F)                                                                                   \
    F(ENVIRONMENT, "environment", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16,                       \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_ENVIRONMENT,                                        \
      .summary = "environment that it belongs to")                                                                     \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 32, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the EKS cluster that runs CI and nothing else")                      \
    F(VERSION, "version", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_VERSION, .max = 10, .ref = TNF_ENTITY_NONE,    \
      .summary = "Kubernetes version")                                                                                 \
    F(PUBLIC_ENDPOINT, "public_endpoint", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                               \
      .summary = "whether the API is reachable from outside")                                                          \
    F(PUBLIC_CIDRS, "public_cidrs", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_CIDR, .ref = TNF_ENTITY_NONE,          \
      .summary = "ranges that may reach a public API")                                                                 \
    F(SYSTEM_INSTANCE_TYPE, "system_instance_type", .group = "system", .type = TNF_TYPE_STRING,                        \
      .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "instance type of system nodes, t3.medium when not set")                                              \
    F(SYSTEM_COUNT, "system_count", .group = "system", .type = TNF_TYPE_INT, .min = 1, .max = 10, .unit = "nodes",     \
      .ref = TNF_ENTITY_NONE, .summary = "system nodes, 1 when not set")                                               \
    F(RUNNER_INSTANCE_TYPE, "runner_instance_type", .group = "runner", .type = TNF_TYPE_STRING,                        \
      .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "instance type of runner nodes, t3.large when not set")                                               \
    F(RUNNER_MIN, "runner_min", .group = "runner", .type = TNF_TYPE_INT, .min = 0, .max = 100, .unit = "nodes",        \
      .ref = TNF_ENTITY_NONE, .summary = "fewest runner nodes, 0 when not set")                                        \
    F(RUNNER_MAX, "runner_max", .group = "runner", .type = TNF_TYPE_INT, .min = 1, .max = 100, .unit = "nodes",        \
      .ref = TNF_ENTITY_NONE, .summary = "most runner nodes, 10 when not set")                                         \
    F(GITHUB_URL, "github_url", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_TEXT, .max = 256,                        \
      .ref = TNF_ENTITY_NONE, .summary = "repository or organisation that the runners serve")                          \
    F(IDLE_RUNNERS, "idle_runners", .type = TNF_TYPE_INT, .min = 0, .max = 100, .unit = "runners",                     \
      .ref = TNF_ENTITY_NONE,                                                                                          \
      .summary = "runners that wait for jobs, a node each; 0 when not set: the first job waits for a node")            \
    F(PRIVATE_CIDRS, "private_cidrs", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_CIDR, .ref = TNF_ENTITY_NONE,        \
      .summary = "ranges that may reach the private API, beside the nodes")                                            \
    F(ADMIN_ROLES, "admin_roles", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_ARN, .ref = TNF_ENTITY_NONE,             \
      .summary = "roles that administer the cluster, beside the one that Terraform assumes")                           \
    TNF_PHYSICAL_NAME(F, 32)

/* GPU pool: EC2 instances in an environment, with GPUs, or without for services with capacity ec2. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_GPU_POOL_FIELDS(F)                                                                                         \
    F(ENVIRONMENT, "environment", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16,                       \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_ENVIRONMENT,                                        \
      .summary = "environment that it belongs to")                                                                     \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the pool")                                                           \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24, .ref = TNF_ENTITY_TENANT,       \
      .summary = "the only tenant that may use it, all when not set")                                                  \
    F(INSTANCE_TYPE, "instance_type", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40,          \
      .flags = TNF_FIELD_REQUIRED, .ref = TNF_ENTITY_NONE,                                                             \
      .summary = "EC2 instance type: g5.xlarge, or without GPUs m7i.large")                                            \
    F(MIN, "min", .type = TNF_TYPE_INT, .min = 0, .max = 1000, .unit = "instances", .ref = TNF_ENTITY_NONE,            \
      .summary = "fewest instances, 0 when not set")                                                                   \
    F(MAX, "max", .type = TNF_TYPE_INT, .min = 1, .max = 1000, .unit = "instances", .flags = TNF_FIELD_REQUIRED,       \
      .ref = TNF_ENTITY_NONE, .summary = "most instances")                                                             \
    F(SPOT, "spot", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE, .summary = "whether spot instances are used")       \
    F(DISK, "disk", .type = TNF_TYPE_INT, .min = 30, .max = 16384, .unit = "GiB", .ref = TNF_ENTITY_NONE,              \
      .summary = "root disk of an instance")                                                                           \
    TNF_PHYSICAL_NAME(F, 20)                                                                                           \
    TNF_FORMER_NAMES(F, 20)

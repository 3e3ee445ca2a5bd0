/* Cache: Redis of a tenant in an environment. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_CACHE_FIELDS(F)                                                                                            \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(ENVIRONMENT, "environment", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16,                       \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_ENVIRONMENT,                                        \
      .summary = "environment that it belongs to")                                                                     \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the cache: main")                                                    \
    F(NODE_TYPE, "node_type", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40,                  \
      .ref = TNF_ENTITY_NONE, .summary = "ElastiCache node type, the environment's when not set")                      \
    F(REPLICAS, "replicas", .type = TNF_TYPE_INT, .min = 0, .max = 5, .unit = "nodes", .ref = TNF_ENTITY_NONE,         \
      .summary = "replicas beside the primary")                                                                        \
    F(VERSION, "version", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_VERSION, .max = 10, .ref = TNF_ENTITY_NONE,    \
      .summary = "Redis engine version")                                                                               \
    TNF_PHYSICAL_NAME(F, 20)                                                                                           \
    TNF_FORMER_NAMES(F, 20)

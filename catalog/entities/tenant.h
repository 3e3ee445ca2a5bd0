/* Tenant: who the platform is run for. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_TENANT_FIELDS(F)                                                                                           \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the tenant")                                                         \
    F(ISOLATION, "isolation", .type = TNF_TYPE_STRING,                                                                 \
      .choices = (const char *const[]){"pool", "bridge", "silo", NULL}, .flags = TNF_FIELD_REQUIRED,                   \
      .ref = TNF_ENTITY_NONE,                                                                                          \
      .summary = "pool: shared database instance and cache; bridge: own ones in the shared network; silo: own VPC")    \
    F(STATE, "state", .type = TNF_TYPE_STRING,                                                                         \
      .choices = (const char *const[]){"active", "suspended", "offboarding", "offboarded", NULL},                      \
      .ref = TNF_ENTITY_NONE, .summary = "where in its life the tenant is, active when not set")                       \
    F(TITLE, "title", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_TEXT, .max = 128, .ref = TNF_ENTITY_NONE,          \
      .summary = "name for people")                                                                                    \
    F(CELL, "cell", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24, .flags = TNF_FIELD_ALLOCATED,       \
      .ref = TNF_ENTITY_NONE, .summary = "cell of a pool tenant that shares a stack; own: a stack of its own")         \
    F(OWNER, "owner", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_EMAIL, .max = 254, .ref = TNF_ENTITY_NONE,         \
      .summary = "who answers for the tenant")                                                                         \
    F(QUOTA_CPU, "quota_cpu", .group = "quota", .type = TNF_TYPE_INT, .min = 256, .max = 1048576, .unit = "CPU units", \
      .ref = TNF_ENTITY_NONE, .summary = "most CPU of all its tasks in an environment, 1024 is a vCPU")                \
    F(QUOTA_MEMORY, "quota_memory", .group = "quota", .type = TNF_TYPE_INT, .min = 512, .max = 8388608, .unit = "MiB", \
      .ref = TNF_ENTITY_NONE, .summary = "most memory of all its tasks in an environment")                             \
    F(QUOTA_VOLUMES, "quota_volumes", .group = "quota", .type = TNF_TYPE_INT, .min = 0, .max = 1000,                   \
      .unit = "volumes", .ref = TNF_ENTITY_NONE, .summary = "most volumes")                                            \
    F(QUOTA_GPUS, "quota_gpus", .group = "quota", .type = TNF_TYPE_INT, .min = 0, .max = 1000, .unit = "GPUs",         \
      .ref = TNF_ENTITY_NONE, .summary = "most GPUs")                                                                  \
    F(TAGS, "tags", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_TAG_KEY, .format = TNF_FORMAT_TEXT,                 \
      .ref = TNF_ENTITY_NONE, .summary = "tags on everything of the tenant")                                           \
    TNF_PHYSICAL_NAME(F, 24)

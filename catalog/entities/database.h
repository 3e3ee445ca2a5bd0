/* Database: PostgreSQL of a tenant in an environment. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_DATABASE_FIELDS(F)                                                                                         \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(ENVIRONMENT, "environment", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16,                       \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_ENVIRONMENT,                                        \
      .summary = "environment that it belongs to")                                                                     \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the database: main")                                                 \
    F(CLASS, "class", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40, .ref = TNF_ENTITY_NONE,  \
      .summary = "RDS instance class, the environment's when not set")                                                 \
    F(STORAGE, "storage", .type = TNF_TYPE_INT, .min = 20, .max = 65536, .unit = "GiB", .ref = TNF_ENTITY_NONE,        \
      .summary = "allocated storage")                                                                                  \
    F(MAX_STORAGE, "max_storage", .type = TNF_TYPE_INT, .min = 20, .max = 65536, .unit = "GiB",                        \
      .ref = TNF_ENTITY_NONE, .summary = "up to where storage grows by itself")                                        \
    F(MULTI_AZ, "multi_az", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                             \
      .summary = "whether a standby in another zone is kept")                                                          \
    F(BACKUP_DAYS, "backup_days", .type = TNF_TYPE_INT, .min = 0, .max = 35, .unit = "days", .ref = TNF_ENTITY_NONE,   \
      .summary = "how long automated backups are kept")                                                                \
    F(VERSION, "version", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_VERSION, .max = 10, .ref = TNF_ENTITY_NONE,    \
      .summary = "PostgreSQL engine version")                                                                          \
    TNF_PHYSICAL_NAME(F, 20)                                                                                           \
    TNF_FORMER_NAMES(F, 20)

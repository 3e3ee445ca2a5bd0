/* Volume: an EFS directory of a service. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_VOLUME_FIELDS(F)                                                                                           \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(SERVICE, "service", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20,                               \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_SERVICE, .summary = "service that it belongs to")   \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the volume")                                                         \
    F(PATH, "path", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_FILE_PATH, .max = 512, .flags = TNF_FIELD_REQUIRED,  \
      .ref = TNF_ENTITY_NONE, .summary = "where the container sees it")                                                \
    F(READ_ONLY, "read_only", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "whether the container may only read")                                                                \
    F(BACKUP, "backup", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE, .summary = "whether AWS Backup keeps it")       \
    TNF_PHYSICAL_NAME(F, 20)

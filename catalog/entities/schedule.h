/* Schedule: when a scheduled service runs. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_SCHEDULE_FIELDS(F)                                                                                         \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(SERVICE, "service", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20,                               \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_SERVICE, .summary = "service that it belongs to")   \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the schedule")                                                       \
    F(EXPRESSION, "expression", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_EXPRESSION, .max = 256,                  \
      .flags = TNF_FIELD_REQUIRED, .ref = TNF_ENTITY_NONE, .summary = "when it runs: cron(…) or rate(…)")              \
    F(TIMEZONE, "timezone", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_TIMEZONE, .max = 64, .ref = TNF_ENTITY_NONE, \
      .summary = "time zone of a cron expression, UTC when not set")                                                   \
    F(ENABLED, "enabled", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                               \
      .summary = "whether it runs at all, true when not set")                                                          \
    F(COMMAND, "command", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_TEXT, .ref = TNF_ENTITY_NONE,                    \
      .summary = "command of the task, the service's when not set")                                                    \
    F(RETRIES, "retries", .type = TNF_TYPE_INT, .min = 0, .max = 185, .ref = TNF_ENTITY_NONE,                          \
      .summary = "attempts after a failed start")                                                                      \
    TNF_PHYSICAL_NAME(F, 20)                                                                                           \
    TNF_FORMER_NAMES(F, 20)

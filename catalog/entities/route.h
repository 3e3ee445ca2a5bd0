/* Route: what reaches a service through the load balancer. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_ROUTE_FIELDS(F)                                                                                            \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(SERVICE, "service", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20,                               \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_SERVICE, .summary = "service that it belongs to")   \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 20, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the route")                                                          \
    F(HOST, "host", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_HOSTNAME, .max = 253, .ref = TNF_ENTITY_NONE,        \
      .summary = "host header, whole")                                                                                 \
    F(SUBDOMAIN, "subdomain", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 40, .ref = TNF_ENTITY_NONE,   \
      .summary = "host under the environment's domain")                                                                \
    F(PATH, "path", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_PATH_PATTERN, .max = 128, .ref = TNF_ENTITY_NONE,    \
      .summary = "path pattern")                                                                                       \
    F(HEADERS, "headers", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_HEADER_NAME, .format = TNF_FORMAT_TEXT,       \
      .ref = TNF_ENTITY_NONE, .summary = "headers and the value that each must have")                                  \
    F(PRIORITY, "priority", .type = TNF_TYPE_INT, .min = 1, .max = 50000, .flags = TNF_FIELD_ALLOCATED,                \
      .ref = TNF_ENTITY_NONE, .summary = "priority of the listener rule")                                              \
    F(LOAD_BALANCER, "load_balancer", .type = TNF_TYPE_INT, .min = 1, .max = 1000, .flags = TNF_FIELD_ALLOCATED,       \
      .ref = TNF_ENTITY_NONE,                                                                                          \
      .summary = "which of the environment's load balancers has the rule; a silo tenant has one")                      \
    TNF_FORMER_NAMES(F, 20)

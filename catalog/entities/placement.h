/* Placement: a tenant in an environment. */
#pragma once

#define TNF_PLACEMENT_FIELDS(F)                                                                                        \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(ENVIRONMENT, "environment", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16,                       \
      .flags = TNF_FIELD_KEY, .ref = TNF_ENTITY_ENVIRONMENT, .summary = "environment that the tenant runs in")         \
    F(STATE, "state", .type = TNF_TYPE_STRING,                                                                         \
      .choices = (const char *const[]){"active", "suspended", "offboarding", "offboarded", NULL},                      \
      .ref = TNF_ENTITY_NONE,                                                                                          \
      .summary = "where in its life the tenant is in this environment, the tenant's own state when not set")           \
    F(REGION, "region", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_REGION, .max = 20, .ref = TNF_ENTITY_NONE,       \
      .summary = "AWS region of a silo tenant, the environment's when not set")                                        \
    F(ACCOUNT_ID, "account_id", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ACCOUNT, .max = 12,                      \
      .ref = TNF_ENTITY_NONE, .summary = "AWS account of a silo tenant")                                               \
    F(ROLE_ARN, "role_arn", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ARN, .max = 2048, .ref = TNF_ENTITY_NONE,    \
      .summary = "role that Terraform assumes in a silo tenant's account")                                             \
    F(CIDR, "cidr", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_CIDR, .max = 18, .flags = TNF_FIELD_ALLOCATED,       \
      .ref = TNF_ENTITY_NONE, .summary = "range of a silo tenant's VPC, /20 when not set")                             \
    F(DOMAIN, "domain", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_HOSTNAME, .max = 253, .ref = TNF_ENTITY_NONE,    \
      .summary = "DNS name of a silo tenant")                                                                          \
    F(ZONE_ID, "zone_id", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ZONE_ID, .max = 32, .ref = TNF_ENTITY_NONE,    \
      .summary = "Route 53 hosted zone of a silo tenant's domain")                                                     \
    F(CERTIFICATE_ARN, "certificate_arn", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ARN, .max = 2048,              \
      .ref = TNF_ENTITY_NONE, .summary = "certificate of a silo tenant's load balancer")                               \
    F(LOG_RETENTION, "log_retention", .type = TNF_TYPE_INT, .min = 1, .max = 3653, .steps = TNF_LOG_RETENTION_STEPS,   \
      .unit = "days", .ref = TNF_ENTITY_NONE, .summary = "how long log groups keep events")                            \
    F(SPOT_PERCENT, "spot_percent", .type = TNF_TYPE_INT, .min = 0, .max = 100, .unit = "%", .ref = TNF_ENTITY_NONE,   \
      .summary = "share of tasks on Fargate Spot")                                                                     \
    F(BUDGET, "budget", .type = TNF_TYPE_INT, .min = 1, .max = 10000000, .unit = "USD", .ref = TNF_ENTITY_NONE,        \
      .summary = "what a month of the tenant in this environment may cost; people are told before it is reached")      \
    F(SCALING_MIN, "scaling_min", .group = "scaling", .type = TNF_TYPE_INT, .min = 0, .max = 5000, .unit = "tasks",    \
      .ref = TNF_ENTITY_NONE, .summary = "fewest tasks of a service")                                                  \
    F(SCALING_MAX, "scaling_max", .group = "scaling", .type = TNF_TYPE_INT, .min = 1, .max = 5000, .unit = "tasks",    \
      .ref = TNF_ENTITY_NONE, .summary = "most tasks of a service")                                                    \
    F(SCALING_CPU, "scaling_cpu", .group = "scaling", .type = TNF_TYPE_INT, .min = 10, .max = 95, .unit = "%",         \
      .ref = TNF_ENTITY_NONE, .summary = "average CPU that target tracking holds")                                     \
    F(TAGS, "tags", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_TAG_KEY, .format = TNF_FORMAT_TEXT,                 \
      .ref = TNF_ENTITY_NONE, .summary = "tags on everything of the tenant in this environment")

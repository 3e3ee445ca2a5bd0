/* Environment: staging, production. Its values are the defaults of what runs in it. */
#pragma once

#include "catalog/entities/naming.h"

/* Days that CloudWatch Logs keeps events for: the API reference of PutRetentionPolicy. */
#define TNF_LOG_RETENTION_STEPS                                                                                        \
    (const int64_t[]) {                                                                                                \
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, 0     \
    }

#define TNF_ENVIRONMENT_FIELDS(F)                                                                                      \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the environment: staging")                                           \
    F(REGION, "region", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_REGION, .max = 20, .ref = TNF_ENTITY_NONE,       \
      .summary = "AWS region, the platform's when not set")                                                            \
    F(ACCOUNT_ID, "account_id", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ACCOUNT, .max = 12,                      \
      .ref = TNF_ENTITY_NONE, .summary = "AWS account that may be changed")                                            \
    F(ROLE_ARN, "role_arn", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ARN, .max = 2048, .ref = TNF_ENTITY_NONE,    \
      .summary = "role that Terraform assumes")                                                                        \
    F(PROTECTED, "protected", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "whether databases, buckets and load balancers refuse deletion")                                      \
    F(CIDR, "cidr", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_CIDR, .max = 18, .flags = TNF_FIELD_ALLOCATED,       \
      .ref = TNF_ENTITY_NONE, .summary = "range of the VPC, /16 when not set")                                         \
    F(ZONES, "zones", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_ZONE, .ref = TNF_ENTITY_NONE,                        \
      .summary = "availability zones, the first two or three of the region when not set")                              \
    F(ZONE_COUNT, "zone_count", .type = TNF_TYPE_INT, .min = 2, .max = 3, .unit = "zones", .ref = TNF_ENTITY_NONE,     \
      .summary = "how many availability zones are used")                                                               \
    F(NAT, "nat", .type = TNF_TYPE_STRING, .choices = (const char *const[]){"none", "single", "per_zone", NULL},       \
      .ref = TNF_ENTITY_NONE, .summary = "NAT gateways: none, a single one, or one in each zone")                      \
    F(FLOW_LOGS, "flow_logs", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "whether the VPC keeps flow logs")                                                                    \
    F(ENDPOINTS, "endpoints", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_TEXT, .ref = TNF_ENTITY_NONE,                \
      .summary = "AWS services reached through interface endpoints: ecr.api, ecr.dkr, logs, secretsmanager")           \
    F(DOMAIN, "domain", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_HOSTNAME, .max = 253, .ref = TNF_ENTITY_NONE,    \
      .summary = "DNS name under which services are published")                                                        \
    F(ZONE_ID, "zone_id", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ZONE_ID, .max = 32, .ref = TNF_ENTITY_NONE,    \
      .summary = "Route 53 hosted zone of the domain; the certificate is made and validated in it")                    \
    F(CERTIFICATE_ARN, "certificate_arn", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ARN, .max = 2048,              \
      .ref = TNF_ENTITY_NONE, .summary = "certificate in ACM, when there is no hosted zone")                           \
    F(WAF, "waf", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                                       \
      .summary = "whether a web ACL stands before the load balancer")                                                  \
    F(INGRESS, "ingress", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_CIDR, .ref = TNF_ENTITY_NONE,                    \
      .summary = "ranges that may reach the load balancer, everyone when not set")                                     \
    F(LOAD_BALANCER_RULES, "load_balancer_rules", .type = TNF_TYPE_INT, .min = 10, .max = 1000, .unit = "rules",       \
      .ref = TNF_ENTITY_NONE, .summary = "listener rules that AWS allows on a load balancer, 100 when not set")        \
    F(LOG_RETENTION, "log_retention", .type = TNF_TYPE_INT, .min = 1, .max = 3653, .steps = TNF_LOG_RETENTION_STEPS,   \
      .unit = "days", .ref = TNF_ENTITY_NONE, .summary = "how long log groups keep events")                            \
    F(INSIGHTS, "insights", .type = TNF_TYPE_STRING,                                                                   \
      .choices = (const char *const[]){"disabled", "enabled", "enhanced", NULL}, .ref = TNF_ENTITY_NONE,               \
      .summary = "Container Insights of the cluster")                                                                  \
    F(SPOT_PERCENT, "spot_percent", .type = TNF_TYPE_INT, .min = 0, .max = 100, .unit = "%", .ref = TNF_ENTITY_NONE,   \
      .summary = "share of tasks on Fargate Spot")                                                                     \
    F(ALARM_EMAIL, "alarm_email", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_EMAIL, .max = 254,                     \
      .ref = TNF_ENTITY_NONE, .summary = "who is told of alarms")                                                      \
    F(BUDGET, "budget", .type = TNF_TYPE_INT, .min = 1, .max = 10000000, .unit = "USD", .ref = TNF_ENTITY_NONE,        \
      .summary = "what a month may cost; people are told before it is reached")                                        \
    F(HARDENING, "hardening", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "whether its account is watched: CloudTrail, AWS Config, GuardDuty; also silo tenants' own accounts") \
    F(SCALING_MIN, "scaling_min", .group = "scaling", .type = TNF_TYPE_INT, .min = 0, .max = 5000, .unit = "tasks",    \
      .ref = TNF_ENTITY_NONE, .summary = "fewest tasks of a service")                                                  \
    F(SCALING_MAX, "scaling_max", .group = "scaling", .type = TNF_TYPE_INT, .min = 1, .max = 5000, .unit = "tasks",    \
      .ref = TNF_ENTITY_NONE, .summary = "most tasks of a service")                                                    \
    F(SCALING_CPU, "scaling_cpu", .group = "scaling", .type = TNF_TYPE_INT, .min = 10, .max = 95, .unit = "%",         \
      .ref = TNF_ENTITY_NONE, .summary = "average CPU that target tracking holds")                                     \
    F(DATABASE_CLASS, "database_class", .group = "database", .type = TNF_TYPE_STRING,                                  \
      .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40, .ref = TNF_ENTITY_NONE, .summary = "RDS instance class")          \
    F(DATABASE_STORAGE, "database_storage", .group = "database", .type = TNF_TYPE_INT, .min = 20, .max = 65536,        \
      .unit = "GiB", .ref = TNF_ENTITY_NONE, .summary = "allocated storage")                                           \
    F(DATABASE_MULTI_AZ, "database_multi_az", .group = "database", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,      \
      .summary = "whether a standby in another zone is kept")                                                          \
    F(DATABASE_BACKUP_DAYS, "database_backup_days", .group = "database", .type = TNF_TYPE_INT, .min = 0, .max = 35,    \
      .unit = "days", .ref = TNF_ENTITY_NONE, .summary = "how long automated backups are kept")                        \
    F(DATABASE_VERSION, "database_version", .group = "database", .type = TNF_TYPE_STRING,                              \
      .format = TNF_FORMAT_VERSION, .max = 10, .ref = TNF_ENTITY_NONE, .summary = "PostgreSQL engine version")         \
    F(CACHE_NODE_TYPE, "cache_node_type", .group = "cache", .type = TNF_TYPE_STRING,                                   \
      .format = TNF_FORMAT_INSTANCE_TYPE, .max = 40, .ref = TNF_ENTITY_NONE, .summary = "ElastiCache node type")       \
    F(CACHE_REPLICAS, "cache_replicas", .group = "cache", .type = TNF_TYPE_INT, .min = 0, .max = 5, .unit = "nodes",   \
      .ref = TNF_ENTITY_NONE, .summary = "replicas beside the primary")                                                \
    F(CACHE_VERSION, "cache_version", .group = "cache", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_VERSION,         \
      .max = 10, .ref = TNF_ENTITY_NONE, .summary = "Redis engine version")                                            \
    F(KUBERNETES_OPTION, "kubernetes_option", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                           \
      .summary = "whether its tenants are also written as Kubernetes manifests, which nothing applies")                \
    F(TAGS, "tags", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_TAG_KEY, .format = TNF_FORMAT_TEXT,                 \
      .ref = TNF_ENTITY_NONE, .summary = "tags on everything in the environment")                                      \
    TNF_PHYSICAL_NAME(F, 16)

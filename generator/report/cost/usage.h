/*
 * What an estimate has to assume: how much is used of what AWS charges by use. The built-in values are those of a small
 * staging environment; a YAML file replaces some of them:
 *
 *     network:
 *       nat_gb: 20
 *
 * docs/cost.md lists them all. Values are int64_t millionths (generator/report/cost/money.h).
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stddef.h>
#include <stdint.h>

/* One line each: section, name, built-in value in millionths, unit, what it is. The order is that of the documentation.
 */
#define TNF_USAGES(U)                                                                                                  \
    U(compute, scheduled_minutes, 5000000, "minutes", "how long a task runs that a schedule starts")                   \
    U(compute, on_demand_hours, 10000000, "task-hours a month",                                                        \
      "how long the tasks of a service run that people start, together")                                               \
    U(compute, pool_hours, 20000000, "instance-hours a month",                                                         \
      "what an EC2 pool runs beyond its least number of instances")                                                    \
    U(compute, runner_hours, 40000000, "node-hours a month",                                                           \
      "what a runner cluster runs beyond its least number of nodes")                                                   \
    U(network, nat_gb, 10000000, "GB a month", "what a running task fetches and sends through the NAT gateway")        \
    U(network, internet_gb, 10000000, "GB a month", "what a running task answers to the internet")                     \
    U(network, zone_gb, 5000000, "GB a month", "what a running task exchanges with other zones, in each direction")    \
    U(network, endpoint_gb, 5000000, "GB a month", "what goes through all interface endpoints of a network")           \
    U(network, flow_log_gb, 1000000, "GB a month", "flow logs of a network")                                           \
    U(load_balancer, capacity_units, 250000, "LCU", "what a service behind a load balancer takes of it, on average")   \
    U(load_balancer, inspected_requests, 1000000, "million a month", "requests that a web ACL looks at")               \
    U(database, backup_gb, 0, "GB-month", "backups of an instance past the size of its storage")                       \
    U(storage, volume_gb, 5000000, "GB-month", "files of a volume")                                                    \
    U(storage, volume_read_gb, 5000000, "GB a month", "what is read from a volume")                                    \
    U(storage, volume_write_gb, 2000000, "GB a month", "what is written to a volume")                                  \
    U(storage, state_gb, 100000, "GB-month", "states of Terraform with their former versions")                         \
    U(storage, audit_gb, 2000000, "GB-month", "the trail of an account and the records of AWS Config")                 \
    U(logs, task_gb, 500000, "GB a month", "logs of a running task")                                                   \
    U(logs, database_gb, 200000, "GB a month", "logs of a database instance")                                          \
    U(logs, cache_gb, 100000, "GB a month", "logs of a cache")                                                         \
    U(logs, control_plane_gb, 1000000, "GB a month", "logs of an EKS control plane")                                   \
    U(logs, waf_gb, 100000, "GB a month", "logs of a web ACL")                                                         \
    U(logs, session_gb, 20000, "GB a month", "logs of sessions in containers, of a cluster")                           \
    U(logs, stored_percent, 15000000, "percent", "what logs take when they are stored, compressed")                    \
    U(metrics, cluster, 8000000, "metrics", "Container Insights: of a cluster")                                        \
    U(metrics, service, 11000000, "metrics", "Container Insights: of a service")                                       \
    U(metrics, enhanced_task, 20000000, "metrics",                                                                     \
      "Container Insights with enhanced observability: of a running task")                                             \
    U(security, config_items, 500000, "thousand a month", "configuration items that AWS Config records in an account") \
    U(security, config_evaluations, 50000, "thousand a month", "evaluations of a rule of AWS Config")                  \
    U(security, guardduty_events, 500000, "million a month", "events of CloudTrail that GuardDuty looks at")           \
    U(security, guardduty_gb, 2000000, "GB a month", "flow and DNS logs that GuardDuty looks at")                      \
    U(security, guardduty_s3_events, 100000, "million a month", "events of S3 that GuardDuty looks at")                \
    U(dns, queries, 1000000, "million a month", "queries of a namespace")

enum tnf_usage_id {
#define TNF_USAGE_ID(section, name, value, unit, help) TNF_USAGE_##section##_##name,
    TNF_USAGES(TNF_USAGE_ID)
#undef TNF_USAGE_ID
        TNF_USAGE_COUNT
};

struct tnf_usage_row {
    const char *section;
    const char *name;
    int64_t value; /* built in */
    const char *unit;
    const char *help; /* lower case, no full stop */
};
extern const struct tnf_usage_row tnf_usage_rows[TNF_USAGE_COUNT];

struct tnf_usage {
    int64_t values[TNF_USAGE_COUNT];
};

/* The built-in values. */
void tnf_usage_init(struct tnf_usage *ret);

/* Replaces what the text names; file is for messages. TNF_E_INVALID with file, line and column for text that is no YAML
 * mapping of sections, for names that there are not (with what is near to them), repeated ones, and values that are no
 * decimal from 0 to 1,000,000,000 with at most six digits behind the point; then *usage is as before. */
int tnf_usage_read(struct tnf_usage *usage, struct tnf_strview text, const char *file, struct tnf_error *err);
/* The same with a file of at most 64 KiB. */
int tnf_usage_read_file(struct tnf_usage *usage, const char *path, struct tnf_error *err);

/* Appends all values as such a file, with comments. */
void tnf_usage_write(struct tnf_strbuf *out, const struct tnf_usage *usage);

#include "generator/report/prices/keys.h"

#include "base/memory.h"

#include <stdbool.h>
#include <string.h>

const struct tnf_price_key tnf_price_keys[] = {
    {"ecs.fargate.vcpu_hour", "hour", "Fargate, x86: one vCPU"},
    {"ecs.fargate.memory_gb_hour", "GB-hour", "Fargate, x86: memory"},
    {"ecs.fargate.arm.vcpu_hour", "hour", "Fargate, ARM: one vCPU"},
    {"ecs.fargate.arm.memory_gb_hour", "GB-hour", "Fargate, ARM: memory"},
    {"ecs.fargate.spot.vcpu_hour", "hour", "Fargate Spot, x86: one vCPU"},
    {"ecs.fargate.spot.memory_gb_hour", "GB-hour", "Fargate Spot, x86: memory"},
    {"ecs.fargate.spot.arm.vcpu_hour", "hour", "Fargate Spot, ARM: one vCPU"},
    {"ecs.fargate.spot.arm.memory_gb_hour", "GB-hour", "Fargate Spot, ARM: memory"},
    {"ecs.fargate.storage_gb_hour", "GB-hour", "Fargate: ephemeral storage past the first 20 GB of a task"},
    {"ec2.*.spot", "hour", "an EC2 instance with Linux, Spot"},
    {"ec2.*", "hour", "an EC2 instance with Linux, on demand"},
    {"ebs.gp3_gb_month", "GB-month", "EBS volume gp3"},
    {"ebs.gp3_iops_month", "month", "EBS volume gp3: one IOPS past 3,000"},
    {"ebs.gp3_mbps_month", "month", "EBS volume gp3: one MB/s past 125"},
    {"ebs.snapshot_gb_month", "GB-month", "EBS snapshot"},
    {"rds.postgres.*.single_az", "hour", "an RDS instance with PostgreSQL"},
    {"rds.postgres.*.multi_az", "hour", "an RDS instance with PostgreSQL and its standby"},
    {"rds.gp3_gb_month.single_az", "GB-month", "RDS storage gp3"},
    {"rds.gp3_gb_month.multi_az", "GB-month", "RDS storage gp3 with the standby's"},
    {"rds.backup_gb_month", "GB-month", "RDS backups past the size of the databases"},
    {"elasticache.redis.*", "hour", "an ElastiCache node with Redis OSS"},
    {"elasticache.valkey.*", "hour", "an ElastiCache node with Valkey"},
    {"elasticache.backup_gb_month", "GB-month", "ElastiCache backups"},
    {"alb.hour", "hour", "an Application Load Balancer"},
    {"alb.lcu_hour", "hour", "one capacity unit (LCU) of an Application Load Balancer"},
    {"nat.hour", "hour", "a NAT gateway"},
    {"nat.gb", "GB", "data through a NAT gateway"},
    {"vpc.endpoint_hour", "hour", "an interface endpoint in one zone"},
    {"vpc.endpoint_gb", "GB", "data through interface endpoints, first petabyte of a month"},
    {"vpc.public_ipv4_hour", "hour", "a public IPv4 address"},
    {"transfer.out_gb", "GB", "data out to the internet, first 10 TB of a month past the free 100 GB"},
    {"transfer.az_gb", "GB", "data between zones, in each direction"},
    {"eks.cluster_hour", "hour", "an EKS cluster with a version in standard support"},
    {"eks.extended_support_hour", "hour", "an EKS cluster with a version in extended support"},
    {"secretsmanager.secret_month", "month", "a secret"},
    {"secretsmanager.million_requests", "million", "requests to Secrets Manager"},
    {"kms.key_month", "month", "a customer managed key"},
    {"kms.million_requests", "million", "requests to KMS, symmetric keys"},
    {"logs.ingest_gb", "GB", "log data that comes in"},
    {"logs.store_gb_month", "GB-month", "log data that is kept, as it is compressed"},
    {"logs.vended_gb", "GB", "logs of AWS services that come in, first 10 TB of a month"},
    {"logs.scan_gb", "GB", "log data that Logs Insights scans"},
    {"cloudwatch.alarm_month", "month", "an alarm on one metric"},
    {"cloudwatch.dashboard_month", "month", "a dashboard"},
    {"cloudwatch.metric_month", "month", "a custom metric, first 10,000"},
    {"cloudwatch.insights_metric_month", "month", "a metric of Container Insights with enhanced observability for ECS"},
    {"waf.acl_month", "month", "a web ACL"},
    {"waf.rule_month", "month", "a rule or group of rules in a web ACL"},
    {"waf.million_requests", "million", "requests that a web ACL looks at"},
    {"efs.gb_month", "GB-month", "EFS Standard storage"},
    {"efs.ia_gb_month", "GB-month", "EFS Infrequent Access storage"},
    {"efs.read_gb", "GB", "data read from EFS, elastic throughput"},
    {"efs.write_gb", "GB", "data written to EFS, elastic throughput"},
    {"backup.efs_gb_month", "GB-month", "AWS Backup of EFS, warm storage"},
    {"config.item", "thousand", "configuration items, continuous recording"},
    {"config.rule_evaluation", "thousand", "evaluations of Config rules, first 100,000"},
    {"guardduty.events_million", "million", "CloudTrail management events that GuardDuty looks at"},
    {"guardduty.flow_gb", "GB", "flow and DNS logs that GuardDuty looks at, first 500 GB"},
    {"guardduty.s3_million", "million", "S3 data events that GuardDuty looks at, first 500 million"},
    {"cloudtrail.management_million", "million", "management events past the first copy"},
    {"cloudtrail.data_million", "million", "data events"},
    {"route53.zone_month", "month", "a hosted zone, one of the first 25"},
    {"route53.million_queries", "million", "standard queries, first 1,000 million"},
    {"servicediscovery.instance_month", "month", "a registered instance that no ECS service registers"},
    {"servicediscovery.million_calls", "million", "discovery API calls"},
    {"s3.standard_gb_month", "GB-month", "S3 Standard storage, first 50 TB"},
    {"s3.put_thousand", "thousand", "PUT, COPY, POST and LIST requests to S3 Standard"},
    {"s3.get_thousand", "thousand", "GET and other requests to S3 Standard"},
    {"scheduler.million", "million", "invocations of EventBridge Scheduler past the free 14 million"},
    {"sns.million", "million", "SNS requests past the first million"},
    {"sqs.million", "million", "SQS requests to standard queues past the first million"},
};
const size_t tnf_price_key_count = TNF_ARRAY_LEN(tnf_price_keys);

/* Instance types: t4g.medium, db.t3.micro, p6-b200.48xlarge, m5.metal. */
static bool is_instance_type(struct tnf_strview text) {
    size_t dots = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == '.')
            dots++;
        else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'))
            return false;
        if (c == '.' && (i == 0 || i + 1 == text.len || text.ptr[i - 1] == '.')) return false;
    }
    return dots > 0;
}

static size_t dots_in(struct tnf_strview text) {
    size_t dots = 0;
    for (size_t i = 0; i < text.len; i++) dots += text.ptr[i] == '.';
    return dots;
}

/* An EC2 type has one point; those of RDS and ElastiCache have a prefix before it. */
static bool fits(const char *name, struct tnf_strview key) {
    const char *star = strchr(name, '*');
    if (star == NULL) return tnf_sv_eq_c(key, name);
    const struct tnf_strview before = tnf_sv_n(name, (size_t)(star - name));
    const struct tnf_strview after = tnf_sv(star + 1);
    if (key.len <= before.len + after.len || !tnf_sv_starts_with(key, before) || !tnf_sv_ends_with(key, after))
        return false;
    const struct tnf_strview type = tnf_sv_n(key.ptr + before.len, key.len - before.len - after.len);
    const struct tnf_strview prefix = tnf_sv_starts_with(before, TNF_SV("rds"))           ? TNF_SV("db.")
                                      : tnf_sv_starts_with(before, TNF_SV("elasticache")) ? TNF_SV("cache.")
                                                                                          : TNF_SV("");
    return tnf_sv_starts_with(type, prefix) && dots_in(type) == (prefix.len > 0 ? 2 : 1) && is_instance_type(type);
}

const struct tnf_price_key *tnf_price_key_find(struct tnf_strview key) {
    for (size_t i = 0; i < tnf_price_key_count; i++)
        if (fits(tnf_price_keys[i].name, key)) return &tnf_price_keys[i];
    return NULL;
}

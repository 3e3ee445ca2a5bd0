#include "generator/report/prices/offer.h"

#include "base/excerpt.h"
#include "base/memory.h"
#include "generator/report/prices/decimal.h"
#include "generator/report/prices/keys.h"

#include <string.h>

const struct tnf_offer_attribute_name tnf_offer_attributes[TNF_OFFER_ATTRIBUTE_COUNT] = {
    [TNF_OFFER_SERVICE] = {"servicecode", "serviceCode"},
    [TNF_OFFER_FAMILY] = {"productFamily", "Product Family"},
    [TNF_OFFER_USAGE] = {"usagetype", "usageType"},
    [TNF_OFFER_OPERATION] = {"operation", "operation"},
    [TNF_OFFER_REGION] = {"regionCode", "Region Code"},
    [TNF_OFFER_FROM_REGION] = {"fromRegionCode", "From Region Code"},
    [TNF_OFFER_TRANSFER] = {"transferType", "Transfer Type"},
    [TNF_OFFER_SYSTEM] = {"operatingSystem", "Operating System"},
    [TNF_OFFER_TENANCY] = {"tenancy", "Tenancy"},
    [TNF_OFFER_SOFTWARE] = {"preInstalledSw", "Pre Installed S/W"},
    [TNF_OFFER_CAPACITY] = {"capacitystatus", "CapacityStatus"},
    [TNF_OFFER_DATABASE] = {"databaseEngine", "Database Engine"},
    [TNF_OFFER_CACHE] = {"cacheEngine", "Cache Engine"},
};

enum { CONDITIONS_MAX = 5, THOUSAND = 1000, MILLION = 1000000 };

/* `usage` is the usage type without the region in front; "*" in it is what "*" in the key stands for. */
struct rule {
    const char *service;
    const char *usage;
    const char *key;
    int64_t scale;
    bool global;
    struct {
        enum tnf_offer_attribute attribute;
        const char *value; /* NULL behind the last */
    } conditions[CONDITIONS_MAX];
};

#define LINUX                                                                                                          \
    .conditions = {                                                                                                    \
        {TNF_OFFER_OPERATION, "RunInstances"}, {TNF_OFFER_SYSTEM, "Linux"},                                            \
        {TNF_OFFER_TENANCY, "Shared"},         {TNF_OFFER_SOFTWARE, "NA"},                                             \
        {TNF_OFFER_CAPACITY, "Used"},                                                                                  \
    }
#define POSTGRES .conditions = {{TNF_OFFER_DATABASE, "PostgreSQL"}}
#define APPLICATION .conditions = {{TNF_OFFER_FAMILY, "Load Balancer-Application"}}
#define CACHE(engine) .conditions = {{TNF_OFFER_CACHE, engine}}
#define TRANSFER(type) .conditions = {{TNF_OFFER_TRANSFER, type}}

#define AS(its_service, its_usage, our_key, units)                                                                     \
    .service = (its_service), .usage = (its_usage), .key = (our_key), .scale = (units)
static const struct rule rules[] = {
    {AS("AmazonECS", "Fargate-vCPU-Hours:perCPU", "ecs.fargate.vcpu_hour", 1)},
    {AS("AmazonECS", "Fargate-GB-Hours", "ecs.fargate.memory_gb_hour", 1)},
    {AS("AmazonECS", "Fargate-ARM-vCPU-Hours:perCPU", "ecs.fargate.arm.vcpu_hour", 1)},
    {AS("AmazonECS", "Fargate-ARM-GB-Hours", "ecs.fargate.arm.memory_gb_hour", 1)},
    {AS("AmazonECS", "SpotUsage-Fargate-vCPU-Hours:perCPU", "ecs.fargate.spot.vcpu_hour", 1)},
    {AS("AmazonECS", "SpotUsage-Fargate-GB-Hours", "ecs.fargate.spot.memory_gb_hour", 1)},
    {AS("AmazonECS", "SpotUsage-Fargate-ARM-vCPU-Hours:perCPU", "ecs.fargate.spot.arm.vcpu_hour", 1)},
    {AS("AmazonECS", "SpotUsage-Fargate-ARM-GB-Hours", "ecs.fargate.spot.arm.memory_gb_hour", 1)},
    {AS("AmazonECS", "Fargate-EphemeralStorage-GB-Hours", "ecs.fargate.storage_gb_hour", 1)},
    {AS("AmazonEC2", "BoxUsage:*", "ec2.*", 1), LINUX},
    {AS("AmazonEC2", "EBS:VolumeUsage.gp3", "ebs.gp3_gb_month", 1)},
    {AS("AmazonEC2", "EBS:VolumeP-IOPS.gp3", "ebs.gp3_iops_month", 1)},
    {AS("AmazonEC2", "EBS:VolumeP-Throughput.gp3", "ebs.gp3_mbps_month", 1)},
    {AS("AmazonEC2", "EBS:SnapshotUsage", "ebs.snapshot_gb_month", 1)},
    {AS("AmazonEC2", "NatGateway-Hours", "nat.hour", 1)},
    {AS("AmazonEC2", "NatGateway-Bytes", "nat.gb", 1)},
    {AS("AmazonRDS", "InstanceUsage:*", "rds.postgres.*.single_az", 1), POSTGRES},
    {AS("AmazonRDS", "Multi-AZUsage:*", "rds.postgres.*.multi_az", 1), POSTGRES},
    {AS("AmazonRDS", "RDS:GP3-Storage", "rds.gp3_gb_month.single_az", 1), POSTGRES},
    {AS("AmazonRDS", "RDS:Multi-AZ-GP3-Storage", "rds.gp3_gb_month.multi_az", 1), POSTGRES},
    {AS("AmazonRDS", "RDS:ChargedBackupUsage", "rds.backup_gb_month", 1), POSTGRES},
    {AS("AmazonElastiCache", "NodeUsage:*", "elasticache.redis.*", 1), CACHE("Redis")},
    {AS("AmazonElastiCache", "NodeUsage:*", "elasticache.valkey.*", 1), CACHE("Valkey")},
    {AS("AmazonElastiCache", "BackupUsage", "elasticache.backup_gb_month", 1), CACHE("Redis")},
    {AS("AWSELB", "LoadBalancerUsage", "alb.hour", 1), APPLICATION},
    {AS("AWSELB", "LCUUsage", "alb.lcu_hour", 1), APPLICATION},
    {AS("AmazonVPC", "VpcEndpoint-Hours", "vpc.endpoint_hour", 1)},
    {AS("AmazonVPC", "VpcEndpoint-Bytes", "vpc.endpoint_gb", 1)},
    {AS("AmazonVPC", "PublicIPv4:InUseAddress", "vpc.public_ipv4_hour", 1)},
    {AS("AWSDataTransfer", "DataTransfer-Out-Bytes", "transfer.out_gb", 1), TRANSFER("AWS Outbound")},
    {AS("AWSDataTransfer", "DataTransfer-Regional-Bytes", "transfer.az_gb", 1), TRANSFER("IntraRegion")},
    {AS("AmazonEKS", "AmazonEKS-Hours:perCluster", "eks.cluster_hour", 1)},
    {AS("AmazonEKS", "AmazonEKS-Hours:extendedSupport", "eks.extended_support_hour", 1)},
    {AS("AWSSecretsManager", "AWSSecretsManager-Secrets", "secretsmanager.secret_month", 1)},
    {AS("AWSSecretsManager", "AWSSecretsManagerAPIRequest", "secretsmanager.million_requests", MILLION)},
    {AS("awskms", "KMS-Keys", "kms.key_month", 1)},
    {AS("awskms", "KMS-Requests", "kms.million_requests", MILLION)},
    {AS("AmazonCloudWatch", "DataProcessing-Bytes", "logs.ingest_gb", 1)},
    {AS("AmazonCloudWatch", "TimedStorage-ByteHrs", "logs.store_gb_month", 1)},
    {AS("AmazonCloudWatch", "VendedLog-Bytes", "logs.vended_gb", 1)},
    {AS("AmazonCloudWatch", "CW:AlarmMonitorUsage", "cloudwatch.alarm_month", 1)},
    {AS("AmazonCloudWatch", "CW:MetricMonitorUsage", "cloudwatch.metric_month", 1)},
    {AS("awswaf", "WebACLV2", "waf.acl_month", 1)},
    {AS("awswaf", "RuleV2", "waf.rule_month", 1)},
    {AS("AmazonEFS", "TimedStorage-ByteHrs", "efs.gb_month", 1)},
    {AS("AWSConfig", "ConfigurationItemRecorded", "config.item", THOUSAND)},
    {AS("AWSConfig", "ConfigRuleEvaluations", "config.rule_evaluation", THOUSAND)},
    {AS("AmazonGuardDuty", "PaidEventsAnalyzed", "guardduty.events_million", MILLION)},
    {AS("AmazonGuardDuty", "PaidEventsAnalyzed-Bytes", "guardduty.flow_gb", 1)},
    {AS("AmazonGuardDuty", "PaidS3DataEventsAnalyzed", "guardduty.s3_million", MILLION)},
    {AS("AWSCloudTrail", "PaidEventsRecorded", "cloudtrail.management_million", MILLION)},
    {AS("AWSCloudTrail", "DataEventsRecorded", "cloudtrail.data_million", MILLION)},
    {AS("AmazonRoute53", "HostedZone", "route53.zone_month", 1), .global = true},
    {AS("AmazonRoute53", "DNS-Queries", "route53.million_queries", MILLION), .global = true},
    {AS("AmazonS3", "TimedStorage-ByteHrs", "s3.standard_gb_month", 1)},
    {AS("AmazonS3", "Requests-Tier1", "s3.put_thousand", THOUSAND)},
    {AS("AmazonS3", "Requests-Tier2", "s3.get_thousand", THOUSAND)},
    {AS("AWSQueueService", "Requests-RBP", "sqs.million", MILLION)},
    {AS("AmazonSNS", "Requests-Tier1", "sns.million", MILLION)},
};

/* Usage types begin with the region where it is not us-east-1, and with some services there too: USE1-, EU-, EUC1-,
 * us-east-1- of KMS. */
static bool is_region_prefix(struct tnf_strview prefix, struct tnf_strview region) {
    if (prefix.len == 0) return true;
    if (prefix.len < 3 || prefix.ptr[prefix.len - 1] != '-') return false;
    const struct tnf_strview name = tnf_sv_n(prefix.ptr, prefix.len - 1);
    if (tnf_sv_eq(name, region)) return true;
    for (size_t i = 0; i < name.len; i++)
        if (!((name.ptr[i] >= 'A' && name.ptr[i] <= 'Z') || (i > 1 && name.ptr[i] >= '0' && name.ptr[i] <= '9')))
            return false;
    return name.len <= 5;
}

/* Where the pattern without its "*" begins in `usage`, behind the region; false: it is not there. */
static bool usage_fits(const char *pattern, struct tnf_strview usage, struct tnf_strview region,
                       struct tnf_strview *ret_instance) {
    const char *star = strchr(pattern, '*');
    const struct tnf_strview fixed = tnf_sv_n(pattern, star == NULL ? strlen(pattern) : (size_t)(star - pattern));
    for (size_t at = 0; at + fixed.len <= usage.len; at++) {
        if (!tnf_sv_starts_with(tnf_sv_from(usage, at), fixed)) continue;
        *ret_instance = tnf_sv_from(usage, at + fixed.len);
        const bool whole = star == NULL ? ret_instance->len == 0 : ret_instance->len > 0;
        if (whole && is_region_prefix(tnf_sv_n(usage.ptr, at), region)) return true;
    }
    return false;
}

static bool conditions_hold(const struct rule *rule, const struct tnf_offer_product *product) {
    for (size_t i = 0; i < CONDITIONS_MAX && rule->conditions[i].value != NULL; i++)
        if (!tnf_sv_eq_c(product->values[rule->conditions[i].attribute], rule->conditions[i].value)) return false;
    return true;
}

static struct tnf_strview key_of(const struct rule *rule, struct tnf_strview instance, struct tnf_arena *arena) {
    const char *star = strchr(rule->key, '*');
    if (star == NULL) return tnf_sv(rule->key);
    return tnf_arena_printf(arena, "%.*s%.*s%s", (int)(star - rule->key), rule->key, TNF_SV_ARG(instance), star + 1);
}

bool tnf_offer_match(const struct tnf_offer_product *product, struct tnf_strview region, struct tnf_arena *arena,
                     struct tnf_offer_match *ret) {
    const struct tnf_strview *values = product->values;
    const struct tnf_strview its =
        values[TNF_OFFER_REGION].len > 0 ? values[TNF_OFFER_REGION] : values[TNF_OFFER_FROM_REGION];
    for (size_t i = 0; i < TNF_ARRAY_LEN(rules); i++) {
        const struct rule *rule = &rules[i];
        struct tnf_strview instance;
        if (!tnf_sv_eq_c(values[TNF_OFFER_SERVICE], rule->service) || !conditions_hold(rule, product)) continue;
        if (!rule->global && !tnf_sv_eq(its, region)) continue;
        if (!usage_fits(rule->usage, values[TNF_OFFER_USAGE], region, &instance)) continue;
        *ret = (struct tnf_offer_match){key_of(rule, instance, arena), rule->scale, rule->global};
        return tnf_price_key_find(ret->key) != NULL;
    }
    return false;
}

/* Throughput of volumes is priced by GiB/s in some regions' files, ours by MiB/s. */
static int64_t in_our_unit(int64_t nanos, struct tnf_strview unit) {
    return tnf_sv_eq_c(unit, "GiBps-mo") ? (nanos + 512) / 1024 : nanos;
}

static struct tnf_offer_price *find(struct tnf_offer *offer, struct tnf_strview key) {
    for (size_t i = 0; i < offer->count; i++)
        if (tnf_sv_eq(offer->prices[i].key, key)) return &offer->prices[i];
    return NULL;
}

int tnf_offer_add(struct tnf_offer *offer, const struct tnf_offer_match *match, const struct tnf_offer_tier *tier,
                  struct tnf_arena *arena, struct tnf_error *err) {
    int64_t nanos = 0;
    int64_t begin = 0;
    if (!tnf_decimal_parse_scaled(tier->price, match->scale, &nanos))
        return tnf_error_set(err, TNF_E_INVALID, "price of %.*s: expected a decimal, not %s", TNF_SV_ARG(match->key),
                             tnf_excerpt(tier->price).text);
    if (tier->begin.len > 0 && !tnf_sv_to_int(tier->begin, 0, INT64_MAX, &begin))
        return tnf_error_set(err, TNF_E_INVALID, "start of a tier of %.*s: expected a number, not %s",
                             TNF_SV_ARG(match->key), tnf_excerpt(tier->begin).text);
    if (nanos == 0) return 0;
    nanos = in_our_unit(nanos, tier->unit);
    struct tnf_offer_price *price = find(offer, match->key);
    if (price == NULL) {
        offer->prices = tnf_arena_grow(arena, offer->prices, offer->count, &offer->capacity, sizeof *offer->prices);
        offer->prices[offer->count++] = (struct tnf_offer_price){match->key, match->global, nanos, begin, false};
    } else if (begin < price->begin) {
        *price = (struct tnf_offer_price){match->key, match->global, nanos, begin, false};
    } else if (begin == price->begin && nanos != price->nanos) {
        price->ambiguous = true;
    }
    return 0;
}

bool tnf_offer_date(struct tnf_strview time, struct tnf_strview *ret) {
    if (time.len < 10 || time.ptr[4] != '-' || time.ptr[7] != '-') return false;
    for (size_t i = 0; i < 10; i++)
        if (i != 4 && i != 7 && (time.ptr[i] < '0' || time.ptr[i] > '9')) return false;
    *ret = tnf_sv_n(time.ptr, 10);
    return true;
}

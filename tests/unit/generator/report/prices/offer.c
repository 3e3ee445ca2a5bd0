#include "generator/report/prices/offer.h"

#include "tests/support/test.h"

struct row {
    const char *service;
    const char *usage;
    enum tnf_offer_attribute attribute; /* one more … */
    const char *value;                  /* … and its value */
    const char *region;
    const char *key; /* NULL: none */
    int64_t scale;
};

static bool match(const struct row *row, struct tnf_arena *arena, struct tnf_offer_match *ret) {
    struct tnf_offer_product product = {{{0}}};
    product.values[TNF_OFFER_SERVICE] = tnf_sv(row->service);
    product.values[TNF_OFFER_USAGE] = tnf_sv(row->usage);
    product.values[TNF_OFFER_REGION] = tnf_sv(row->region);
    if (row->value != NULL) product.values[row->attribute] = tnf_sv(row->value);
    return tnf_offer_match(&product, TNF_SV("eu-west-1"), arena, ret);
}

static void products_are_known_by_service_and_usage(void **state) {
    (void)state;
    static const struct row rows[] = {
        {"AmazonECS", "EU-Fargate-vCPU-Hours:perCPU", 0, NULL, "eu-west-1", "ecs.fargate.vcpu_hour", 1},
        {"AmazonECS", "EU-SpotUsage-Fargate-GB-Hours", 0, NULL, "eu-west-1", "ecs.fargate.spot.memory_gb_hour", 1},
        {"AmazonECS", "EU-Fargate-Windows-GB-Hours", 0, NULL, "eu-west-1", NULL, 0},
        {"AmazonECS", "EU-Fargate-GB-Hours", 0, NULL, "eu-west-2", NULL, 0},
        {"AmazonEKS", "EU-Fargate-GB-Hours", 0, NULL, "eu-west-1", NULL, 0},
        {"AmazonEKS", "EU-AmazonEKS-Hours:perCluster", 0, NULL, "eu-west-1", "eks.cluster_hour", 1},
        {"awskms", "eu-west-1-KMS-Requests", 0, NULL, "eu-west-1", "kms.million_requests", 1000000},
        {"awskms", "eu-west-1-KMS-Requests-Asymmetric", 0, NULL, "eu-west-1", NULL, 0},
        {"AmazonRDS", "EU-InstanceUsage:db.t3.micro", TNF_OFFER_DATABASE, "PostgreSQL", "eu-west-1",
         "rds.postgres.db.t3.micro.single_az", 1},
        {"AmazonRDS", "EU-Multi-AZUsage:db.t3.micro", TNF_OFFER_DATABASE, "PostgreSQL", "eu-west-1",
         "rds.postgres.db.t3.micro.multi_az", 1},
        {"AmazonRDS", "EU-InstanceUsage:db.t3.micro", TNF_OFFER_DATABASE, "MySQL", "eu-west-1", NULL, 0},
        {"AmazonRDS", "EU-InstanceUsage:serverless", TNF_OFFER_DATABASE, "PostgreSQL", "eu-west-1", NULL, 0},
        {"AmazonElastiCache", "EU-NodeUsage:cache.t3.micro", TNF_OFFER_CACHE, "Redis", "eu-west-1",
         "elasticache.redis.cache.t3.micro", 1},
        {"AmazonElastiCache", "EU-NodeUsage:cache.t3.micro", TNF_OFFER_CACHE, "Valkey", "eu-west-1",
         "elasticache.valkey.cache.t3.micro", 1},
        {"AmazonElastiCache", "EU-ExtendedSupportYr1_Yr2-NodeUsage:cache.t3.micro", TNF_OFFER_CACHE, "Redis",
         "eu-west-1", NULL, 0},
        {"AWSELB", "EU-LoadBalancerUsage", TNF_OFFER_FAMILY, "Load Balancer-Application", "eu-west-1", "alb.hour", 1},
        {"AWSELB", "EU-LoadBalancerUsage", TNF_OFFER_FAMILY, "Load Balancer-Network", "eu-west-1", NULL, 0},
        {"AWSELB", "EU-TS-LoadBalancerUsage", TNF_OFFER_FAMILY, "Load Balancer-Application", "eu-west-1", NULL, 0},
        {"AmazonRoute53", "HostedZone", 0, NULL, "", "route53.zone_month", 1},
        {"AmazonS3", "EU-Requests-Tier2", 0, NULL, "eu-west-1", "s3.get_thousand", 1000},
    };
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_offer_match found;
        const bool any = match(&rows[i], &arena, &found);
        if (any != (rows[i].key != NULL)) fail_msg("%s", rows[i].usage);
        if (!any) continue;
        if (!tnf_sv_eq_c(found.key, rows[i].key)) fail_msg("%s: %.*s", rows[i].usage, TNF_SV_ARG(found.key));
        assert_int_equal(found.scale, rows[i].scale);
    }
}

static void data_transfer_is_of_the_region_that_it_leaves(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_offer_product product = {{{0}}};
    struct tnf_offer_match found;
    product.values[TNF_OFFER_SERVICE] = TNF_SV("AWSDataTransfer");
    product.values[TNF_OFFER_USAGE] = TNF_SV("EU-DataTransfer-Out-Bytes");
    product.values[TNF_OFFER_TRANSFER] = TNF_SV("AWS Outbound");
    product.values[TNF_OFFER_FROM_REGION] = TNF_SV("eu-west-1");
    assert_true(tnf_offer_match(&product, TNF_SV("eu-west-1"), &arena, &found));
    assert_true(tnf_sv_eq_c(found.key, "transfer.out_gb"));
    assert_false(tnf_offer_match(&product, TNF_SV("us-east-1"), &arena, &found));
}

static void the_first_tier_that_costs_something_counts(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_offer offer = {0};
    const struct tnf_offer_match match = {TNF_SV("sqs.million"), 1000000, false};
    const struct tnf_offer_tier tiers[] = {
        {TNF_SV("100000000000"), TNF_SV("Requests"), TNF_SV("0.0000003000")},
        {TNF_SV("1000000"), TNF_SV("Requests"), TNF_SV("0.0000004000")},
        {TNF_SV("0"), TNF_SV("Requests"), TNF_SV("0.0000000000")},
        {TNF_SV("200000000000"), TNF_SV("Requests"), TNF_SV("0.0000002400")},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(tiers); i++)
        assert_int_equal(tnf_offer_add(&offer, &match, &tiers[i], &arena, NULL), 0);
    assert_int_equal(offer.count, 1);
    assert_int_equal(offer.prices[0].nanos, 400000000);
    assert_false(offer.prices[0].ambiguous);
}

static void two_prices_of_one_thing_are_ambiguous(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_offer offer = {0};
    const struct tnf_offer_match match = {TNF_SV("nat.hour"), 1, false};
    static const char *const prices[] = {"0.045", "0.045", "0.046"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(prices); i++) {
        const struct tnf_offer_tier tier = {.price = tnf_sv(prices[i])};
        assert_int_equal(tnf_offer_add(&offer, &match, &tier, &arena, NULL), 0);
        assert_int_equal(offer.prices[0].ambiguous, i == 2);
    }
}

static void numbers_that_are_none_are_refused(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_offer offer = {0};
    struct tnf_error error = {0};
    const struct tnf_offer_match match = {TNF_SV("nat.hour"), 1, false};
    const struct tnf_offer_tier price = {.price = TNF_SV("free")};
    assert_int_equal(tnf_offer_add(&offer, &match, &price, &arena, &error), TNF_E_INVALID);
    assert_string_equal(error.message, "price of nat.hour: expected a decimal, not \"free\"");
    const struct tnf_offer_tier begin = {.begin = TNF_SV("-1"), .price = TNF_SV("1")};
    assert_int_equal(tnf_offer_add(&offer, &match, &begin, &arena, &error), TNF_E_INVALID);
    assert_int_equal(offer.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_known_by_service_and_usage),
        cmocka_unit_test(data_transfer_is_of_the_region_that_it_leaves),
        cmocka_unit_test(the_first_tier_that_costs_something_counts),
        cmocka_unit_test(two_prices_of_one_thing_are_ambiguous),
        cmocka_unit_test(numbers_that_are_none_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

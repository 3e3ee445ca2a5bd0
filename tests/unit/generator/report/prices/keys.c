#include "generator/report/prices/keys.h"

#include "tests/support/test.h"

static void keys_have_a_unit(void **state) {
    (void)state;
    static const struct {
        const char *key;
        const char *unit;
    } rows[] = {
        {"ecs.fargate.vcpu_hour", "hour"},
        {"ecs.fargate.memory_gb_hour", "GB-hour"},
        {"ec2.t4g.medium", "hour"},
        {"ec2.g5.xlarge.spot", "hour"},
        {"ec2.p6-b200.48xlarge", "hour"},
        {"rds.postgres.db.t3.micro.single_az", "hour"},
        {"rds.postgres.db.t3.micro.multi_az", "hour"},
        {"rds.gp3_gb_month.single_az", "GB-month"},
        {"elasticache.redis.cache.t3.micro", "hour"},
        {"elasticache.backup_gb_month", "GB-month"},
        {"waf.million_requests", "million"},
        {"s3.put_thousand", "thousand"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_price_key *row = tnf_price_key_find(tnf_sv(rows[i].key));
        assert_non_null(row);
        assert_string_equal(row->unit, rows[i].unit);
    }
}

static void anything_else_is_no_key(void **state) {
    (void)state;
    static const char *const rows[] = {"",
                                       "ec2",
                                       "ec2.",
                                       "ec2.*",
                                       "ec2.large",
                                       "ec2.t3.medium.large",
                                       "ec2.t3.medium.spott",
                                       "ec2..medium",
                                       "ec2.T3.medium",
                                       "ec2.t3.",
                                       "rds.postgres.t3.micro.single_az",
                                       "rds.postgres.db.t3.micro",
                                       "rds.postgres.db.micro.single_az",
                                       "elasticache.redis.t3.micro",
                                       "nat.hours",
                                       "nat.hour "};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) assert_null(tnf_price_key_find(tnf_sv(rows[i])));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_have_a_unit),
        cmocka_unit_test(anything_else_is_no_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

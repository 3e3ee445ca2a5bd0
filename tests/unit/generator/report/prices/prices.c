#include "generator/report/prices/prices.h"

#include "base/strbuf.h"
#include "generator/report/prices/keys.h"

#include "tests/support/test.h"

#include <string.h>

#define HEAD "prices:\n  - region: eu-west-1\n    date: 2025-11-01\n    source: a page\n    entries:\n"

/* The errors of a file that holds `text`, one after the other, each "line:column: message". */
static void assert_errors(const char *text, const char *expected) {
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf said = TNF_STRBUF_INIT;
    struct tnf_error_list errors = {0};
    struct tnf_error error = {0};
    assert_true(tnf_prices_add_text(prices, tnf_sv(text), "p.yaml", &errors, &error) < 0);
    for (size_t i = 0; i < errors.count; i++)
        tnf_strbuf_addf(&said, "%u:%u: %s\n", errors.items[i].where.line, errors.items[i].where.column,
                        errors.items[i].message);
    assert_string_equal(said.ptr, expected);
    assert_string_equal(error.where.file, "p.yaml");
    assert_int_equal(tnf_prices_count(prices), 0);
    tnf_error_list_release(&errors);
}

static void add(struct tnf_prices *prices, const char *text, const char *name) {
    struct tnf_error_list errors = {0};
    struct tnf_error error = {0};
    assert_int_equal(tnf_prices_add_text(prices, tnf_sv(text), name, &errors, &error), 0);
    assert_int_equal(errors.count, 0);
    tnf_error_list_release(&errors);
}

static void prices_are_found_by_region_and_key(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    add(prices,
        "currency: USD\n" HEAD "      nat.hour: {price: 0.048, unit: hour}\n"
        "      ec2.t3.medium: {price: \"0.0456\", unit: hour}\n"
        "  - {region: global, date: 2024-02-29, source: b, entries: {nat.gb: {price: 1, unit: GB}}}\n",
        "p.yaml");
    const struct tnf_price *price = tnf_prices_find(prices, TNF_SV("eu-west-1"), TNF_SV("ec2.t3.medium"));
    assert_non_null(price);
    assert_int_equal(price->nanos, 45600000);
    assert_true(tnf_sv_eq_c(price->text, "0.0456"));
    assert_true(tnf_sv_eq_c(price->unit, "hour"));
    assert_true(tnf_sv_eq_c(price->date, "2025-11-01"));
    assert_true(tnf_sv_eq_c(price->source, "a page"));
    assert_true(tnf_sv_eq_c(price->file, "p.yaml"));
    assert_int_equal(price->line, 8);
    assert_null(tnf_prices_find(prices, TNF_SV("us-east-1"), TNF_SV("nat.hour")));
    assert_non_null(tnf_prices_find(prices, TNF_SV("us-east-1"), TNF_SV("nat.gb")));
}

static void json_is_read_too(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    add(prices,
        "{\"prices\": [{\"region\": \"us-gov-west-1\", \"date\": \"2025-11-01\", \"source\": \"s\", \"entries\":"
        "{\"nat.hour\": {\"price\": 0.05, \"unit\": \"hour\"}, \"nat.gb\": {\"price\": \"0.05\", \"unit\": \"GB\"}}}]}",
        "p.json");
    assert_int_equal(tnf_prices_count(prices), 2);
}

static void a_later_file_lies_over_an_earlier_one(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    add(prices, HEAD "      nat.hour: {price: 1, unit: hour}\n      nat.gb: {price: 2, unit: GB}\n", "a.yaml");
    add(prices, HEAD "      alb.hour: {price: 4, unit: hour}\n      nat.gb: {price: 3, unit: GB}\n", "b.yaml");
    assert_int_equal(tnf_prices_count(prices), 3);
    assert_true(tnf_sv_eq_c(tnf_prices_at(prices, 0)->key, "alb.hour"));
    assert_int_equal(tnf_prices_find(prices, TNF_SV("eu-west-1"), TNF_SV("nat.gb"))->nanos, 3 * TNF_PRICE_DOLLAR);
    assert_int_equal(tnf_prices_find(prices, TNF_SV("eu-west-1"), TNF_SV("nat.hour"))->nanos, TNF_PRICE_DOLLAR);
    add(prices, "builtin: false\n" HEAD "      nat.gb: {price: 5, unit: GB}\n", "c.yaml");
    assert_int_equal(tnf_prices_count(prices), 1);
}

static void faults_are_told_with_their_place(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *errors;
    } rows[] = {
        {"", "1:1: expected a price file, not nothing\n"},
        {"prices: [",
         "2:1: not YAML: did not find expected node content (while parsing a flow node that starts in line 2)\n"},
        {"prices: 3\n", "1:9: prices: expected a list\n"},
        {"currency: EUR\nprices: []\n", "1:11: currency: expected USD, not EUR\n"},
        {"builtin: maybe\nprices: []\n", "1:10: builtin: expected true or false, not maybe\n"},
        {"price: []\nprices: []\n", "1:1: a price file has no \"price\"\n"},
        {"prices: []\n---\nprices: []\n", "3:1: a price file has one document\n"},
        {"prices:\n  - region: eu-west-1\n    entries: {}\n", "2:5: date is missing\n2:5: source is missing\n"},
        {"prices:\n  - {region: Ireland, date: 2025-02-29, source: \" \", entries: {}}\n",
         "2:14: region: \"Ireland\" is none\n2:29: date: \"2025-02-29\" is none\n2:49: source: \" \" is none\n"},
        {HEAD "      nat.hours: {price: 1, unit: hour}\n", "6:7: \"nat.hours\" is no key of a price\n"},
        {HEAD "      nat.hour: {price: 1, unit: month}\n", "6:34: unit: expected hour, not month\n"},
        {HEAD "      nat.hour: {price: 1}\n", "6:17: unit is missing\n"},
        {HEAD "      nat.hour: {unit: hour}\n", "6:17: price is missing\n"},
        {HEAD "      nat.hour: {price: -1, unit: hour}\n",
         "6:25: price: expected a decimal from 0 to 1000000, not -1\n"},
        {HEAD "      nat.hour: {price: 0.0000000001, unit: hour}\n",
         "6:25: price: expected a decimal from 0 to 1000000, not 0.0000000001\n"},
        {HEAD "      nat.hour: 0.045\n", "6:17: expected a price, not 0.045\n"},
        {HEAD "      nat.hour: {price: 1, unit: hour}\n      nat.hour: {price: 2, unit: hour}\n",
         "7:7: \"nat.hour\" is given twice\n"},
        {HEAD "      nat.hour: {price: 1, unit: hour}\n  - region: eu-west-1\n    date: 2025-11-02\n    source: b\n"
              "    entries:\n      nat.hour: {price: 2, unit: hour}\n",
         "11:7: nat.hour is given twice for eu-west-1\n"},
        {HEAD "      nat.hour: {price: 1, unit: hour, sku: A}\n", "6:40: a price has no \"sku\"\n"},
        {HEAD "      nat.hour: {price: x, unit: hour}\n      nat.gb: {price: 1, unit: hour}\n",
         "6:25: price: expected a decimal from 0 to 1000000, not x\n"
         "7:32: unit: expected GB, not hour\n"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) assert_errors(rows[i].text, rows[i].errors);
}

static void a_missing_price_says_what_needs_it_and_what_to_do(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    const struct tnf_price *price = NULL;
    struct tnf_error error = {0};
    assert_int_equal(tnf_prices_need(prices, TNF_SV("ap-south-1"), TNF_SV("nat.hour"),
                                     TNF_SV("the NAT gateway of staging"), &price, &error),
                     TNF_E_NOT_FOUND);
    assert_null(price);
    assert_string_equal(error.message, "no price of nat.hour in ap-south-1, which the NAT gateway of staging needs");
    assert_non_null(strstr(error.hint, "tenantform prices import"));
    assert_non_null(strstr(error.hint, "--region ap-south-1"));
}

static void the_prices_that_come_along_are_complete_for_us_east_1(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    struct tnf_error error = {0};
    assert_int_equal(tnf_prices_add_builtin(prices, &error), 0);
    /* Spot prices change all the time; Infrequent Access and Spot are for files of users. */
    static const char *const open[] = {"ecs.fargate.spot", "efs.ia"};
    for (size_t i = 0; i < tnf_price_key_count; i++) {
        const char *name = tnf_price_keys[i].name;
        if (strchr(name, '*') != NULL) continue;
        bool optional = false;
        for (size_t n = 0; n < TNF_ARRAY_LEN(open); n++) optional = optional || strstr(name, open[n]) == name;
        if (!optional && tnf_prices_find(prices, TNF_SV("us-east-1"), tnf_sv(name)) == NULL) fail_msg("%s", name);
    }
}

static void the_prices_of_known_things_are_aws_s(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    struct tnf_error error = {0};
    assert_int_equal(tnf_prices_add_builtin(prices, &error), 0);
    static const struct {
        const char *key;
        const char *price;
    } rows[] = {
        {"ecs.fargate.vcpu_hour", "0.04048"},
        {"ecs.fargate.memory_gb_hour", "0.004445"},
        {"rds.postgres.db.t3.micro.single_az", "0.018"},
        {"rds.postgres.db.t3.micro.multi_az", "0.036"},
        {"elasticache.redis.cache.t3.micro", "0.017"},
        {"eks.cluster_hour", "0.10"},
        {"ec2.t4g.medium", "0.0336"},
        {"ec2.t4g.large", "0.0672"},
        {"ec2.g5.xlarge", "1.006"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        const struct tnf_price *price = tnf_prices_find(prices, TNF_SV("us-east-1"), tnf_sv(rows[i].key));
        assert_non_null(price);
        assert_true(tnf_sv_eq_c(price->text, rows[i].price));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prices_are_found_by_region_and_key),
        cmocka_unit_test(json_is_read_too),
        cmocka_unit_test(a_later_file_lies_over_an_earlier_one),
        cmocka_unit_test(faults_are_told_with_their_place),
        cmocka_unit_test(a_missing_price_says_what_needs_it_and_what_to_do),
        cmocka_unit_test(the_prices_that_come_along_are_complete_for_us_east_1),
        cmocka_unit_test(the_prices_of_known_things_are_aws_s),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

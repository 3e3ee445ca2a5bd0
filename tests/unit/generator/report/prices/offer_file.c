#include "generator/report/prices/offer_file.h"

#include "base/file.h"
#include "generator/report/prices/prices.h"

#include "tests/support/test.h"

#include <string.h>

static const char *const files[] = {OFFERS "/AmazonECS.json", OFFERS "/AmazonEC2.csv", OFFERS "/AmazonRoute53.json"};

static const char written[] = "# Prices of AWS in eu-west-1, read by `tenantform prices import`.\n"
                              "currency: USD\n"
                              "prices:\n"
                              "  - region: eu-west-1\n"
                              "    date: 2026-09-11\n"
                              "    source: \"AWS price list, offer AmazonECS, version 20260911124425\"\n"
                              "    entries:\n"
                              "      ecs.fargate.arm.memory_gb_hour: {price: 0.00356, unit: GB-hour}\n"
                              "      ecs.fargate.arm.vcpu_hour: {price: 0.03238, unit: hour}\n"
                              "      ecs.fargate.memory_gb_hour: {price: 0.004445, unit: GB-hour}\n"
                              "      ecs.fargate.storage_gb_hour: {price: 0.000111, unit: GB-hour}\n"
                              "      ecs.fargate.vcpu_hour: {price: 0.04048, unit: hour}\n"
                              "  - region: eu-west-1\n"
                              "    date: 2026-10-07\n"
                              "    source: \"AWS price list, offer AmazonEC2, version 20261007165408\"\n"
                              "    entries:\n"
                              "      ebs.gp3_gb_month: {price: 0.088, unit: GB-month}\n"
                              "      ebs.gp3_mbps_month: {price: 0.044, unit: month}\n"
                              "      ec2.g5.xlarge: {price: 1.123, unit: hour}\n"
                              "      ec2.t3.medium: {price: 0.0456, unit: hour}\n"
                              "      ec2.t4g.medium: {price: 0.0368, unit: hour}\n"
                              "      nat.gb: {price: 0.048, unit: GB}\n"
                              "      nat.hour: {price: 0.048, unit: hour}\n"
                              "  - region: global\n"
                              "    date: 2026-09-11\n"
                              "    source: \"AWS price list, offer AmazonRoute53, version 20260911124700\"\n"
                              "    entries:\n"
                              "      route53.million_queries: {price: 0.4, unit: million}\n"
                              "      route53.zone_month: {price: 0.5, unit: month}\n";

static void offers_become_a_price_file(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_offer offers[TNF_ARRAY_LEN(files)];
    struct tnf_error error = {0};
    for (size_t i = 0; i < TNF_ARRAY_LEN(files); i++)
        if (tnf_offer_read(files[i], TNF_SV("eu-west-1"), &arena, &offers[i], &error) < 0)
            fail_msg("%s", error.message);
    tnf_offers_write(offers, TNF_ARRAY_LEN(files), TNF_SV("eu-west-1"), &out);
    assert_string_equal(out.ptr, written);
}

static void what_is_written_can_be_read(void **state) {
    (void)state;
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    struct tnf_error_list errors = {0};
    assert_int_equal(tnf_prices_add_text(prices, tnf_sv(written), "p.yaml", &errors, NULL), 0);
    assert_int_equal(tnf_prices_count(prices), 14);
    const struct tnf_price *price = tnf_prices_find(prices, TNF_SV("eu-west-1"), TNF_SV("route53.zone_month"));
    assert_non_null(price);
    assert_int_equal(price->nanos, TNF_PRICE_DOLLAR / 2);
}

/* Reads `text` as an offer file; the answer is the message, with its line in front. */
static void assert_refused(const char *text, const char *message) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_offer offer;
    struct tnf_error error = {0};
    FILE *file = fmemopen((void *)(uintptr_t)text, strlen(text), "r");
    assert_non_null(file);
    const int code = (text[0] == '{' ? tnf_offer_read_json : tnf_offer_read_csv)(file, "f", TNF_SV("eu-west-1"), &arena,
                                                                                 &offer, &error);
    (void)fclose(file);
    assert_true(code < 0);
    char line[1200];
    (void)snprintf(line, sizeof line, "%u: %s", error.where.line, error.message);
    assert_string_equal(line, message);
}

#define JSON_HEAD "{\"offerCode\":\"AmazonECS\",\"version\":\"1\",\"publicationDate\":\"2026-09-11T12:44:25Z\",\n"
#define CSV_HEAD                                                                                                       \
    "\"FormatVersion\",\"v1.0\"\n\"Disclaimer\",\"x\"\n\"Publication Date\",\"2026-09-11T12:44:25Z\"\n"                \
    "\"Version\",\"1\"\n\"OfferCode\",\"AmazonECS\"\n"
#define PRODUCT                                                                                                        \
    "\"products\":{\"A\":{\"attributes\":{\"servicecode\":\"AmazonECS\",\"regionCode\":\"eu-west-1\","                 \
    "\"usagetype\":\"EU-Fargate-GB-Hours\"}}},\n"

static void damaged_files_are_refused_with_their_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        {"{}", "1: not an offer file of AWS's price list: it has no offerCode"},
        {JSON_HEAD "\"products\":{}}", "1: not an offer file of AWS's price list: it has no terms"},
        {JSON_HEAD "\"products\":{\"A\":{]}}}", "2: not JSON: string or '}' expected near ']'"},
        {JSON_HEAD "\"products\":{\"A\":{", "2: the file ends where the end of an object was expected"},
        {JSON_HEAD PRODUCT "\"terms\":{\"OnDemand\":{\"A\":{\"T\":{\"priceDimensions\":{\"R\":{\"pricePerUnit\":"
                           "{\"USD\":\"free\"}}}}}}}}",
         "3: price of ecs.fargate.memory_gb_hour: expected a decimal, not \"free\""},
        {"{\"publicationDate\":\"today\"}", "1: publicationDate: expected a time, not \"today\""},
        {"\"a\",\"b\"\n", "2: not an offer file of AWS's price list: it has no OfferCode"},
        {CSV_HEAD, "6: not an offer file of AWS's price list: it has no column TermType"},
        {CSV_HEAD "TermType,PricePerUnit,Currency,usageType\nOnDemand,1,USD\n",
         "7: expected 4 fields as in the header, not 3"},
        {CSV_HEAD "TermType,PricePerUnit,Currency,usageType\nOnDemand,\"1", "7: the file ends inside quotes"},
        {CSV_HEAD "TermType,PricePerUnit,Currency,usageType,serviceCode,Region Code\n"
                  "OnDemand,x,USD,EU-Fargate-GB-Hours,AmazonECS,eu-west-1\n",
         "7: price of ecs.fargate.memory_gb_hour: expected a decimal, not \"x\""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) assert_refused(rows[i].text, rows[i].message);
}

/* A file that was cut off while it was fetched: whatever byte is the last, it is an error and no crash, or everything
 * was there. */
static void a_file_that_is_cut_off_is_never_half_read(void **state) {
    (void)state;
    for (size_t f = 0; f < TNF_ARRAY_LEN(files); f++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        assert_int_equal(tnf_file_read(files[f], 1 << 20, &text, NULL), 0);
        const bool json = text.ptr[0] == '{';
        for (size_t length = 1; json && length + 2 < text.len; length++) {
            TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
            struct tnf_offer offer;
            FILE *file = fmemopen(text.ptr, length, "r");
            assert_non_null(file);
            assert_true(tnf_offer_read_json(file, "f", TNF_SV("eu-west-1"), &arena, &offer, NULL) < 0);
            (void)fclose(file);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offers_become_a_price_file),
        cmocka_unit_test(what_is_written_can_be_read),
        cmocka_unit_test(damaged_files_are_refused_with_their_line),
        cmocka_unit_test(a_file_that_is_cut_off_is_never_half_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

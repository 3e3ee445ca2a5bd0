#include "generator/report/prices/decimal.h"

#include "tests/support/test.h"

static void decimals_are_exact_billionths(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t nanos;
    } rows[] = {
        {"0", 0},
        {"0.04048", 40480000},
        {"0.004445", 4445000},
        {"73", 73000000000},
        {"0.30", 300000000},
        {"0.000000001", 1},
        {"1000000", 1000000000000000},
        {"00.5", 500000000},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        int64_t nanos = -1;
        assert_true(tnf_decimal_parse(tnf_sv(rows[i].text), &nanos));
        assert_int_equal(nanos, rows[i].nanos);
    }
}

static void anything_else_is_refused(void **state) {
    (void)state;
    static const char *const rows[] = {"",
                                       ".5",
                                       "5.",
                                       "-1",
                                       "+1",
                                       "1e3",
                                       "0x1",
                                       "1,5",
                                       " 1",
                                       "1 ",
                                       "0.0000000001",
                                       "1.2.3",
                                       "1000001",
                                       "1000000.000000001",
                                       "nan",
                                       "99999999999999999999"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        int64_t nanos = -1;
        assert_false(tnf_decimal_parse(tnf_sv(rows[i]), &nanos));
        assert_int_equal(nanos, -1);
    }
}

static void prices_of_one_become_prices_of_many(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t scale;
        int64_t nanos;
    } rows[] = {
        {"0.0404800000", 1, 40480000},     {"0.0000004000", 1000, 400000},   {"0.0000030000", 1000000, 3000000000},
        {"0.0000166667", 1, 16667},        {"0.00000000049", 1, 0},          {"0.0000000005", 1, 1},
        {"0.0000000000004", 1000000, 400}, {"1", 1000000, 1000000000000000},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        int64_t nanos = -1;
        assert_true(tnf_decimal_parse_scaled(tnf_sv(rows[i].text), rows[i].scale, &nanos));
        assert_int_equal(nanos, rows[i].nanos);
    }
    int64_t nanos = -1;
    assert_false(tnf_decimal_parse_scaled(TNF_SV("2"), 1000000, &nanos));
    assert_int_equal(nanos, -1);
}

static void billionths_are_written_without_needless_zeros(void **state) {
    (void)state;
    static const struct {
        int64_t nanos;
        const char *text;
    } rows[] = {{0, "0"}, {40480000, "0.04048"}, {5000000000, "5"}, {1, "0.000000001"}, {300000000, "0.3"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
        tnf_decimal_add(&out, rows[i].nanos);
        assert_string_equal(out.ptr, rows[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_are_exact_billionths),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(prices_of_one_become_prices_of_many),
        cmocka_unit_test(billionths_are_written_without_needless_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "generator/report/cost/money.h"

#include "tests/support/test.h"

#define DOLLAR INT64_C(1000000000)

static void cents_are_rounded_half_up_once(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int64_t quantity;
        int64_t nanos;
        int64_t cents;
    } cases[] = {
        {"nothing", 0, DOLLAR, 0},
        {"a dollar", TNF_QUANTITY_ONE, DOLLAR, 100},
        {"half a cent", TNF_QUANTITY_ONE, 5000000, 1},
        {"a little less than half a cent", TNF_QUANTITY_ONE, 4999999, 0},
        {"less than half a cent by a part of a billionth", TNF_QUANTITY_ONE - 1, 5000000, 0},
        {"a month of 0.25 vCPU on Fargate", 182500000, 40480000, 739},
        {"a month of 0.5 GB on Fargate", 365000000, 4445000, 162},
        {"a month of a NAT gateway", 730 * TNF_QUANTITY_ONE, 45000000, 3285},
        {"as much as there is", INT64_MAX, INT64_MAX, INT64_MAX / 10000000},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++)
        if (tnf_money_cents(cases[i].quantity, cases[i].nanos) != cases[i].cents) fail_msg("%s", cases[i].name);
}

static void quantities_are_scaled_and_rounded(void **state) {
    (void)state;
    assert_int_equal(tnf_quantity_scale(730 * TNF_QUANTITY_ONE, 256, 1024), 182500000);
    assert_int_equal(tnf_quantity_scale(1, 1, 2), 1);
    assert_int_equal(tnf_quantity_scale(1, 1, 3), 0);
    assert_int_equal(tnf_quantity_scale(INT64_MAX, 2, 1), INT64_MAX);
}

static void amounts_are_written_as_people_read_them(void **state) {
    (void)state;
    static const struct {
        int64_t cents;
        const char *text;
        const char *plain;
    } cases[] = {
        {0, "0.00", "0.00"},
        {5, "0.05", "0.05"},
        {123456, "1,234.56", "1234.56"},
        {100000000, "1,000,000.00", "1000000.00"},
        {-123456, "-1,234.56", "-1234.56"},
        {99999, "999.99", "999.99"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_money_add(&text, cases[i].cents);
        assert_string_equal(text.ptr, cases[i].text);
        tnf_strbuf_clear(&text);
        tnf_money_add_plain(&text, cases[i].cents);
        assert_string_equal(text.ptr, cases[i].plain);
    }
}

static void quantities_are_written_without_needless_zeros(void **state) {
    (void)state;
    static const struct {
        int64_t quantity;
        const char *text;
    } cases[] = {{0, "0"}, {1, "0.000001"}, {182500000, "182.5"}, {730000000, "730"}, {1050000, "1.05"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_quantity_add(&text, cases[i].quantity);
        assert_string_equal(text.ptr, cases[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cents_are_rounded_half_up_once),
        cmocka_unit_test(quantities_are_scaled_and_rounded),
        cmocka_unit_test(amounts_are_written_as_people_read_them),
        cmocka_unit_test(quantities_are_written_without_needless_zeros),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

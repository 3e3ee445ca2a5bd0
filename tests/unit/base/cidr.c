#include "base/cidr.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static struct tnf_cidr cidr(const char *text) {
    struct tnf_cidr result = {0};
    assert_true(tnf_cidr_parse(tnf_sv(text), &result));
    return result;
}

static void what_is_parsed_is_written_the_same(void **state) {
    (void)state;
    const char *const texts[] = {"10.0.0.0/8", "0.0.0.0/0", "255.255.255.255/32", "192.168.4.0/22", "10.1.16.0/20"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[TNF_CIDR_TEXT_SIZE];
        tnf_cidr_format(cidr(texts[i]), text);
        assert_string_equal(text, texts[i]);
    }
}

static void what_is_no_network_is_refused(void **state) {
    (void)state;
    const char *const texts[] = {"",
                                 "10.0.0.0",
                                 "10.0.0.0/",
                                 "10.0.0.0/33",
                                 "10.0.0.1/16",
                                 "010.0.0.0/8",
                                 "10.0.0/8",
                                 "10.0.0.0.0/8",
                                 "10.0.0.256/32",
                                 "10.0.0.0/08",
                                 "-1.0.0.0/8",
                                 " 10.0.0.0/8",
                                 "10.0.0.0/8 ",
                                 "10..0.0/8",
                                 "a.0.0.0/8",
                                 "10.0.0.0/-1",
                                 "/8",
                                 "10.0.0.0./8"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct tnf_cidr result;
        if (tnf_cidr_parse(tnf_sv(texts[i]), &result)) fail_msg("\"%s\" was taken for a network", texts[i]);
    }
}

static void networks_overlap_when_one_holds_part_of_the_other(void **state) {
    (void)state;
    assert_true(tnf_cidr_overlaps(cidr("10.0.0.0/8"), cidr("10.1.0.0/16")));
    assert_true(tnf_cidr_overlaps(cidr("10.1.0.0/16"), cidr("10.0.0.0/8")));
    assert_false(tnf_cidr_overlaps(cidr("10.0.0.0/16"), cidr("10.1.0.0/16")));
    assert_true(tnf_cidr_overlaps(cidr("0.0.0.0/0"), cidr("255.255.255.255/32")));
    assert_true(tnf_cidr_contains(cidr("10.0.0.0/8"), cidr("10.255.0.0/16")));
    assert_false(tnf_cidr_contains(cidr("10.255.0.0/16"), cidr("10.0.0.0/8")));
}

static void subnets_are_counted_from_zero_and_end(void **state) {
    (void)state;
    struct tnf_cidr subnet;
    assert_int_equal(tnf_cidr_subnet_count(cidr("10.0.0.0/16"), 20), 16);
    assert_true(tnf_cidr_subnet(cidr("10.0.0.0/16"), 20, 0, &subnet));
    assert_true(tnf_cidr_eq(subnet, cidr("10.0.0.0/20")));
    assert_true(tnf_cidr_subnet(cidr("10.0.0.0/16"), 20, 15, &subnet));
    assert_true(tnf_cidr_eq(subnet, cidr("10.0.240.0/20")));
    assert_false(tnf_cidr_subnet(cidr("10.0.0.0/16"), 20, 16, &subnet));
    assert_false(tnf_cidr_subnet(cidr("10.0.0.0/16"), 8, 0, &subnet));
    assert_true(tnf_cidr_subnet(cidr("0.0.0.0/0"), 32, UINT32_MAX, &subnet));
    assert_true(tnf_cidr_eq(subnet, cidr("255.255.255.255/32")));
}

static void order_is_by_address_then_the_larger_first(void **state) {
    (void)state;
    assert_true(tnf_cidr_cmp(cidr("10.0.0.0/8"), cidr("10.0.0.0/16")) < 0);
    assert_true(tnf_cidr_cmp(cidr("10.1.0.0/16"), cidr("10.0.0.0/16")) > 0);
    assert_int_equal(tnf_cidr_cmp(cidr("10.1.0.0/16"), cidr("10.1.0.0/16")), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_parsed_is_written_the_same),
        cmocka_unit_test(what_is_no_network_is_refused),
        cmocka_unit_test(networks_overlap_when_one_holds_part_of_the_other),
        cmocka_unit_test(subnets_are_counted_from_zero_and_end),
        cmocka_unit_test(order_is_by_address_then_the_larger_first),
    };
    return cmocka_run_group_tests_name("base/cidr", tests, NULL, NULL);
}

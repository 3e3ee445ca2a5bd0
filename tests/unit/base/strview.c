#include "base/strview.h"

#include "tests/support/test.h"

#include <string.h>

static void equality_is_by_bytes_and_length(void **state) {
    (void)state;
    assert_true(tnf_sv_eq(TNF_SV("abc"), tnf_sv_n("abcd", 3)));
    assert_false(tnf_sv_eq(TNF_SV("abc"), TNF_SV("abd")));
    assert_false(tnf_sv_eq(TNF_SV("abc"), TNF_SV("ab")));
    assert_true(tnf_sv_eq(tnf_sv(NULL), TNF_SV("")));
    assert_true(tnf_sv_eq_c(TNF_SV("abc"), "abc"));
    assert_false(tnf_sv_eq(tnf_sv_n("a\0b", 3), tnf_sv_n("a\0c", 3)));
}

static void order_is_by_bytes_and_prefixes_come_first(void **state) {
    (void)state;
    static const struct tnf_strview sorted[] = {
        {NULL, 0}, TNF_SV_INIT("A"), TNF_SV_INIT("a"), TNF_SV_INIT("a-"), TNF_SV_INIT("ab"), TNF_SV_INIT("\xc3\xa9"),
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(sorted); i++)
        for (size_t k = 0; k < TNF_ARRAY_LEN(sorted); k++) {
            const int order = tnf_sv_cmp(sorted[i], sorted[k]);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
}

static void prefixes_and_suffixes_are_found(void **state) {
    (void)state;
    assert_true(tnf_sv_starts_with(TNF_SV("main.tf"), TNF_SV("main")));
    assert_true(tnf_sv_starts_with(TNF_SV("main.tf"), TNF_SV("")));
    assert_false(tnf_sv_starts_with(TNF_SV("ma"), TNF_SV("main")));
    assert_true(tnf_sv_ends_with(TNF_SV("main.tf"), TNF_SV(".tf")));
    assert_true(tnf_sv_ends_with(TNF_SV("main.tf"), TNF_SV("")));
    assert_false(tnf_sv_ends_with(TNF_SV("tf"), TNF_SV(".tf")));
}

static void common_prefix_ends_at_the_first_difference(void **state) {
    (void)state;
    static const char left[] = "a text that is longer than a few words";
    for (size_t i = 0; i < sizeof left - 1; i++) {
        char right[sizeof left];
        memcpy(right, left, sizeof left);
        right[i] = '\0';
        assert_int_equal(tnf_sv_common_prefix(tnf_sv(left), tnf_sv_n(right, sizeof left - 1)), i);
        assert_int_equal(tnf_sv_common_prefix(tnf_sv_n(left, i), tnf_sv(left)), i);
    }
    assert_int_equal(tnf_sv_common_prefix(tnf_sv(NULL), tnf_sv(left)), 0);
}

static void trim_takes_blanks_at_both_ends(void **state) {
    (void)state;
    assert_true(tnf_sv_eq_c(tnf_sv_trim(TNF_SV(" \t\r\n a b \n")), "a b"));
    assert_true(tnf_sv_eq_c(tnf_sv_trim(TNF_SV(" \n ")), ""));
    assert_true(tnf_sv_eq_c(tnf_sv_trim(tnf_sv(NULL)), ""));
}

static void find_and_from_stay_inside(void **state) {
    (void)state;
    assert_int_equal(tnf_sv_find(TNF_SV("abcb"), 'b'), 1);
    assert_int_equal(tnf_sv_find(TNF_SV("abc"), 'x'), 3);
    assert_int_equal(tnf_sv_find(tnf_sv_n("abc", 1), 'b'), 1);
    assert_int_equal(tnf_sv_find(tnf_sv(NULL), 'x'), 0);
    assert_true(tnf_sv_eq_c(tnf_sv_from(TNF_SV("abc"), 1), "bc"));
    assert_int_equal(tnf_sv_from(TNF_SV("abc"), 4).len, 0);
    assert_int_equal(tnf_sv_from(tnf_sv(NULL), 4).len, 0);
}

static void next_gives_every_part_also_empty_ones(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *parts[4];
        size_t count;
    } cases[] = {
        {"a,b,c", {"a", "b", "c"}, 3}, {"a", {"a"}, 1}, {",", {"", ""}, 2},
        {"a,", {"a", ""}, 2},          {"", {""}, 1},   {",,a", {"", "", "a"}, 3},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        size_t count = 0;
        for (struct tnf_strview rest = tnf_sv(cases[i].text); rest.ptr != NULL; count++) {
            assert_true(count < cases[i].count);
            assert_true(tnf_sv_eq_c(tnf_sv_next(&rest, ','), cases[i].parts[count]));
        }
        assert_int_equal(count, cases[i].count);
    }
}

static void whole_numbers_are_read_exactly_or_not_at_all(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool accepted;
        int64_t value;
    } cases[] = {
        {"0", true, 0},
        {"-1", true, -1},
        {"007", true, 7},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"99999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1e3", false, 0},
        {"0x10", false, 0},
        {"--1", false, 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        int64_t value = 77;
        const bool accepted = tnf_sv_to_int(tnf_sv(cases[i].text), INT64_MIN, INT64_MAX, &value);
        assert_int_equal(accepted, cases[i].accepted);
        assert_int_equal(value, accepted ? cases[i].value : 77);
    }
}

static void numbers_outside_the_range_are_refused(void **state) {
    (void)state;
    int64_t value;
    assert_true(tnf_sv_to_int(TNF_SV("1"), 1, 10, &value));
    assert_true(tnf_sv_to_int(TNF_SV("10"), 1, 10, &value));
    assert_false(tnf_sv_to_int(TNF_SV("0"), 1, 10, &value));
    assert_false(tnf_sv_to_int(TNF_SV("11"), 1, 10, &value));
}

static void utf8_is_told_from_what_is_not(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        bool valid;
    } cases[] = {
        {"", true},
        {"plain", true},
        {"\xc2\x80", true},
        {"h\xc3\xa4user", true},
        {"\xe0\xa0\x80", true},
        {"\xed\x9f\xbf", true},
        {"\xf0\x9f\x98\x80", true},
        {"\xf4\x8f\xbf\xbf", true},
        {"\x80", false},
        {"\xc0\xaf", false},
        {"\xc1\xbf", false},
        {"\xc3", false},
        {"\xc3(", false},
        {"\xe0\x9f\xbf", false},
        {"\xed\xa0\x80", false},
        {"\xf0\x8f\xbf\xbf", false},
        {"\xf4\x90\x80\x80", false},
        {"\xf5\x80\x80\x80", false},
        {"\xe2\x82", false},
        {"\xf0\x9f\x98", false},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++)
        assert_int_equal(tnf_sv_is_utf8(tnf_sv(cases[i].bytes)), cases[i].valid);
}

static void sorting_leaves_one_of_equal_ones(void **state) {
    (void)state;
    struct tnf_strview items[] = {TNF_SV("b"), TNF_SV("a"), TNF_SV("b"), TNF_SV(""), TNF_SV("ab"), TNF_SV("a")};
    static const char *const expected[] = {"", "a", "ab", "b"};
    assert_int_equal(tnf_sv_sort_unique(items, TNF_ARRAY_LEN(items)), TNF_ARRAY_LEN(expected));
    for (size_t i = 0; i < TNF_ARRAY_LEN(expected); i++) assert_true(tnf_sv_eq_c(items[i], expected[i]));
    assert_int_equal(tnf_sv_sort_unique(NULL, 0), 0);
}

static void characters_are_decoded_one_by_one(void **state) {
    (void)state;
    static const struct {
        struct tnf_strview text;
        size_t length;
        uint32_t point;
    } cases[] = {
        {TNF_SV_INIT("a"), 1, 'a'},
        {TNF_SV_INIT("\xc3\xa9t\xc3\xa9"), 2, 0xe9},
        {TNF_SV_INIT("\xe2\x82\xac"), 3, 0x20ac},
        {TNF_SV_INIT("\xf0\x9f\x98\x80"), 4, 0x1f600},
        {TNF_SV_INIT("\0"), 1, 0},
        {TNF_SV_INIT("\x80"), 0, 0},             /* goes on, and nothing began */
        {TNF_SV_INIT("\xe2\x82"), 0, 0},         /* cut */
        {TNF_SV_INIT("\xc0\xaf"), 0, 0},         /* overlong */
        {TNF_SV_INIT("\xed\xa0\x80"), 0, 0},     /* surrogate */
        {TNF_SV_INIT("\xf4\x90\x80\x80"), 0, 0}, /* past U+10FFFF */
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        uint32_t point = 0;
        assert_int_equal(tnf_sv_decode(cases[i].text, &point), cases[i].length);
        if (cases[i].length > 0) assert_int_equal(point, cases[i].point);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equality_is_by_bytes_and_length),
        cmocka_unit_test(order_is_by_bytes_and_prefixes_come_first),
        cmocka_unit_test(prefixes_and_suffixes_are_found),
        cmocka_unit_test(common_prefix_ends_at_the_first_difference),
        cmocka_unit_test(trim_takes_blanks_at_both_ends),
        cmocka_unit_test(find_and_from_stay_inside),
        cmocka_unit_test(next_gives_every_part_also_empty_ones),
        cmocka_unit_test(whole_numbers_are_read_exactly_or_not_at_all),
        cmocka_unit_test(numbers_outside_the_range_are_refused),
        cmocka_unit_test(utf8_is_told_from_what_is_not),
        cmocka_unit_test(sorting_leaves_one_of_equal_ones),
        cmocka_unit_test(characters_are_decoded_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/ascii.h"

#include "tests/support/test.h"

#include <string.h>

static const char digits[] = "0123456789";
static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static bool is_one_of(const char *set, char c) {
    return c != '\0' && strchr(set, c) != NULL;
}

static void classes_hold_just_their_characters(void **state) {
    (void)state;
    for (int code = -128; code <= 127; code++) {
        const char c = (char)code;
        assert_int_equal(tnf_is_digit(c), is_one_of(digits, c));
        assert_int_equal(tnf_is_lower(c), is_one_of(lower, c));
        assert_int_equal(tnf_is_upper(c), is_one_of(upper, c));
        assert_int_equal(tnf_is_letter(c), is_one_of(lower, c) || is_one_of(upper, c));
        assert_int_equal(tnf_is_alnum(c), tnf_is_letter(c) || tnf_is_digit(c));
    }
}

static void only_small_letters_change_case(void **state) {
    (void)state;
    for (int code = -128; code <= 127; code++) {
        const char c = (char)code;
        const char *letter = is_one_of(lower, c) ? strchr(lower, c) : NULL;
        assert_int_equal(tnf_to_upper(c), letter == NULL ? c : upper[letter - lower]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_hold_just_their_characters),
        cmocka_unit_test(only_small_letters_change_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

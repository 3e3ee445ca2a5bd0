#include "base/sha1.h"

#include "tests/support/test.h"

/* The test vectors of FIPS 180-1. */
static void known_digests_come_out(void **state) {
    (void)state;
    char hex[TNF_SHA1_HEX_SIZE];
    tnf_sha1_hex("", 0, hex);
    assert_string_equal(hex, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
    tnf_sha1_hex("abc", 3, hex);
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_digests_come_out)};
    return cmocka_run_group_tests_name("base/sha1", tests, NULL, NULL);
}

#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/* The test vectors of FIPS 180-2. */
static void known_digests_come_out(void **state) {
    (void)state;
    char hex[TNF_SHA256_HEX_SIZE];
    tnf_sha256_hex("", 0, hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    tnf_sha256_hex("abc", 3, hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_digests_come_out)};
    return cmocka_run_group_tests_name("base/sha256", tests, NULL, NULL);
}

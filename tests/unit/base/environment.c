#include "base/environment.h"

#include "tests/support/test.h"

#include <stdlib.h>

static void a_variable_without_text_is_not_there(void **state) {
    (void)state;
    assert_int_equal(unsetenv("TENANTFORM_TEST"), 0);
    assert_null(tnf_environment("TENANTFORM_TEST"));
    assert_int_equal(setenv("TENANTFORM_TEST", "", 1), 0);
    assert_null(tnf_environment("TENANTFORM_TEST"));
    assert_int_equal(setenv("TENANTFORM_TEST", "text", 1), 0);
    assert_string_equal(tnf_environment("TENANTFORM_TEST"), "text");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_variable_without_text_is_not_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "base/memory.h"

#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static void sizes_of_zero_give_memory(void **state) {
    (void)state;
    TNF_AUTO_FREE void *a = tnf_xmalloc(0);
    TNF_AUTO_FREE void *b = tnf_xcalloc(0, 8);
    TNF_AUTO_FREE void *c = tnf_xrealloc(NULL, 0);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
}

static void realloc_keeps_the_content(void **state) {
    (void)state;
    char *text = tnf_xstrdup("abc");
    text = tnf_xrealloc(text, 10000);
    assert_string_equal(text, "abc");
    free(text);
}

static void strndup_takes_no_more_than_asked(void **state) {
    (void)state;
    TNF_AUTO_FREE char *text = tnf_xstrndup("abcdef", 3);
    assert_string_equal(text, "abc");
}

static void close_keeps_errno_and_ignores_no_descriptor(void **state) {
    (void)state;
    const int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const int none = -1;
    errno = EXDEV;
    tnf_cleanup_close(&file);
    tnf_cleanup_close(&none);
    assert_int_equal(errno, EXDEV);
    assert_int_equal(fcntl(file, F_GETFD), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_of_zero_give_memory),
        cmocka_unit_test(realloc_keeps_the_content),
        cmocka_unit_test(strndup_takes_no_more_than_asked),
        cmocka_unit_test(close_keeps_errno_and_ignores_no_descriptor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

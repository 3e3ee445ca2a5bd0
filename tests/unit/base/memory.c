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

static void a_growing_array_keeps_its_items(void **state) {
    (void)state;
    size_t *numbers = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        numbers = tnf_xgrow(numbers, i, &capacity, sizeof *numbers);
        assert_true(capacity > i);
        numbers[i] = i;
    }
    for (size_t i = 0; i < 1000; i++) assert_int_equal(numbers[i], i);
    free(numbers);
}

static void an_array_with_room_stays_where_it_is(void **state) {
    (void)state;
    int items[3];
    size_t capacity = 3;
    assert_ptr_equal(tnf_xgrow(items, 2, &capacity, sizeof *items), items);
    assert_int_equal(capacity, 3);
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
        cmocka_unit_test(a_growing_array_keeps_its_items),
        cmocka_unit_test(an_array_with_room_stays_where_it_is),
        cmocka_unit_test(strndup_takes_no_more_than_asked),
        cmocka_unit_test(close_keeps_errno_and_ignores_no_descriptor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

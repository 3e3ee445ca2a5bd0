#include "base/strbuf.h"

#include "tests/support/test.h"

#include <stdlib.h>

static int set_up(void **state) {
    static struct tnf_strbuf buf;
    tnf_strbuf_init(&buf);
    *state = &buf;
    return 0;
}

static int tear_down(void **state) {
    tnf_strbuf_release(*state);
    return 0;
}

static void a_fresh_buffer_is_an_empty_string(void **state) {
    struct tnf_strbuf *buf = *state;
    const struct tnf_strbuf other = TNF_STRBUF_INIT;
    assert_string_equal(buf->ptr, "");
    assert_string_equal(other.ptr, "");
    tnf_strbuf_clear(buf);
    tnf_strbuf_truncate(buf, 0);
    tnf_strbuf_add(buf, NULL, 0);
    tnf_strbuf_add_repeat(buf, 'x', 0);
    tnf_strbuf_addf(buf, "%s", "");
    assert_string_equal(buf->ptr, "");
    assert_string_equal(tnf_strbuf_empty, "");
}

static void every_way_of_adding_appends_and_terminates(void **state) {
    struct tnf_strbuf *buf = *state;
    tnf_strbuf_add(buf, "ab!", 2);
    tnf_strbuf_add_c(buf, 'c');
    tnf_strbuf_add_str(buf, "de");
    tnf_strbuf_add_sv(buf, tnf_sv_n("fgh", 2));
    tnf_strbuf_add_sv(buf, tnf_sv(NULL));
    tnf_strbuf_add_repeat(buf, 'h', 3);
    tnf_strbuf_addf(buf, "%d%%", 42);
    assert_string_equal(buf->ptr, "abcdefghhh42%");
    assert_int_equal(buf->len, strlen(buf->ptr));
}

static void nul_bytes_are_content(void **state) {
    struct tnf_strbuf *buf = *state;
    tnf_strbuf_add(buf, "a\0b", 3);
    assert_int_equal(buf->len, 3);
    assert_memory_equal(buf->ptr, "a\0b", 4);
}

static void growth_keeps_the_content(void **state) {
    struct tnf_strbuf *buf = *state;
    for (int i = 0; i < 10000; i++) tnf_strbuf_addf(buf, "%04d", i);
    assert_int_equal(buf->len, 40000);
    assert_memory_equal(buf->ptr, "00000001", 8);
    assert_string_equal(buf->ptr + 39996, "9999");
}

static void reserved_room_is_not_moved(void **state) {
    struct tnf_strbuf *buf = *state;
    tnf_strbuf_reserve(buf, 1000);
    assert_string_equal(buf->ptr, "");
    const char *before = buf->ptr;
    tnf_strbuf_add_repeat(buf, 'x', 1000);
    assert_ptr_equal(buf->ptr, before);
}

static void truncate_cuts_and_never_grows(void **state) {
    struct tnf_strbuf *buf = *state;
    tnf_strbuf_add_str(buf, "abcdef");
    tnf_strbuf_truncate(buf, 10);
    assert_string_equal(buf->ptr, "abcdef");
    tnf_strbuf_truncate(buf, 2);
    assert_string_equal(buf->ptr, "ab");
    tnf_strbuf_clear(buf);
    assert_string_equal(buf->ptr, "");
    assert_int_equal(tnf_strbuf_view(buf).len, 0);
}

static void detach_hands_over_and_leaves_a_usable_buffer(void **state) {
    struct tnf_strbuf *buf = *state;
    TNF_AUTO_FREE char *empty = tnf_strbuf_detach(buf);
    tnf_strbuf_add_str(buf, "taken");
    TNF_AUTO_FREE char *taken = tnf_strbuf_detach(buf);
    tnf_strbuf_add_str(buf, "next");
    assert_string_equal(empty, "");
    assert_string_equal(taken, "taken");
    assert_string_equal(buf->ptr, "next");
}

static void a_wiped_buffer_is_empty_and_usable(void **state) {
    struct tnf_strbuf *buf = *state;
    tnf_strbuf_wipe(buf);
    tnf_strbuf_add_str(buf, "secret");
    tnf_strbuf_wipe(buf);
    assert_string_equal(buf->ptr, "");
    tnf_strbuf_add_str(buf, "next");
    assert_string_equal(buf->ptr, "next");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_fresh_buffer_is_an_empty_string, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_way_of_adding_appends_and_terminates, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nul_bytes_are_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(growth_keeps_the_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reserved_room_is_not_moved, set_up, tear_down),
        cmocka_unit_test_setup_teardown(truncate_cuts_and_never_grows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_wiped_buffer_is_empty_and_usable, set_up, tear_down),
        cmocka_unit_test_setup_teardown(detach_hands_over_and_leaves_a_usable_buffer, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

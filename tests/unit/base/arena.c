#include "base/arena.h"

#include "tests/support/test.h"

#include <stdalign.h>

static int set_up(void **state) {
    static struct tnf_arena arena = TNF_ARENA_INIT;
    *state = &arena;
    return 0;
}

static int tear_down(void **state) {
    tnf_arena_release(*state);
    return 0;
}

static void memory_is_zeroed_and_aligned(void **state) {
    for (size_t size = 0; size < 100; size++) {
        const unsigned char *memory = tnf_arena_alloc(*state, size);
        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++) assert_int_equal(memory[i], 0);
    }
}

static void pieces_do_not_overlap(void **state) {
    enum { COUNT = 300, SIZE = 331 };
    unsigned char *pieces[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        pieces[i] = tnf_arena_alloc(*state, SIZE);
        memset(pieces[i], (int)(i % 256), SIZE);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < SIZE; k++) assert_int_equal(pieces[i][k], i % 256);
}

static void a_piece_may_be_larger_than_a_block(void **state) {
    enum { LARGE = 1024 * 1024 };
    unsigned char *large = tnf_arena_alloc(*state, LARGE);
    memset(large, 1, LARGE);
    unsigned char *small = tnf_arena_alloc(*state, 8);
    memset(small, 2, 8);
    assert_int_equal(large[LARGE - 1], 1);
}

static void memory_is_zeroed_again_after_a_reset(void **state) {
    for (int round = 0; round < 3; round++) {
        unsigned char *memory = tnf_arena_alloc(*state, 64);
        for (size_t i = 0; i < 64; i++) assert_int_equal(memory[i], 0);
        memset(memory, 0xFF, 64);
        tnf_arena_reset(*state);
    }
}

static void a_reset_after_a_large_piece_leaves_a_usable_arena(void **state) {
    assert_non_null(tnf_arena_alloc(*state, 1024 * 1024));
    tnf_arena_reset(*state);
    assert_string_equal(tnf_arena_str(*state, "after"), "after");
    tnf_arena_release(*state);
    assert_string_equal(tnf_arena_str(*state, "again"), "again");
}

static void a_growing_array_keeps_its_items(void **state) {
    size_t *numbers = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        numbers = tnf_arena_grow(*state, numbers, i, &capacity, sizeof *numbers);
        assert_true(capacity > i);
        numbers[i] = i;
    }
    for (size_t i = 0; i < 1000; i++) assert_int_equal(numbers[i], i);
}

static void copies_are_terminated_and_independent(void **state) {
    char source[] = "abcdef";
    const struct tnf_strview view = tnf_arena_sv(*state, tnf_sv_n(source, 3));
    char *text = tnf_arena_str(*state, source);
    memset(source, 'x', 6);
    assert_int_equal(view.len, 3);
    assert_string_equal(view.ptr, "abc");
    assert_string_equal(text, "abcdef");
    assert_string_equal(tnf_arena_sv(*state, tnf_sv(NULL)).ptr, "");
}

static void printf_makes_room_for_any_length(void **state) {
    const struct tnf_strview text = tnf_arena_printf(*state, "%*s|%d", 50000, "", 7);
    assert_int_equal(text.len, 50002);
    assert_string_equal(text.ptr + 50000, "|7");
    assert_int_equal(tnf_arena_printf(*state, "%s", "").len, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(memory_is_zeroed_and_aligned, set_up, tear_down),
        cmocka_unit_test_setup_teardown(pieces_do_not_overlap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_piece_may_be_larger_than_a_block, set_up, tear_down),
        cmocka_unit_test_setup_teardown(memory_is_zeroed_again_after_a_reset, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reset_after_a_large_piece_leaves_a_usable_arena, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_growing_array_keeps_its_items, set_up, tear_down),
        cmocka_unit_test_setup_teardown(copies_are_terminated_and_independent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(printf_makes_room_for_any_length, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "generator/rehearse/crew.h"

#include "tests/support/test.h"

#include <stdatomic.h>

enum { PIECES = 100 };

struct work {
    atomic_int done[PIECES];
    size_t failing;
};

static int work_on(size_t index, void *context, struct tnf_error *err) {
    struct work *work = context;
    (void)atomic_fetch_add(&work->done[index], 1);
    return index == work->failing ? tnf_error_set(err, TNF_E_IO, "piece %zu is broken", index) : 0;
}

static void every_piece_is_done_once(void **state) {
    (void)state;
    static const unsigned jobs[] = {0, 1, 3, 1000};
    for (size_t i = 0; i < TNF_ARRAY_LEN(jobs); i++) {
        struct work work = {.failing = PIECES};
        struct tnf_error err;
        assert_int_equal(tnf_crew_run(PIECES, jobs[i], work_on, &work, &err), 0);
        for (size_t piece = 0; piece < PIECES; piece++) assert_int_equal(work.done[piece], 1);
    }
}

static void no_piece_is_begun_after_a_failure(void **state) {
    (void)state;
    struct work work = {.failing = 7};
    struct tnf_error err = {0};
    assert_int_equal(tnf_crew_run(PIECES, 1, work_on, &work, &err), TNF_E_IO);
    assert_string_equal(err.message, "piece 7 is broken");
    for (size_t piece = 0; piece < PIECES; piece++) assert_int_equal(work.done[piece], piece <= 7);
}

static void no_pieces_are_no_work(void **state) {
    (void)state;
    struct tnf_error err;
    assert_int_equal(tnf_crew_run(0, 0, work_on, NULL, &err), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_piece_is_done_once),
        cmocka_unit_test(no_piece_is_begun_after_a_failure),
        cmocka_unit_test(no_pieces_are_no_work),
    };
    return cmocka_run_group_tests_name("generator/rehearse/crew", tests, NULL, NULL);
}

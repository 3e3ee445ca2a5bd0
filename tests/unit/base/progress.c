#include "base/progress.h"

#include "tests/support/test.h"

#include <stdlib.h>

static void the_line_is_drawn_and_cleared(void **state) {
    static const struct {
        const char *what;
        uint64_t total;
        uint64_t done;
        const char *drawn;
    } cases[] = {
        {"generating", 20, 3, "\r\x1b[Kgenerating 3/20\r\x1b[K"},
        {"reading", 0, 1, "\r\x1b[Kreading 1\r\x1b[K"},
        {"reading", 0, 0, ""},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        char *text = NULL;
        size_t size = 0;
        FILE *stream = open_memstream(&text, &size);
        struct tnf_progress progress;
        tnf_progress_start_on(&progress, stream, cases[i].what, cases[i].total, NULL);
        if (cases[i].done > 0) tnf_progress_advance(&progress, cases[i].done);
        tnf_progress_end(&progress);
        (void)fclose(stream);
        assert_string_equal(text, cases[i].drawn);
        free(text);
    }
}

static int64_t fake_ms;
static int64_t fake_clock(void) {
    return fake_ms;
}

static void rate_and_time_left_are_said(void **state) {
    static const struct {
        uint64_t total;
        bool about;
        uint64_t done;
        int64_t elapsed;
        const char *text;
    } cases[] = {
        {20000, false, 412, 499, "generating 412/20000"},
        {20000, false, 4150, 500, "generating 4150/20000  8,300/s  2 s left"},
        {20000, true, 4150, 500, "generating 4150/~20000  8,300/s  2 s left"},
        {20000, false, 20000, 4000, "generating 20000/20000  5,000/s"},
        {0, false, 3000000, 1000, "generating 3000000  3,000,000/s"},
        {10, false, 1, 4000, "generating 1/10  0.2/s  37 s left"},
        {100, false, 10, 20000, "generating 10/100  0.5/s  3 min 1 s left"},
        {5000, false, 10, 20000, "generating 10/5000  0.5/s  2 h 46 min left"},
        {10, true, 12, 1000, "generating 12  12/s"},
        {10, false, 0, 9000, "generating 0/10"},
    };
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const struct tnf_progress progress = {.label = "generating", .total = cases[i].total, .about = cases[i].about};
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_progress_text(&text, &progress, cases[i].done, cases[i].elapsed);
        assert_string_equal(text.ptr, cases[i].text);
    }
}

static void the_line_is_drawn_ten_times_a_second_and_anew_after_it_was_cleared(void **state) {
    (void)state;
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    struct tnf_progress progress;
    fake_ms = 1000;
    tnf_progress_start_on(&progress, stream, "x", 100, fake_clock);
    static const int64_t times[] = {1000, 1050, 1099, 1100, 2000};
    for (size_t i = 0; i < TNF_ARRAY_LEN(times); i++) {
        fake_ms = times[i];
        tnf_progress_advance(&progress, 10);
    }
    tnf_progress_clear(&progress);
    tnf_progress_clear(&progress);
    tnf_progress_advance(&progress, 10);
    tnf_progress_end(&progress);
    (void)fclose(stream);
    assert_string_equal(text, "\r\x1b[Kx 10/100\r\x1b[Kx 40/100\r\x1b[Kx 50/100  50/s  2 s left\r\x1b[K"
                              "\r\x1b[Kx 60/100  60/s  1 s left\r\x1b[K");
    free(text);
}

enum { THREADS = 4, STEPS = 5000 };

static void *advance_often(void *context) {
    for (int i = 0; i < STEPS; i++) tnf_progress_advance(context, 1);
    return NULL;
}

static void threads_lose_no_count(void **state) {
    (void)state;
    struct tnf_progress progress;
    pthread_t threads[THREADS];
    tnf_progress_start(&progress, "counting", 0, false);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, advance_often, &progress), 0);
    for (size_t i = 0; i < THREADS; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(atomic_load(&progress.done), THREADS * STEPS);
    tnf_progress_end(&progress);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_is_drawn_and_cleared),
        cmocka_unit_test(rate_and_time_left_are_said),
        cmocka_unit_test(the_line_is_drawn_ten_times_a_second_and_anew_after_it_was_cleared),
        cmocka_unit_test(threads_lose_no_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

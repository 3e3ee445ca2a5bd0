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
        tnf_progress_start_on(&progress, stream, cases[i].what, cases[i].total);
        if (cases[i].done > 0) tnf_progress_advance(&progress, cases[i].done);
        tnf_progress_end(&progress);
        (void)fclose(stream);
        assert_string_equal(text, cases[i].drawn);
        free(text);
    }
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
        cmocka_unit_test(threads_lose_no_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

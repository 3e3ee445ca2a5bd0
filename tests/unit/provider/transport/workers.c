#include "tests/support/test.h"

#include "provider/transport/workers.h"

#include <pthread.h>
#include <stdatomic.h>

static void count(void *counter) {
    atomic_fetch_add((atomic_int *)counter, 1);
}

static void every_job_runs_before_free_returns(void **state) {
    static const size_t threads[] = {1, 2, 8};
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(threads); i++) {
        atomic_int done = 0;
        struct tnf_workers *workers = tnf_workers_new(threads[i]);
        for (int job = 0; job < 1000; job++) tnf_workers_add(workers, count, &done);
        tnf_workers_free(workers);
        assert_int_equal(atomic_load(&done), 1000);
    }
}

static void wait_at_barrier(void *barrier) {
    pthread_barrier_wait(barrier);
}

/* Four jobs that all wait for each other end only when each has a thread of its own. */
static void a_job_that_waits_holds_up_no_other(void **state) {
    pthread_barrier_t barrier;
    (void)state;
    pthread_barrier_init(&barrier, NULL, 4);
    struct tnf_workers *workers = tnf_workers_new(4);
    for (int round = 0; round < 50; round++) {
        for (int job = 0; job < 4; job++) tnf_workers_add(workers, wait_at_barrier, &barrier);
    }
    tnf_workers_free(workers);
    pthread_barrier_destroy(&barrier);
}

static void without_jobs_there_is_nothing_to_wait_for(void **state) {
    (void)state;
    tnf_workers_free(tnf_workers_new(4));
    tnf_workers_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_job_runs_before_free_returns),
        cmocka_unit_test(a_job_that_waits_holds_up_no_other),
        cmocka_unit_test(without_jobs_there_is_nothing_to_wait_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

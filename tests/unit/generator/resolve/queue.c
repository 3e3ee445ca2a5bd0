#include "generator/resolve/queue.h"

#include "tests/support/test.h"

static void items_come_out_in_the_order_they_went_in(void **state) {
    (void)state;
    struct tnf_queue queue;
    int items[3];
    tnf_queue_init(&queue, 3);
    for (int i = 0; i < 3; i++) assert_true(tnf_queue_push(&queue, &items[i]));
    for (int i = 0; i < 3; i++) assert_ptr_equal(tnf_queue_pop(&queue), &items[i]);
    tnf_queue_release(&queue);
}

static void a_closed_queue_hands_out_the_rest_and_takes_nothing(void **state) {
    (void)state;
    struct tnf_queue queue;
    int item;
    tnf_queue_init(&queue, 2);
    assert_true(tnf_queue_push(&queue, &item));
    tnf_queue_close(&queue);
    assert_false(tnf_queue_push(&queue, &item));
    assert_ptr_equal(tnf_queue_pop(&queue), &item);
    assert_null(tnf_queue_pop(&queue));
    tnf_queue_release(&queue);
}

enum { COUNT = 20000 };

struct shared {
    struct tnf_queue queue;
    pthread_mutex_t lock;
    uint64_t sum;
};

static void *consume(void *argument) {
    struct shared *shared = argument;
    for (uint64_t *item; (item = tnf_queue_pop(&shared->queue)) != NULL;) {
        (void)pthread_mutex_lock(&shared->lock);
        shared->sum += *item;
        (void)pthread_mutex_unlock(&shared->lock);
    }
    return NULL;
}

static void several_threads_get_each_item_once(void **state) {
    (void)state;
    static uint64_t numbers[COUNT];
    struct shared shared = {.sum = 0};
    pthread_t threads[3];
    tnf_queue_init(&shared.queue, 4);
    (void)pthread_mutex_init(&shared.lock, NULL);
    for (int i = 0; i < 3; i++) assert_int_equal(pthread_create(&threads[i], NULL, consume, &shared), 0);
    for (uint64_t i = 0; i < COUNT; i++) {
        numbers[i] = i + 1;
        assert_true(tnf_queue_push(&shared.queue, &numbers[i]));
    }
    tnf_queue_close(&shared.queue);
    for (int i = 0; i < 3; i++) assert_int_equal(pthread_join(threads[i], NULL), 0);
    assert_int_equal(shared.sum, (uint64_t)COUNT * (COUNT + 1) / 2);
    tnf_queue_release(&shared.queue);
    (void)pthread_mutex_destroy(&shared.lock);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_come_out_in_the_order_they_went_in),
        cmocka_unit_test(a_closed_queue_hands_out_the_rest_and_takes_nothing),
        cmocka_unit_test(several_threads_get_each_item_once),
    };
    return cmocka_run_group_tests_name("generator/resolve/queue", tests, NULL, NULL);
}

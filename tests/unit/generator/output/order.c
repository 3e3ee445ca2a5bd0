#include "generator/output/order.h"

#include "tests/support/test.h"

static void items_come_out_in_their_turn(void **state) {
    (void)state;
    int items[3];
    struct tnf_order order = {0};
    assert_null(tnf_order_take(&order));
    tnf_order_put(&order, 2, &items[2]);
    tnf_order_put(&order, 1, &items[1]);
    assert_null(tnf_order_take(&order));
    tnf_order_put(&order, 0, &items[0]);
    for (size_t i = 0; i < 3; i++) assert_ptr_equal(tnf_order_take(&order), &items[i]);
    assert_null(tnf_order_take(&order));
    tnf_order_release(&order);
}

static void any_mixture_comes_out_in_order(void **state) {
    (void)state;
    enum { COUNT = 500 };
    unsigned seed = 3;
    for (int round = 0; round < 50; round++) {
        uint64_t numbers[COUNT];
        for (size_t i = 0; i < COUNT; i++) numbers[i] = i;
        for (size_t i = COUNT - 1; i > 0; i--) {
            const size_t j = (size_t)rand_r(&seed) % (i + 1);
            const uint64_t swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
        struct tnf_order order = {0};
        uint64_t expected = 0;
        for (size_t i = 0; i < COUNT; i++) {
            tnf_order_put(&order, numbers[i], &numbers[i]);
            for (const uint64_t *item; (item = tnf_order_take(&order)) != NULL;) assert_int_equal(*item, expected++);
        }
        assert_int_equal(expected, COUNT);
        tnf_order_release(&order);
    }
}

static void what_is_left_can_be_dropped(void **state) {
    (void)state;
    int items[2];
    struct tnf_order order = {0};
    tnf_order_put(&order, 7, &items[0]);
    tnf_order_put(&order, 5, &items[1]);
    assert_null(tnf_order_take(&order));
    assert_ptr_equal(tnf_order_drop(&order), &items[1]);
    assert_ptr_equal(tnf_order_drop(&order), &items[0]);
    assert_null(tnf_order_drop(&order));
    tnf_order_release(&order);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_come_out_in_their_turn),
        cmocka_unit_test(any_mixture_comes_out_in_order),
        cmocka_unit_test(what_is_left_can_be_dropped),
    };
    return cmocka_run_group_tests_name("generator/output/order", tests, NULL, NULL);
}

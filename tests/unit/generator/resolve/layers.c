#include "generator/resolve/layers.h"

#include "tests/support/test.h"

static struct tnf_datum integer(int64_t value) {
    return (struct tnf_datum){.set = true, .integer = value};
}

static void the_nearest_layer_that_is_set_wins(void **state) {
    (void)state;
    const struct tnf_datum near = integer(1);
    const struct tnf_datum far = integer(2);
    const struct tnf_datum unset = {0};
    assert_int_equal(tnf_layer_int(9, TNF_LAYERS(&near, &far)), 1);
    assert_int_equal(tnf_layer_int(9, TNF_LAYERS(&unset, &far)), 2);
    assert_int_equal(tnf_layer_int(9, TNF_LAYERS(NULL, &unset, &far)), 2);
}

static void the_fallback_comes_last(void **state) {
    (void)state;
    const struct tnf_datum unset = {0};
    assert_int_equal(tnf_layer_int(9, TNF_LAYERS(&unset, NULL)), 9);
    assert_true(tnf_layer_bool(true, TNF_LAYERS(&unset)));
    assert_true(tnf_sv_eq_c(tnf_layer_string(TNF_SV("x"), TNF_LAYERS(&unset)), "x"));
}

static void a_value_that_is_set_to_zero_or_false_counts(void **state) {
    (void)state;
    const struct tnf_datum zero = integer(0);
    const struct tnf_datum no = {.set = true, .boolean = false};
    const struct tnf_datum yes = {.set = true, .boolean = true};
    assert_int_equal(tnf_layer_int(9, TNF_LAYERS(&zero)), 0);
    assert_false(tnf_layer_bool(true, TNF_LAYERS(&no, &yes)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_layer_that_is_set_wins),
        cmocka_unit_test(the_fallback_comes_last),
        cmocka_unit_test(a_value_that_is_set_to_zero_or_false_counts),
    };
    return cmocka_run_group_tests_name("generator/resolve/layers", tests, NULL, NULL);
}

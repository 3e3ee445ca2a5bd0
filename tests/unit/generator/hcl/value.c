#include "generator/hcl/value.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void list_keeps_its_items_in_order(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value list = tnf_value_list(&arena);
    for (int64_t i = 0; i < 100; i++) tnf_list_add(&arena, list, tnf_value_int(i));
    assert_int_equal(tnf_list_count(list), 100);
    for (size_t i = 0; i < 100; i++) assert_int_equal(tnf_list_at(list, i).integer, i);
}

static void setting_a_key_again_keeps_its_place(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value object = tnf_value_object(&arena);
    tnf_object_set_int(&arena, object, "b", 1);
    tnf_object_set_bool(&arena, object, "a", true);
    tnf_object_set_string(&arena, object, "b", TNF_SV("new"));
    assert_int_equal(tnf_object_count(object), 2);
    assert_true(tnf_sv_eq_c(tnf_object_key_at(object, 0), "b"));
    assert_true(tnf_sv_eq_c(tnf_object_at(object, 0).text, "new"));
}

static void missing_key_is_null_and_says_so(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value object = tnf_value_object(&arena);
    tnf_object_set_value(&arena, object, "there", tnf_value_null());
    bool found = true;
    assert_int_equal(tnf_object_get(object, TNF_SV("gone"), &found).kind, TNF_VALUE_NULL);
    assert_false(found);
    assert_int_equal(tnf_object_get(object, TNF_SV("there"), &found).kind, TNF_VALUE_NULL);
    assert_true(found);
}

/* Enough keys to cross from the scan to the index and to grow the index several times. */
enum { MANY = 5000 };

static void large_objects_find_every_key(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_value object = tnf_value_object(&arena);
    for (int round = 0; round < 2; round++)
        for (int64_t i = 0; i < MANY; i++)
            tnf_object_set(&arena, object, tnf_arena_printf(&arena, "key-%d", (int)(MANY - i)),
                           tnf_value_int(i + round));
    assert_int_equal(tnf_object_count(object), MANY);
    tnf_object_sort(object);
    for (int64_t i = 0; i < MANY; i++) {
        const struct tnf_strview key = tnf_arena_printf(&arena, "key-%d", (int)(MANY - i));
        assert_int_equal(tnf_object_get(object, key, NULL).integer, i + 1);
    }
    for (size_t i = 1; i < MANY; i++)
        assert_true(tnf_sv_cmp(tnf_object_key_at(object, i - 1), tnf_object_key_at(object, i)) < 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(list_keeps_its_items_in_order),
        cmocka_unit_test(setting_a_key_again_keeps_its_place),
        cmocka_unit_test(missing_key_is_null_and_says_so),
        cmocka_unit_test(large_objects_find_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

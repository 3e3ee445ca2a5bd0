#include "generator/state/lock_info.h"

#include "tests/support/test.h"

static void locks_say_who_and_since_when(void **state) {
    (void)state;
    static const struct {
        const char *text, *id, *who, *operation;
        int64_t created;
    } cases[] = {
        {"{\"ID\":\"7f\",\"Operation\":\"OperationTypeApply\",\"Info\":\"\",\"Who\":\"ada@laptop\",\"Version\":"
         "\"1.15.0\",\"Created\":\"2026-11-21T17:54:00.123456789Z\",\"Path\":\"b/k\"}",
         "7f", "ada@laptop", "OperationTypeApply", 1795283640},
        {"{\"Created\":\"yesterday\",\"Who\":7}", "", "", "", 0},
        {"", "", "", "", 0},
        {"no JSON", "", "", "", 0},
        {"[]", "", "", "", 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_lock_info info;
        tnf_lock_info_read(tnf_sv(cases[i].text), &arena, &info);
        assert_true(tnf_sv_eq_c(info.id, cases[i].id));
        assert_true(tnf_sv_eq_c(info.who, cases[i].who));
        assert_true(tnf_sv_eq_c(info.operation, cases[i].operation));
        assert_int_equal(info.created, cases[i].created);
        tnf_arena_release(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(locks_say_who_and_since_when)};
    return cmocka_run_group_tests_name("generator/state/lock_info", tests, NULL, NULL);
}

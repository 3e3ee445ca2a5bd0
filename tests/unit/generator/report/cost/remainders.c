#include "generator/report/cost/remainders.h"

#include "tests/support/test.h"

enum { PARTS = 3 };

static void what_is_left_goes_to_the_largest_remainders(void **state) {
    (void)state;
    static const struct {
        const char *name;
        int64_t whole;
        int64_t weights[PARTS];
        int64_t parts[PARTS];
    } cases[] = {
        {"in equal parts, the first ones more", 100, {0, 0, 0}, {34, 33, 33}},
        {"two cents among three", 2, {7, 7, 7}, {1, 1, 0}},
        {"the largest remainder first", 10, {1, 1, 4}, {2, 2, 6}},
        {"the remainder of the second is larger", 10, {10, 25, 65}, {1, 3, 6}},
        {"nothing for who weighs nothing beside others", 5, {0, 1, 0}, {0, 5, 0}},
        {"nothing for who is not asked", 5, {-1, 0, -1}, {0, 5, 0}},
        {"nobody pays", 5, {-1, -1, -1}, {0, 0, 0}},
        {"nothing to pay", 0, {1, 2, 3}, {0, 0, 0}},
        {"amounts whose product is past 64 bits",
         INT64_C(4000000000000),
         {INT64_MAX / 4, INT64_MAX / 4, 0},
         {INT64_C(2000000000000), INT64_C(2000000000000), 0}},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_split split;
        tnf_split_init(&split, &arena, PARTS);
        for (size_t k = 0; k < PARTS; k++) split.weights[k] = cases[i].weights[k];
        tnf_split(&split, PARTS, cases[i].whole);
        for (size_t k = 0; k < PARTS; k++)
            if (split.parts[k] != cases[i].parts[k])
                fail_msg("%s: part %zu is %lld", cases[i].name, k, (long long)split.parts[k]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_left_goes_to_the_largest_remainders)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

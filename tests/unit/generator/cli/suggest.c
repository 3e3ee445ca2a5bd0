#include "generator/cli/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void distance_counts_edits(void **state) {
    (void)state;
    static const struct {
        const char *a;
        const char *b;
        size_t distance;
    } cases[] = {
        {"", "", 0},
        {"", "abc", 3},
        {"abc", "", 3},
        {"generate", "generate", 0},
        {"generte", "generate", 1},
        {"genreate", "generate", 1},
        {"tenants", "tenant", 1},
        {"list", "lost", 1},
        {"kitten", "sitting", 3},
        {"ab", "ba", 1},
        {"ca", "abc", 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (tnf_cli_distance(cases[i].a, cases[i].b) != cases[i].distance)
            fail_msg("%s to %s is not %zu", cases[i].a, cases[i].b, cases[i].distance);
}

static void words_that_are_too_long_have_no_distance(void **state) {
    (void)state;
    char word[66];
    memset(word, 'a', sizeof word - 1);
    word[65] = '\0';
    assert_true(tnf_cli_distance(word, "a") == SIZE_MAX);
    assert_true(tnf_cli_distance("a", word) == SIZE_MAX);
    assert_int_equal(tnf_cli_distance(word + 1, word + 1), 0);
    struct tnf_cli_suggestion suggestion = {.typed = word};
    tnf_cli_suggest(&suggestion, word);
    assert_null(suggestion.best);
}

static void the_nearest_candidate_wins_and_far_ones_never(void **state) {
    (void)state;
    static const char *const candidates[] = {"init", "import", "export", "generate", "tenant"};
    static const struct {
        const char *typed;
        const char *best;
    } cases[] = {{"imprt", "import"}, {"exprot", "export"}, {"tenat", "tenant"},
                 {"x", NULL},         {"qqqqqq", NULL},     {"int", "init"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tnf_cli_suggestion suggestion = {.typed = cases[i].typed};
        for (size_t j = 0; j < sizeof candidates / sizeof candidates[0]; j++)
            tnf_cli_suggest(&suggestion, candidates[j]);
        if (cases[i].best == NULL)
            assert_null(suggestion.best);
        else
            assert_string_equal(suggestion.best, cases[i].best);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(words_that_are_too_long_have_no_distance),
        cmocka_unit_test(the_nearest_candidate_wins_and_far_ones_never),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

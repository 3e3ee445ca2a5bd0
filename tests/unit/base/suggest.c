#include "base/suggest.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *suggest(const char *given) {
    static const char *const candidates[] = {"cpu", "memory", "image", "variables", "scaling", "spot", "port"};
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv(given));
    for (size_t i = 0; i < TNF_ARRAY_LEN(candidates); i++) tnf_suggest_try(&suggestion, tnf_sv(candidates[i]));
    return suggestion.best.ptr == NULL ? "" : suggestion.best.ptr;
}

static void finds_the_nearest_candidate(void **state) {
    (void)state;
    static const struct {
        const char *given;
        const char *expected;
    } cases[] = {
        {"memroy", "memory"}, {"memry", "memory"}, {"imagee", "image"}, {"cup", "cpu"}, {"varaibels", "variables"},
        {"sport", "spot"},    {"prot", "port"},    {"replicas", ""},    {"x", ""},      {"", ""},
        {"Memory", "memory"}, {"zzzzzz", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        const char *found = suggest(cases[i].given);
        if (strcmp(found, cases[i].expected) != 0) print_error("for \"%s\"\n", cases[i].given);
        assert_string_equal(found, cases[i].expected);
    }
}

static void does_not_compare_very_long_texts(void **state) {
    (void)state;
    char text[5000];
    memset(text, 'c', sizeof text);
    struct tnf_suggestion suggestion;
    tnf_suggest_init(&suggestion, tnf_sv_n(text, sizeof text));
    tnf_suggest_try(&suggestion, tnf_sv_n(text, sizeof text - 1));
    assert_null(suggestion.best.ptr);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_nearest_candidate),
        cmocka_unit_test(does_not_compare_very_long_texts),
    };
    return cmocka_run_group_tests_name("base/suggest", tests, NULL, NULL);
}

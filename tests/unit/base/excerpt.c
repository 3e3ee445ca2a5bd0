#include "base/excerpt.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void quotes_and_escapes_what_would_break_a_line(void **state) {
    (void)state;
    const struct {
        struct tnf_strview text;
        const char *expected;
    } cases[] = {
        {{NULL, 0}, "\"\""},
        {TNF_SV("api"), "\"api\""},
        {TNF_SV("a\nb\tc"), "\"a\\nb\\tc\""},
        {TNF_SV("say \"hi\" \\"), "\"say \\\"hi\\\" \\\\\""},
        {TNF_SV("\x1b[31m"), "\"\\x1B[31m\""},
        {TNF_SV("caf\xC3\xA9 \xF0\x9F\x98\x80"), "\"caf\xC3\xA9 \xF0\x9F\x98\x80\""},
        {TNF_SV("bad \xC3("), "\"bad \\xC3(\""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++)
        assert_string_equal(tnf_excerpt(cases[i].text).text, cases[i].expected);
}

static void cuts_long_text_between_characters(void **state) {
    (void)state;
    char text[1000];
    for (size_t shift = 0; shift < 4; shift++) {
        for (size_t i = 0; i + 4 <= sizeof text; i += 4) memcpy(text + i, "\xF0\x9F\x98\x80", 4);
        memset(text, 'x', shift * 4);
        const struct tnf_excerpt excerpt = tnf_excerpt(tnf_sv_n(text + shift, sizeof text - 4));
        assert_true(strlen(excerpt.text) > sizeof excerpt.text - 12);
        const struct tnf_strview whole = tnf_sv(excerpt.text);
        assert_true(shift > 0 || tnf_sv_is_utf8(whole));
        assert_true(tnf_sv_ends_with(whole, TNF_SV("\xE2\x80\xA6\"")));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_and_escapes_what_would_break_a_line),
        cmocka_unit_test(cuts_long_text_between_characters),
    };
    return cmocka_run_group_tests_name("base/excerpt", tests, NULL, NULL);
}

#include "generator/report/graph/font.h"

#include "base/memory.h"
#include "tests/support/test.h"

static void widths_are_those_of_the_font(void **state) {
    (void)state;
    static const struct {
        struct tnf_strview text;
        bool bold;
        int width; /* of 1000 */
    } rows[] = {
        {TNF_SV_INIT(""), false, 0},        {TNF_SV_INIT("A"), false, 667},  {TNF_SV_INIT("A"), true, 722},
        {TNF_SV_INIT("il"), false, 444},    {TNF_SV_INIT("~"), true, 584},   {TNF_SV_INIT("Wm"), false, 944 + 833},
        {TNF_SV_INIT("\xff"), false, 1400}, {TNF_SV_INIT("ä"), false, 1000}, {TNF_SV_INIT("漢字"), false, 2800},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        assert_int_equal(tnf_font_width(rows[i].text, 1000, rows[i].bold), rows[i].width);
    assert_int_equal(tnf_font_width(TNF_SV("A"), 11, false), 8); /* 7.337 */
}

static void what_fits_is_whole_characters_and_never_nothing(void **state) {
    (void)state;
    assert_int_equal(tnf_font_fit(TNF_SV("iiii"), 1000, false, 444), 2);
    assert_int_equal(tnf_font_fit(TNF_SV("iiii"), 1000, false, 443), 1);
    assert_int_equal(tnf_font_fit(TNF_SV("iiii"), 1000, false, 5000), 4);
    assert_int_equal(tnf_font_fit(TNF_SV("漢字"), 1000, false, 1), 3);
    assert_int_equal(tnf_font_fit(TNF_SV(""), 1000, false, 1), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths_are_those_of_the_font),
        cmocka_unit_test(what_fits_is_whole_characters_and_never_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "generator/cli/table.h"

#include "base/memory.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const char *const titles[] = {"name", "cpu", "title"};
static const bool right[] = {false, true, false};

static void assert_table(const struct tnf_strview *cells, size_t rows, size_t width, size_t left_out,
                         const char *expected) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    const struct tnf_cli_table table = {titles, right, 3, cells, rows};
    assert_int_equal(tnf_cli_table(&out, &table, width, "", ""), left_out);
    assert_string_equal(out.ptr, expected);
}

static void columns_line_up(void **state) {
    (void)state;
    const struct tnf_strview cells[] = {TNF_SV("api"),          TNF_SV("512"),   TNF_SV("Z\xc3\xbcrich"),
                                        TNF_SV("longer"),       TNF_SV("16384"), TNF_SV("-"),
                                        TNF_SV("\xe6\x9d\xb1"), TNF_SV("1"),     TNF_SV("")};
    assert_table(cells, 3, 0, 0,
                 "name      cpu  title\n"
                 "api       512  Z\xc3\xbcrich\n"
                 "longer  16384  -\n"
                 "\xe6\x9d\xb1          1  \n");
    assert_table(cells, 0, 0, 0, "name  cpu  title\n");
}

static void what_does_not_fit_is_left_out_from_the_right(void **state) {
    (void)state;
    const struct tnf_strview cells[] = {TNF_SV("api"), TNF_SV("512"), TNF_SV("backend")};
    assert_table(cells, 1, 18, 0, "name  cpu  title\napi   512  backend\n");
    assert_table(cells, 1, 17, 1, "name  cpu\napi   512\n");
    assert_table(cells, 1, 1, 2, "name\napi\n");
}

static void long_cells_are_cut(void **state) {
    (void)state;
    const struct tnf_strview cells[] = {
        TNF_SV("0123456789012345678901234567890123456789012345678901234567890123456789"), TNF_SV("1"), TNF_SV("x")};
    assert_table(cells, 1, 0, 0,
                 "name                                              cpu  title\n"
                 "01234567890123456789012345678901234567890123456…    1  x\n");
}

static int utf8(void **state) {
    (void)state;
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_line_up),
        cmocka_unit_test(what_does_not_fit_is_left_out_from_the_right),
        cmocka_unit_test(long_cells_are_cut),
    };
    return cmocka_run_group_tests(tests, utf8, NULL);
}

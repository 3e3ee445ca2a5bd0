/* The table of types: one row a type, shown in the documentation as it is. */
#include "generator/adopt/types.h"

#include "base/file.h"
#include "tests/support/test.h"

static void types_are_there_once_in_order(void **state) {
    (void)state;
    for (size_t i = 1; i < tnf_adopt_type_count; i++)
        if (tnf_sv_cmp(tnf_sv(tnf_adopt_types[i - 1].name), tnf_sv(tnf_adopt_types[i].name)) >= 0)
            fail_msg("%s is not before %s", tnf_adopt_types[i - 1].name, tnf_adopt_types[i].name);
    assert_ptr_equal(tnf_adopt_type(TNF_SV("aws_vpc"))->name, tnf_adopt_type(TNF_SV("aws_vpc"))->name);
    assert_null(tnf_adopt_type(TNF_SV("aws_vp")));
}

static void the_page_shows_every_row(void **state) {
    (void)state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf page = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_read(TNF_ADOPT_PAGE, 1 << 20, &page, NULL), 0);
    size_t rows = 0;
    for (const char *at = page.ptr; (at = strstr(at, "\n| `aws_")) != NULL; at++) rows++;
    assert_int_equal(rows, tnf_adopt_type_count);
    for (size_t i = 0; i < tnf_adopt_type_count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf row = TNF_STRBUF_INIT;
        tnf_strbuf_addf(&row, "\n| `%s` | `%s` | `%s` |\n", tnf_adopt_types[i].name, tnf_adopt_types[i].keys,
                        tnf_adopt_types[i].id);
        if (strstr(page.ptr, row.ptr) == NULL) fail_msg("docs/adopt.md does not have%s", row.ptr);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_there_once_in_order),
        cmocka_unit_test(the_page_shows_every_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

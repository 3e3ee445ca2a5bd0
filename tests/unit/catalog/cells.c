#include "catalog/cells.h"

#include "base/strbuf.h"
#include "tests/support/test.h"

struct row {
    const char *given; /* cells that there are, "name=count" */
    size_t size;
    size_t newcomers;
    const char *cells; /* that these get */
};

static const struct row rows[] = {
    {"", 2, 5, "cell-1 cell-1 cell-2 cell-2 cell-3 "},
    {"cell-1=2 cell-2=1", 2, 2, "cell-2 cell-3 "},
    {"cell-1=1 cell-2=2", 2, 2, "cell-1 cell-3 "}, /* room that somebody left is used again */
    {"cell-1=7", 2, 1, "cell-2 "},                 /* more than the size: it was larger once */
    {"cell-2=1", 3, 4, "cell-1 cell-1 cell-1 cell-2 "},
    {"europe=1 cell-x=1 cell-01=1 cell-=1", 2, 1, "cell-1 "}, /* of people's own making: not filled */
    {"cell-9223372036854775807=1 own=3", 2, 1, "cell-1 "},
};

static void newcomers_get_the_first_cell_with_room(void **state) {
    (void)state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        struct tnf_cells cells;
        tnf_cells_init(&cells, &arena, rows[i].size, 20);
        struct tnf_strview given = tnf_sv(rows[i].given);
        while (given.len > 0) {
            struct tnf_strview cell = tnf_sv_next(&given, ' ');
            const struct tnf_strview name = tnf_sv_next(&cell, '=');
            int64_t count = 0;
            assert_true(tnf_sv_to_int(cell, 1, 100, &count));
            tnf_cells_add(&cells, name, (size_t)count);
        }
        for (size_t n = 0; n < rows[i].newcomers; n++) {
            tnf_strbuf_add_sv(&text, tnf_cells_take(&cells, &arena));
            tnf_strbuf_add_c(&text, ' ');
        }
        assert_string_equal(text.ptr, rows[i].cells);
    }
}

static void a_tenant_without_a_cell_or_with_its_own_shares_nothing(void **state) {
    (void)state;
    assert_false(tnf_cell_is_shared(TNF_SV("")));
    assert_false(tnf_cell_is_shared(TNF_SV("own")));
    assert_true(tnf_cell_is_shared(TNF_SV("cell-1")));
    assert_true(tnf_cell_is_shared(TNF_SV("owner")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newcomers_get_the_first_cell_with_room),
        cmocka_unit_test(a_tenant_without_a_cell_or_with_its_own_shares_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

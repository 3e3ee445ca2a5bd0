#include "generator/output/manifest.h"

#include "tests/support/test.h"

#define EMPTY_HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC_HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void manifest_is_what_sha256sum_writes(void **state) {
    (void)state;
    struct tnf_stack_file files[] = {{TNF_SV("a.tf"), TNF_SV("abc")}, {TNF_SV("sub/b.tf"), TNF_SV("")}};
    const struct tnf_stack stack = {.path = TNF_SV("x"), .files = files, .file_count = 2};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_hasher_cleanup) struct tnf_hasher *hasher = tnf_hasher_new();
    tnf_manifest_write(&stack, hasher, &out);
    assert_string_equal(out.ptr, "# tenantform manifest 1\n" ABC_HASH "  a.tf\n" EMPTY_HASH "  sub/b.tf\n");

    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_manifest manifest;
    tnf_manifest_read(tnf_strbuf_view(&out), &arena, &manifest);
    assert_int_equal(manifest.damage.len, 0);
    assert_int_equal(manifest.count, 2);
    assert_true(tnf_sv_eq_c(manifest.entries[1].name, "sub/b.tf"));
    const struct tnf_sha256 hash = tnf_hasher_of(hasher, TNF_SV("abc"));
    assert_true(tnf_sha256_eq(&manifest.entries[0].hash, &hash));
}

static void rows_are_comments_to_sha256sum_and_come_back(void **state) {
    (void)state;
    TNF_AUTO(tnf_hasher_cleanup) struct tnf_hasher *hasher = tnf_hasher_new();
    struct tnf_stack_file files[] = {{TNF_SV("a.tf"), TNF_SV("abc")}};
    const struct tnf_stack_row rows[] = {{TNF_SV("service acme/api"), tnf_hasher_of(hasher, TNF_SV("abc"))},
                                         {TNF_SV("tenant acme"), tnf_hasher_of(hasher, TNF_SV(""))}};
    const struct tnf_stack stack = {
        .path = TNF_SV("x"), .files = files, .file_count = 1, .rows = rows, .row_count = TNF_ARRAY_LEN(rows)};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_manifest_write(&stack, hasher, &out);
    assert_string_equal(out.ptr, "# tenantform manifest 1\n# row " ABC_HASH "  service acme/api\n# row " EMPTY_HASH
                                 "  tenant acme\n" ABC_HASH "  a.tf\n");

    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_manifest manifest;
    tnf_manifest_read(tnf_strbuf_view(&out), &arena, &manifest);
    assert_int_equal(manifest.damage.len, 0);
    assert_int_equal(manifest.count, 1);
    assert_int_equal(manifest.row_count, 2);
    assert_true(tnf_sv_eq_c(manifest.rows[1].name, "tenant acme"));
    assert_true(tnf_sha256_eq(&manifest.rows[0].hash, &rows[0].hash));
}

static void damage_is_told_with_its_line_and_the_rest_is_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *damage;
        size_t entries;
        size_t rows;
    } cases[] = {
        {"", "line 1: expected \"# tenantform manifest 1\"", 0, 0},
        {"# tenantform manifest 9\n" ABC_HASH "  a.tf\n", "line 1: expected \"# tenantform", 1, 0},
        {"# tenantform manifest 1\n" ABC_HASH "  a.tf", "line 2: the last line is not complete", 1, 0},
        {"# tenantform manifest 1\n\n" ABC_HASH "  a.tf\n", "line 2: expected a SHA-256", 1, 0},
        {"# tenantform manifest 1\nBA7816BF" ABC_HASH "  a.tf\n" ABC_HASH "  b.tf\n", "line 2: expected a SHA-256", 1,
         0},
        {"# tenantform manifest 1\n" ABC_HASH "  \n", "line 2: expected a SHA-256", 0, 0},
        {"# tenantform manifest 1\n" ABC_HASH " *a.tf\n", "line 2: expected two blanks", 0, 0},
        {"# tenantform manifest 1\n" ABC_HASH "  ../a.tf\n", "line 2: file name", 0, 0},
        {"# tenantform manifest 1\n" ABC_HASH "  /etc/passwd\n", "line 2: file name", 0, 0},
        {"# tenantform manifest 1\n" ABC_HASH "  .tenantform.manifest\n", "line 2: file name", 0, 0},
        {"# tenantform manifest 1\n" ABC_HASH "  b.tf\n" ABC_HASH "  a.tf\n", "line 3: file names are not in order", 1,
         0},
        {"# tenantform manifest 1\n" ABC_HASH "  a.tf\n" ABC_HASH "  a.tf\n", "line 3: file names are not in order", 1,
         0},
        {"# tenantform manifest 1\n# row " ABC_HASH " tenant a\n" ABC_HASH "  a.tf\n", "line 2: expected two blanks", 1,
         0},
        {"# tenantform manifest 1\n# row " ABC_HASH "  b\n# row " ABC_HASH "  a\n", "line 3: rows are not in order", 0,
         1},
        {"# tenantform manifest 1\n# rox " ABC_HASH "  b\n", "line 2: expected a SHA-256", 0, 0},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_manifest manifest;
        tnf_manifest_read(tnf_sv(cases[i].text), &arena, &manifest);
        if (!tnf_sv_starts_with(manifest.damage, tnf_sv(cases[i].damage)) || manifest.count != cases[i].entries ||
            manifest.row_count != cases[i].rows)
            fail_msg("case %zu: %.*s, %zu entries, %zu rows", i, TNF_SV_ARG(manifest.damage), manifest.count,
                     manifest.row_count);
    }
}

static void stacks_are_checked_before_they_are_written(void **state) {
    (void)state;
    struct tnf_stack_file ordered[] = {{TNF_SV("a.tf"), TNF_SV("")}, {TNF_SV("b.tf"), TNF_SV("")}};
    struct tnf_stack_file swapped[] = {{TNF_SV("b.tf"), TNF_SV("")}, {TNF_SV("a.tf"), TNF_SV("")}};
    struct tnf_stack_file doubled[] = {{TNF_SV("a.tf"), TNF_SV("")}, {TNF_SV("a.tf"), TNF_SV("")}};
    struct tnf_stack_file outside[] = {{TNF_SV("../a.tf"), TNF_SV("")}};
    const struct tnf_stack_row swapped_rows[] = {{.name = TNF_SV("b")}, {.name = TNF_SV("a")}};
    const struct {
        struct tnf_stack stack;
        int code;
    } rows[] = {
        {{.path = TNF_SV("x"), .files = ordered, .file_count = 2}, 0},
        {{.path = TNF_SV(""), .files = ordered, .file_count = 2}, 0},
        {{.path = TNF_SV("x"), .files = swapped, .file_count = 2}, TNF_E_INTERNAL},
        {{.path = TNF_SV("x"), .files = doubled, .file_count = 2}, TNF_E_INTERNAL},
        {{.path = TNF_SV("x"), .rows = swapped_rows, .row_count = 2}, TNF_E_INTERNAL},
        {{.path = TNF_SV("x"), .files = outside, .file_count = 1}, TNF_E_INVALID},
        {{.path = TNF_SV("../x"), .files = ordered, .file_count = 2}, TNF_E_INVALID},
        {{.path = TNF_SV(".tenantform"), .files = ordered, .file_count = 2}, TNF_E_INVALID},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        assert_int_equal(tnf_stack_check(&rows[i].stack, NULL), rows[i].code);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(manifest_is_what_sha256sum_writes),
        cmocka_unit_test(rows_are_comments_to_sha256sum_and_come_back),
        cmocka_unit_test(damage_is_told_with_its_line_and_the_rest_is_read),
        cmocka_unit_test(stacks_are_checked_before_they_are_written),
    };
    return cmocka_run_group_tests_name("generator/output/manifest", tests, NULL, NULL);
}

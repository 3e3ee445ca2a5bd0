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
    assert_int_equal(tnf_manifest_read(tnf_strbuf_view(&out), "m", &arena, &manifest, NULL), 0);
    assert_int_equal(manifest.count, 2);
    assert_true(tnf_sv_eq_c(manifest.entries[1].name, "sub/b.tf"));
    const struct tnf_sha256 hash = tnf_hasher_of(hasher, TNF_SV("abc"));
    assert_true(tnf_sha256_eq(&manifest.entries[0].hash, &hash));
}

static void damage_is_found_with_its_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        unsigned line;
        const char *message;
    } rows[] = {
        {"", 1, "tenantform manifest 1"},
        {"# tenantform manifest 9\n", 1, "tenantform manifest 1"},
        {"# tenantform manifest 1\n" ABC_HASH "  a.tf", 1, "not complete"},
        {"# tenantform manifest 1\n\n", 2, "SHA-256"},
        {"# tenantform manifest 1\nBA7816BF" ABC_HASH "  a.tf\n", 2, "SHA-256"},
        {"# tenantform manifest 1\n" ABC_HASH "  \n", 2, "SHA-256"},
        {"# tenantform manifest 1\n" ABC_HASH " *a.tf\n", 2, "two blanks"},
        {"# tenantform manifest 1\n" ABC_HASH "  ../a.tf\n", 2, ".."},
        {"# tenantform manifest 1\n" ABC_HASH "  /etc/passwd\n", 2, "absolute"},
        {"# tenantform manifest 1\n" ABC_HASH "  .tenantform.manifest\n", 2, "reserved"},
        {"# tenantform manifest 1\n" ABC_HASH "  b.tf\n" ABC_HASH "  a.tf\n", 3, "not in order"},
        {"# tenantform manifest 1\n" ABC_HASH "  a.tf\n" ABC_HASH "  a.tf\n", 3, "not in order"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        struct tnf_manifest manifest;
        struct tnf_error err = {0};
        assert_int_equal(tnf_manifest_read(tnf_sv(rows[i].text), "m", &arena, &manifest, &err), TNF_E_INVALID);
        assert_string_equal(err.where.file, "m");
        if (err.where.line != rows[i].line || strstr(err.message, rows[i].message) == NULL)
            fail_msg("row %zu: line %u: %s", i, err.where.line, err.message);
    }
}

static void stacks_are_checked_before_they_are_written(void **state) {
    (void)state;
    struct tnf_stack_file ordered[] = {{TNF_SV("a.tf"), TNF_SV("")}, {TNF_SV("b.tf"), TNF_SV("")}};
    struct tnf_stack_file swapped[] = {{TNF_SV("b.tf"), TNF_SV("")}, {TNF_SV("a.tf"), TNF_SV("")}};
    struct tnf_stack_file doubled[] = {{TNF_SV("a.tf"), TNF_SV("")}, {TNF_SV("a.tf"), TNF_SV("")}};
    struct tnf_stack_file outside[] = {{TNF_SV("../a.tf"), TNF_SV("")}};
    const struct {
        struct tnf_stack stack;
        int code;
    } rows[] = {
        {{.path = TNF_SV("x"), .files = ordered, .file_count = 2}, 0},
        {{.path = TNF_SV(""), .files = ordered, .file_count = 2}, 0},
        {{.path = TNF_SV("x"), .files = swapped, .file_count = 2}, TNF_E_INTERNAL},
        {{.path = TNF_SV("x"), .files = doubled, .file_count = 2}, TNF_E_INTERNAL},
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
        cmocka_unit_test(damage_is_found_with_its_line),
        cmocka_unit_test(stacks_are_checked_before_they_are_written),
    };
    return cmocka_run_group_tests_name("generator/output/manifest", tests, NULL, NULL);
}

#include "base/path.h"

#include "tests/support/test.h"

static void plain_relative_paths_are_accepted(void **state) {
    (void)state;
    static const char *const paths[] = {
        "main.tf",
        "environments/staging/tenants/tenant-1/main.tf",
        ".terraform.lock.hcl",
        "a..b/c...",
        "a-/b",
        "häuser/é",
        ".github/workflows/ci.yml",
        "git",
        ".gitignore",
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(paths); i++) assert_int_equal(tnf_path_check(tnf_sv(paths[i]), NULL), 0);
}

static void hostile_paths_are_refused_with_the_reason(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *reason;
    } cases[] = {
        {"", "is empty"},
        {"/etc/passwd", "is absolute"},
        {"..", "leaves its folder"},
        {"a/../b", "leaves its folder"},
        {"../../etc", "leaves its folder"},
        {"a/./b", "part \".\""},
        {"a//b", "empty part"},
        {"a/", "empty part"},
        {"-rf", "starts with \"-\""},
        {"a/-rf", "starts with \"-\""},
        {"a\nb", "control character"},
        {"a\x1b[31m", "control character"},
        {"a\x7f", "control character"},
        {"a\\..\\b", "backslash"},
        {"a/\xff", "not UTF-8"},
        {".git/hooks/post-commit", "belongs to git"},
        {"a/.GIT/config", "belongs to git"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        struct tnf_error err = {0};
        assert_int_equal(tnf_path_check(tnf_sv(cases[i].path), &err), TNF_E_INVALID);
        if (strstr(err.message, cases[i].reason) == NULL) fail_msg("%s: %s", cases[i].path, err.message);
        assert_null(strchr(err.message, '\n'));
        assert_null(strchr(err.message, '\x1b'));
    }
}

static void a_nul_inside_is_refused(void **state) {
    (void)state;
    assert_int_equal(tnf_path_check(tnf_sv_n("a\0b", 3), NULL), TNF_E_INVALID);
}

static void lengths_are_limited(void **state) {
    (void)state;
    char path[TNF_PATH_MAX + 1];
    memset(path, 'a', sizeof path);
    assert_int_equal(tnf_path_check(tnf_sv_n(path, TNF_PATH_PART_MAX), NULL), 0);
    assert_int_equal(tnf_path_check(tnf_sv_n(path, TNF_PATH_PART_MAX + 1), NULL), TNF_E_INVALID);
    for (size_t i = 100; i < TNF_PATH_MAX; i += 101) path[i] = '/';
    assert_int_equal(tnf_path_check(tnf_sv_n(path, TNF_PATH_MAX), NULL), 0);
    assert_int_equal(tnf_path_check(tnf_sv_n(path, TNF_PATH_MAX + 1), NULL), TNF_E_INVALID);
}

static void join_puts_one_slash_between(void **state) {
    (void)state;
    static const struct {
        const char *directory;
        const char *name;
        const char *joined;
    } cases[] = {{"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"", "b", "b"}, {"/", "b", "/b"}, {"a/b", "c/d", "a/b/c/d"}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf joined = TNF_STRBUF_INIT;
        tnf_path_join(&joined, tnf_sv(cases[i].directory), tnf_sv(cases[i].name));
        assert_string_equal(joined.ptr, cases[i].joined);
    }
}

static void relative_paths_are_seen_from_a_folder(void **state) {
    (void)state;
    static const struct {
        const char *folder, *path, *expected;
    } rows[] = {
        {"a/b", "c", "a/b/c"},
        {"a/b", "./c/.", "a/b/c"},
        {"a/b", "../c/./d", "a/c/d"},
        {"a/b", "../../c", "c"},
        {"a/b", "../..", ""},
        {"a", "../../d", "../d"},
        {"", "../../d", "../../d"},
        {"", "x//y/", "x/y"},
        {"../a", "../../b", "../../b"},
        {"a/../b", "c", "b/c"},
        {"a", "", "a"},
        {"", "", ""},
        {"a", "..b/...", "a/..b/..."},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf path = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&path, "x/"); /* what stands before is left alone */
        tnf_path_resolve(&path, tnf_sv(rows[i].folder), tnf_sv(rows[i].path));
        assert_string_equal(path.ptr + 2, rows[i].expected);
    }
}

static void paths_split_at_the_last_slash(void **state) {
    (void)state;
    static const struct {
        const char *path;
        const char *directory;
        const char *name;
    } cases[] = {{"a/b/c", "a/b", "c"}, {"c", "", "c"}, {"/c", "/", "c"}, {"a/", "a", ""}, {"", "", ""}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(cases); i++) {
        assert_true(tnf_sv_eq_c(tnf_path_directory(tnf_sv(cases[i].path)), cases[i].directory));
        assert_true(tnf_sv_eq_c(tnf_path_name(tnf_sv(cases[i].path)), cases[i].name));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_relative_paths_are_accepted),
        cmocka_unit_test(hostile_paths_are_refused_with_the_reason),
        cmocka_unit_test(a_nul_inside_is_refused),
        cmocka_unit_test(lengths_are_limited),
        cmocka_unit_test(join_puts_one_slash_between),
        cmocka_unit_test(paths_split_at_the_last_slash),
        cmocka_unit_test(relative_paths_are_seen_from_a_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

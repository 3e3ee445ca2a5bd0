#include "base/file.h"

#include "tests/support/scratch.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state) {
    struct tnf_scratch *scratch = tnf_xmalloc(sizeof *scratch);
    tnf_scratch_init(scratch);
    *state = scratch;
    return 0;
}

static int tear_down(void **state) {
    tnf_scratch_release(*state);
    free(*state);
    return 0;
}

static void a_written_file_reads_back_byte_for_byte(void **state) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(*state, "file");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf read = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf large = TNF_STRBUF_INIT;
    tnf_strbuf_add_repeat(&large, 'x', 300000);
    const struct tnf_strview contents[] = {TNF_SV("a\0b\n"), TNF_SV(""), tnf_strbuf_view(&large)};
    for (size_t i = 0; i < TNF_ARRAY_LEN(contents); i++) {
        tnf_strbuf_clear(&read);
        assert_int_equal(tnf_file_write(path, contents[i], NULL), 0);
        assert_int_equal(tnf_file_read(path, 1 << 20, &read, NULL), 0);
        assert_true(tnf_sv_eq(tnf_strbuf_view(&read), contents[i]));
    }
}

static void reading_appends_and_stops_at_the_limit(void **state) {
    tnf_scratch_write(*state, "five", "12345");
    TNF_AUTO_FREE char *path = tnf_scratch_path(*state, "five");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf read = TNF_STRBUF_INIT;
    tnf_strbuf_add_str(&read, "before ");
    struct tnf_error err = {0};
    assert_int_equal(tnf_file_read(path, 4, &read, &err), TNF_E_LIMIT);
    assert_non_null(strstr(err.message, "larger than 4 bytes"));
    assert_string_equal(read.ptr, "before ");
    assert_int_equal(tnf_file_read(path, 5, &read, NULL), 0);
    assert_string_equal(read.ptr, "before 12345");
}

static void a_missing_file_is_not_found(void **state) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(*state, "missing");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf read = TNF_STRBUF_INIT;
    struct tnf_error err = {0};
    assert_int_equal(tnf_file_read(path, 5, &read, &err), TNF_E_NOT_FOUND);
    assert_non_null(strstr(err.message, path));
    assert_false(tnf_file_exists(path));
}

static void a_folder_cannot_be_read_as_a_file(void **state) {
    struct tnf_scratch *scratch = *state;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf read = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_read(scratch->path.ptr, 5, &read, NULL), TNF_E_IO);
}

static void writing_obeys_the_umask_and_leaves_nothing_beside(void **state) {
    struct tnf_scratch *scratch = *state;
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, "file");
    const mode_t before = umask(027);
    assert_int_equal(tnf_file_write(path, TNF_SV("x"), NULL), 0);
    (void)umask(before);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0640);
    /* Only an empty folder can be removed. */
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(scratch->path.ptr), 0);
    assert_int_equal(mkdir(scratch->path.ptr, 0700), 0);
}

static void a_failed_write_keeps_the_old_content_and_cleans_up(void **state) {
    struct tnf_scratch *scratch = *state;
    tnf_scratch_write(scratch, "folder/inner", "old");
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, "folder");
    struct tnf_error err = {0};
    assert_int_equal(tnf_file_write(path, TNF_SV("new"), &err), TNF_E_IO);
    TNF_AUTO_FREE char *kept = tnf_scratch_read(scratch, "folder/inner");
    assert_string_equal(kept, "old");
    assert_int_equal(tnf_file_remove_tree(path, NULL), 0);
    assert_int_equal(rmdir(scratch->path.ptr), 0);
    assert_int_equal(mkdir(scratch->path.ptr, 0700), 0);
}

static void folders_are_made_with_those_above(void **state) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(*state, "a/b/c");
    TNF_AUTO_FREE char *slash = tnf_scratch_path(*state, "a/d/");
    assert_int_equal(tnf_file_make_directories(path, NULL), 0);
    assert_int_equal(tnf_file_make_directories(path, NULL), 0);
    assert_int_equal(tnf_file_make_directories(slash, NULL), 0);
    assert_true(tnf_file_is_directory(path));
    assert_true(tnf_file_is_directory(slash));
}

static void a_file_in_the_way_of_a_folder_is_an_error(void **state) {
    tnf_scratch_write(*state, "file", "");
    TNF_AUTO_FREE char *itself = tnf_scratch_path(*state, "file");
    TNF_AUTO_FREE char *below = tnf_scratch_path(*state, "file/below");
    assert_int_equal(tnf_file_make_directories(itself, NULL), TNF_E_EXISTS);
    assert_int_equal(tnf_file_make_directories(below, NULL), TNF_E_IO);
}

static void removing_a_tree_spares_what_links_point_at(void **state) {
    struct tnf_scratch *scratch = *state;
    tnf_scratch_write(scratch, "kept/file", "kept");
    tnf_scratch_write(scratch, "tree/deep/file", "gone");
    TNF_AUTO_FREE char *tree = tnf_scratch_path(scratch, "tree");
    TNF_AUTO_FREE char *kept = tnf_scratch_path(scratch, "kept");
    TNF_AUTO_FREE char *link = tnf_scratch_path(scratch, "tree/link");
    assert_int_equal(symlink(kept, link), 0);
    assert_int_equal(tnf_file_remove_tree(tree, NULL), 0);
    assert_false(tnf_file_exists(tree));
    TNF_AUTO_FREE char *content = tnf_scratch_read(scratch, "kept/file");
    assert_string_equal(content, "kept");
    assert_int_equal(tnf_file_remove_tree(tree, NULL), 0);
}

static void a_file_is_made_where_there_was_none(void **state) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(*state, "new");
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf read = TNF_STRBUF_INIT;
    assert_int_equal(tnf_file_create(path, TNF_SV("a\0b"), NULL), 0);
    assert_true(tnf_file_create(path, TNF_SV("other"), NULL) < 0);
    assert_int_equal(tnf_file_read(path, 100, &read, NULL), 0);
    assert_true(tnf_sv_eq(tnf_strbuf_view(&read), TNF_SV("a\0b")));
}

static void a_copy_has_the_same_bytes_and_replaces_nothing(void **state) {
    struct tnf_scratch *scratch = *state;
    tnf_scratch_write(scratch, "from", "content");
    TNF_AUTO_FREE char *from = tnf_scratch_path(scratch, "from");
    TNF_AUTO_FREE char *to = tnf_scratch_path(scratch, "to");
    assert_int_equal(tnf_file_copy(from, to, 0600, NULL), 0);
    TNF_AUTO_FREE char *content = tnf_scratch_read(scratch, "to");
    assert_string_equal(content, "content");
    assert_int_equal(tnf_file_copy(from, to, 0600, NULL), TNF_E_IO);
    TNF_AUTO_FREE char *link = tnf_scratch_path(scratch, "link");
    TNF_AUTO_FREE char *other = tnf_scratch_path(scratch, "other");
    assert_int_equal(symlink(from, link), 0);
    assert_int_equal(tnf_file_copy(link, other, 0600, NULL), TNF_E_IO);
}

static void a_temporary_folder_is_new_and_the_owners_alone(void **state) {
    TNF_AUTO_FREE char *below = tnf_scratch_path(*state, "tmp");
    TNF_AUTO_FREE char *first = NULL;
    TNF_AUTO_FREE char *second = NULL;
    const char *known = getenv("TMPDIR");
    TNF_AUTO_FREE char *kept = known == NULL ? NULL : tnf_xstrdup(known);
    struct tnf_error err = {0};
    assert_int_equal(setenv("TMPDIR", below, 1), 0);
    assert_int_equal(tnf_file_make_temporary("copy", &first, &err), TNF_E_IO);
    assert_non_null(strstr(err.message, below));
    assert_int_equal(mkdir(below, 0777), 0);
    assert_int_equal(tnf_file_make_temporary("copy", &first, NULL), 0);
    assert_int_equal(tnf_file_make_temporary("copy", &second, NULL), 0);
    assert_int_equal(kept == NULL ? unsetenv("TMPDIR") : setenv("TMPDIR", kept, 1), 0);
    assert_string_not_equal(first, second);
    assert_true(tnf_sv_starts_with(tnf_sv(first + strlen(below)), TNF_SV("/copy-")));
    struct stat status;
    assert_int_equal(stat(first, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_written_file_reads_back_byte_for_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reading_appends_and_stops_at_the_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_missing_file_is_not_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_cannot_be_read_as_a_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(writing_obeys_the_umask_and_leaves_nothing_beside, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_failed_write_keeps_the_old_content_and_cleans_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_is_made_where_there_was_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_copy_has_the_same_bytes_and_replaces_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folders_are_made_with_those_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_in_the_way_of_a_folder_is_an_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_temporary_folder_is_new_and_the_owners_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(removing_a_tree_spares_what_links_point_at, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

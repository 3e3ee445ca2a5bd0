#include "tests/support/test.h"

#include "generator/template/template.h"
#include "tests/support/scratch.h"

#include <string.h>

static void a_second_template_of_a_name_replaces_the_first(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_template_set *set = tnf_template_set_new();
    assert_int_equal(tnf_template_set_add(set, "x.tf", "x.tf", TNF_SV("a = 1\n"), NULL), 0);
    assert_int_equal(tnf_template_set_add(set, "x.tf", "x.tf", TNF_SV("a = 2\n"), NULL), 0);
    assert_int_equal(tnf_template_set_link(set, NULL), 0);
    assert_int_equal(tnf_template_render(tnf_template_find(set, "x.tf"), tnf_value_object(&arena), &out, NULL), 0);
    assert_string_equal(out.ptr, "a = 2\n");
    tnf_template_set_free(set);
}

static void templates_are_found_by_name(void **state) {
    (void)state;
    static const char *const names[] = {"m.tf", "a.tf", "z.tf", "b/c.tf", "b.tf"};
    struct tnf_template_set *set = tnf_template_set_new();
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++)
        assert_int_equal(tnf_template_set_add(set, names[i], names[i], TNF_SV("a = 1\n"), NULL), 0);
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) assert_non_null(tnf_template_find(set, names[i]));
    assert_null(tnf_template_find(set, "none.tf"));
    tnf_template_set_free(set);
}

static void partials_are_checked_when_the_set_is_linked(void **state) {
    (void)state;
    static const struct {
        const char *part_name;
        const char *part;
        const char *file; /* of the error */
        unsigned line;
        const char *message;
        const char *hint;
    } rows[] = {
        {"parz.tf.mustache", "a = 1\n", "main.tf.mustache", 2, "partial \"part\" does not exist", ""},
        {"part2", "a = 1\n", "main.tf.mustache", 2, "partial \"part\" does not exist", "did you mean part2?"},
        {"part.md", "x", "main.tf.mustache", 2, "partial \"part\" does not exist", ""},
        /* Good among statements, but not in brackets. */
        {"part", "a = \"x\n\"\n", "part", 1, "quoted string does not end", ""},
        {"part.tf.mustache", "{{x}} {{y}}\n{{> gone}}\n", "part.tf.mustache", 2, "partial \"gone\" does not exist", ""},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        struct tnf_template_set *set = tnf_template_set_new();
        struct tnf_error err = {0};
        assert_int_equal(
            tnf_template_set_add(set, "main.tf.mustache", "main.tf.mustache", TNF_SV("a = [\n{{> part}}\n]\n"), NULL),
            0);
        int code = tnf_template_set_add(set, rows[i].part_name, rows[i].part_name, tnf_sv(rows[i].part), &err);
        if (code == 0) code = tnf_template_set_link(set, &err);
        assert_true(code < 0);
        if (strstr(err.message, rows[i].message) == NULL || strstr(err.hint, rows[i].hint) == NULL)
            fail_msg("%s\n%s", err.message, err.hint);
        assert_string_equal(err.where.file, rows[i].file);
        assert_int_equal(err.where.line, rows[i].line);
        tnf_template_set_free(set);
    }
}

static void what_is_added_for_later_is_compiled_when_it_is_asked_for(void **state) {
    (void)state;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf out = TNF_STRBUF_INIT;
    struct tnf_template_set *set = tnf_template_set_new();
    struct tnf_error err = {0};
    assert_int_equal(tnf_template_set_add_later(set, "bad.tf", "bad.tf", TNF_SV("a = 1\n{{{x}}}\n"), &err), 0);
    assert_int_equal(tnf_template_set_add_later(set, "lost.tf", "lost.tf", TNF_SV("{{> gone}}\n"), &err), 0);
    assert_int_equal(tnf_template_set_add_later(set, "main.tf", "main.tf", TNF_SV("a = [\n{{> part}}\n]"), &err), 0);
    assert_int_equal(tnf_template_set_add_later(set, "part", "part", TNF_SV("1,"), &err), 0);
    const struct tnf_template *main_template = tnf_template_find(set, "main.tf");
    for (int i = 0; i < 2; i++) assert_int_equal(tnf_template_set_compile(set, main_template, &err), 0);
    assert_int_equal(tnf_template_render(main_template, tnf_value_object(&arena), &out, &err), 0);
    assert_string_equal(out.ptr, "a = [\n  1,\n]\n");
    for (int i = 0; i < 2; i++) { /* and fails again */
        assert_true(tnf_template_set_compile(set, tnf_template_find(set, "bad.tf"), &err) < 0);
        assert_string_equal(err.where.file, "bad.tf");
        assert_true(tnf_template_set_compile(set, tnf_template_find(set, "lost.tf"), &err) < 0);
        assert_string_equal(err.where.file, "lost.tf");
    }
    assert_true(tnf_template_set_link(set, &err) < 0);
    tnf_template_set_free(set);
}

static void a_plain_partial_does_not_fit_into_hcl(void **state) {
    (void)state;
    struct tnf_template_set *set = tnf_template_set_new();
    struct tnf_error err = {0};
    assert_int_equal(tnf_template_set_add(set, "x.tf", "x.tf", TNF_SV("{{> note.md}}\n"), NULL), 0);
    assert_int_equal(tnf_template_set_add(set, "note.md", "note.md", TNF_SV("{{x}}"), NULL), 0);
    assert_int_equal(tnf_template_set_link(set, &err), TNF_E_INVALID);
    assert_string_equal(err.message, "partial \"note.md\" is plain text, and the template is not");
    tnf_template_set_free(set);
}

static void directories_are_read_with_their_folders(void **state) {
    (void)state;
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    tnf_scratch_write(&scratch, "tenant/main.tf.mustache", "{{> tenant/part}}\n");
    tnf_scratch_write(&scratch, "tenant/part.mustache", "a = 1\n");
    tnf_scratch_write(&scratch, "README.md.mustache", "text");
    tnf_scratch_write(&scratch, "NOTES.md", "{{broken");
    tnf_scratch_write(&scratch, ".hidden/x.mustache", "{{broken");
    struct tnf_template_set *set = tnf_template_set_new();
    struct tnf_error err = {0};
    if (tnf_template_set_add_directory(set, scratch.path.ptr, &err) != 0) fail_msg("%s", err.message);
    assert_int_equal(tnf_template_set_link(set, NULL), 0);
    assert_non_null(tnf_template_find(set, "tenant/main.tf"));
    assert_non_null(tnf_template_find(set, "README.md"));
    assert_null(tnf_template_find(set, "NOTES.md"));
    tnf_template_set_free(set);
    tnf_scratch_release(&scratch);
}

static void a_broken_file_and_a_missing_folder_are_named(void **state) {
    (void)state;
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    tnf_scratch_write(&scratch, "bad.tf.mustache", "a = 1\n{{{x}}}\n");
    struct tnf_template_set *set = tnf_template_set_new();
    struct tnf_error err = {0};
    assert_true(tnf_template_set_add_directory(set, scratch.path.ptr, &err) < 0);
    TNF_AUTO_FREE char *file = tnf_scratch_path(&scratch, "bad.tf.mustache");
    assert_string_equal(err.where.file, file);
    assert_int_equal(err.where.line, 2);
    TNF_AUTO_FREE char *gone = tnf_scratch_path(&scratch, "gone");
    assert_int_equal(tnf_template_set_add_directory(set, gone, &err), TNF_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "could not read the template folder"));
    tnf_template_set_free(set);
    tnf_scratch_release(&scratch);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_template_of_a_name_replaces_the_first),
        cmocka_unit_test(templates_are_found_by_name),
        cmocka_unit_test(partials_are_checked_when_the_set_is_linked),
        cmocka_unit_test(what_is_added_for_later_is_compiled_when_it_is_asked_for),
        cmocka_unit_test(a_plain_partial_does_not_fit_into_hcl),
        cmocka_unit_test(directories_are_read_with_their_folders),
        cmocka_unit_test(a_broken_file_and_a_missing_folder_are_named),
    };
    return cmocka_run_group_tests_name("generator/template/set", tests, NULL, NULL);
}

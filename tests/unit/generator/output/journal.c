/* Journals that this program did not write, or not to the end. */
#include "generator/output/tree.h"

#include "base/sha256.h"
#include "tests/support/scratch.h"
#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"

#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state) {
    static struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    tnf_scratch_write(&scratch, "victim", "mine");
    tnf_scratch_write(&scratch, "out/environments/staging/victim", "mine");
    *state = &scratch;
    return 0;
}

static int tear_down(void **state) {
    tnf_scratch_release(*state);
    return 0;
}

static int generate(const struct tnf_scratch *scratch, struct tnf_tree_result *result, struct tnf_error *err) {
    static const struct tnf_listed_stack stacks[] = {{"environments/test", {{"main.tf", "test\n"}}}};
    struct tnf_listed_source source;
    tnf_listed_init(&source, stacks, 1);
    TNF_AUTO_FREE char *output = tnf_scratch_path(scratch, "out");
    const struct tnf_tree_options options = {.output = output, .threads = 1};
    return tnf_tree_generate(&options, &source.synthetic.source, result, err);
}

/* One line: `head`, the hash of what the victims hold, `tail`. */
static void write_journal(const struct tnf_scratch *scratch, const char *head, const char *tail) {
    char hex[TNF_SHA256_HEX_SIZE];
    struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_sha256_hex("mine", 4, hex);
    tnf_strbuf_addf(&text, "# tenantform journal 1\n%s%s%s", head, hex, tail);
    tnf_scratch_write(scratch, "out/.tenantform/journal", text.ptr);
    tnf_strbuf_release(&text);
}

static bool exists(const struct tnf_scratch *scratch, const char *name) {
    TNF_AUTO_FREE char *path = tnf_scratch_path(scratch, name);
    return access(path, F_OK) == 0;
}

static void journal_cannot_leave_the_output(void **state) {
    static const char *const tails[] = {" ../victim\nend\n", " environments/../../victim\nend\n", " /etc/victim\nend\n",
                                        " .git/config\nend\n", " .tenantform/lock\nend\n"};
    const struct tnf_scratch *scratch = *state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(tails); i++) {
        struct tnf_tree_result result;
        struct tnf_error err = {0};
        write_journal(scratch, "remove ", tails[i]);
        assert_int_equal(generate(scratch, &result, &err), TNF_E_INVALID);
        assert_non_null(strstr(err.message, "journal"));
        assert_true(exists(scratch, "victim"));
    }
}

static void whole_journal_is_carried_out(void **state) {
    const struct tnf_scratch *scratch = *state;
    struct tnf_tree_result result;
    write_journal(scratch, "remove ", " environments/staging/victim\nend\n");
    assert_int_equal(generate(scratch, &result, NULL), 0);
    assert_true(result.recovered);
    assert_false(exists(scratch, "out/environments/staging"));
    assert_false(exists(scratch, "out/.tenantform/journal"));
}

static void cut_journal_is_thrown_away(void **state) {
    static const char *const tails[] = {" environments/staging/victim\n", " environments/staging/victim\nen", ""};
    const struct tnf_scratch *scratch = *state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(tails); i++) {
        struct tnf_tree_result result;
        write_journal(scratch, "remove ", tails[i]);
        assert_int_equal(generate(scratch, &result, NULL), 0);
        assert_false(result.recovered);
        assert_true(exists(scratch, "out/environments/staging/victim"));
        assert_false(exists(scratch, "out/.tenantform/journal"));
    }
}

static void damaged_journal_is_an_error(void **state) {
    const struct tnf_scratch *scratch = *state;
    struct tnf_tree_result result;
    struct tnf_error err = {0};
    write_journal(scratch, "remove zz", " environments/staging/victim\nend\n");
    assert_int_equal(generate(scratch, &result, &err), TNF_E_INVALID);
    assert_true(exists(scratch, "out/environments/staging/victim"));
}

static void control_folder_is_no_link(void **state) {
    const struct tnf_scratch *scratch = *state;
    struct tnf_tree_result result;
    TNF_AUTO_FREE char *elsewhere = tnf_scratch_path(scratch, "elsewhere");
    TNF_AUTO_FREE char *control = tnf_scratch_path(scratch, "out/.tenantform");
    assert_int_equal(mkdir(elsewhere, 0777), 0);
    assert_int_equal(symlink(elsewhere, control), 0);
    assert_true(generate(scratch, &result, NULL) < 0);
    assert_int_equal(rmdir(elsewhere), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(journal_cannot_leave_the_output, set_up, tear_down),
        cmocka_unit_test_setup_teardown(whole_journal_is_carried_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(cut_journal_is_thrown_away, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_journal_is_an_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(control_folder_is_no_link, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/output/journal", tests, NULL, NULL);
}

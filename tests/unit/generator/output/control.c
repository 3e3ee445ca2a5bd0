#include "generator/output/control.h"

#include "tests/support/scratch.h"
#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"

static const struct tnf_tree_state made_state = {
    .catalog = "0d5f6a3e-1111-4222-8333-944445555666", .revision = 7, .mark = "def", .fingerprint = "abc"};

static void generate(const struct tnf_scratch *scratch, uint64_t tenants, const struct tnf_tree_state *state) {
    struct tnf_tenants_source source;
    struct tnf_tree_result result;
    struct tnf_error err = {0};
    tnf_tenants_init(&source, tenants);
    const struct tnf_tree_options options = {.output = scratch->path.ptr, .state = state};
    if (tnf_tree_generate(&options, &source.synthetic.source, &result, &err) < 0) fail_msg("%s", err.message);
}

static int set_up(void **state) {
    static struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    *state = &scratch;
    return 0;
}

static int tear_down(void **state) {
    tnf_scratch_release(*state);
    return 0;
}

static void state_is_remembered_for_its_index(void **state) {
    const struct tnf_scratch *scratch = *state;
    struct tnf_tree_state read = {0};
    assert_int_equal(tnf_tree_state_read(scratch->path.ptr, &read, NULL), TNF_E_NOT_FOUND);
    generate(scratch, 1, &made_state);
    assert_int_equal(tnf_tree_state_read(scratch->path.ptr, &read, NULL), 0);
    assert_string_equal(read.catalog, made_state.catalog);
    assert_string_equal(read.mark, "def");
    assert_string_equal(read.fingerprint, "abc");
    assert_int_equal(read.revision, 7);
    assert_int_equal(read.files, 30); /* 2 platforms, 2 tenants, 2 modules, 5 files each */
    /* Another branch is checked out. */
    tnf_scratch_write(scratch, ".tenantform/manifest", "# tenantform index 1\n");
    assert_int_equal(tnf_tree_state_read(scratch->path.ptr, &read, NULL), TNF_E_NOT_FOUND);
}

static void run_without_state_carries_the_old_one_over(void **state) {
    const struct tnf_scratch *scratch = *state;
    struct tnf_tree_state read = {0};
    generate(scratch, 2, &made_state);
    generate(scratch, 1, NULL);
    assert_int_equal(tnf_tree_state_read(scratch->path.ptr, &read, NULL), 0);
    assert_int_equal(read.revision, 7);
    assert_int_equal(read.files, 30);
}

static void damaged_state_reads_as_none(void **state) {
    const struct tnf_scratch *scratch = *state;
    struct tnf_tree_state read = {.revision = 99};
    generate(scratch, 1, &made_state);
    tnf_scratch_write(scratch, ".tenantform/state", "index nonsense\n");
    assert_int_equal(tnf_tree_state_read(scratch->path.ptr, &read, NULL), TNF_E_NOT_FOUND);
    assert_int_equal(read.revision, 99);
}

static void git_ignores_what_is_local(void **state) {
    const struct tnf_scratch *scratch = *state;
    generate(scratch, 1, &made_state);
    TNF_AUTO_FREE char *text = tnf_scratch_read(scratch, ".tenantform/.gitignore");
    assert_non_null(strstr(text, "/*\n!/.gitignore\n!/manifest\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(state_is_remembered_for_its_index, set_up, tear_down),
        cmocka_unit_test_setup_teardown(run_without_state_carries_the_old_one_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(damaged_state_reads_as_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(git_ignores_what_is_local, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/output/control", tests, NULL, NULL);
}

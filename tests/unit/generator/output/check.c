#include "generator/output/tree.h"

#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"
#include "tests/support/tree_fixture.h"
#include "tests/support/tree_listing.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static void note(const struct tnf_tree_event *event, void *context) {
    struct tree_fixture *fixture = context;
    if (event->file.len == 0) return;
    tnf_strbuf_addf(&fixture->events, "%s %.*s\n%.*s", tree_event_name(event->kind), TNF_SV_ARG(event->file),
                    TNF_SV_ARG(event->diff));
}

static const struct tnf_listed_stack stacks[] = {
    {"environments/staging", {{"main.tf", "1\n2\n"}, {"versions.tf", "v1\n"}}},
    {"modules/vpc", {{"main.tf", "vpc\n"}}},
};

static struct tnf_tree_options options_of(struct tree_fixture *fixture) {
    return (struct tnf_tree_options){
        .output = fixture->scratch.path.ptr, .report = note, .report_context = fixture, .threads = 2};
}

static void generate(struct tree_fixture *fixture) {
    struct tnf_listed_source source;
    tnf_listed_init(&source, stacks, 2);
    const struct tnf_tree_options options = options_of(fixture);
    assert_int_equal(tnf_tree_generate(&options, &source.synthetic.source, &fixture->result, &fixture->err), 0);
}

static int check(struct tree_fixture *fixture, const struct tnf_listed_stack *wanted, size_t count) {
    struct tnf_listed_source source;
    tnf_listed_init(&source, wanted, count);
    const struct tnf_tree_options options = options_of(fixture);
    tnf_strbuf_clear(&fixture->events);
    TNF_AUTO_FREE char *before = tnf_tree_listing(fixture->scratch.path.ptr, /* times= */ true);
    const int code = tnf_tree_check(&options, &source.synthetic.source, &fixture->result, &fixture->err);
    TNF_AUTO_FREE char *after = tnf_tree_listing(fixture->scratch.path.ptr, /* times= */ true);
    assert_string_equal(before, after); /* a check writes nothing */
    return code;
}

static void assert_out_of_step(struct tree_fixture *fixture, const struct tnf_listed_stack *wanted, size_t count,
                               const char *events) {
    if (check(fixture, wanted, count) < 0) fail_msg("%s", fixture->err.message);
    assert_false(tnf_tree_in_step(&fixture->result));
    assert_string_equal(fixture->events.ptr, events);
}

static void fresh_tree_is_in_step(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    assert_int_equal(check(fixture, stacks, 2), 0);
    assert_true(tnf_tree_in_step(&fixture->result));
    assert_string_equal(fixture->events.ptr, "");
}

static void output_that_does_not_exist_misses_everything(void **state) {
    struct tree_fixture *fixture = *state;
    struct tnf_listed_source source;
    TNF_AUTO_FREE char *nowhere = tnf_scratch_path(&fixture->scratch, "nowhere");
    tnf_listed_init(&source, stacks, 2);
    struct tnf_tree_options options = options_of(fixture);
    options.output = nowhere;
    assert_int_equal(tnf_tree_check(&options, &source.synthetic.source, &fixture->result, &fixture->err), 0);
    assert_false(tnf_tree_in_step(&fixture->result));
    assert_int_equal(fixture->result.stacks_new, 2);
    assert_non_null(strstr(fixture->events.ptr, "missing modules/vpc/main.tf\n--- /dev/null\n"
                                                "+++ b/modules/vpc/main.tf\n@@ -0,0 +1 @@\n+vpc\n"));
    assert_int_not_equal(access(nowhere, F_OK), 0);
}

static void catalog_that_changed_is_shown_as_diffs(void **state) {
    static const struct tnf_listed_stack wanted[] = {
        {"environments/staging", {{"added.tf", "+\n"}, {"main.tf", "1\n3\n"}}}};
    struct tree_fixture *fixture = *state;
    generate(fixture);
    assert_out_of_step(fixture, wanted, 1,
                       "missing environments/staging/added.tf\n--- /dev/null\n"
                       "+++ b/environments/staging/added.tf\n@@ -0,0 +1 @@\n++\n"
                       "stale environments/staging/main.tf\n--- a/environments/staging/main.tf\n"
                       "+++ b/environments/staging/main.tf\n@@ -1,2 +1,2 @@\n 1\n-2\n+3\n"
                       "extra environments/staging/versions.tf\n--- a/environments/staging/versions.tf\n"
                       "+++ /dev/null\n@@ -1 +0,0 @@\n-v1\n"
                       "extra modules/vpc/main.tf\n--- a/modules/vpc/main.tf\n+++ /dev/null\n@@ -1 +0,0 @@\n-vpc\n");
    assert_int_equal(fixture->result.stacks_changed, 1);
    assert_int_equal(fixture->result.stacks_removed, 1);
}

static void hand_change_is_told_from_an_old_file(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    tnf_scratch_write(&fixture->scratch, "modules/vpc/main.tf", "mine\n");
    assert_out_of_step(fixture, stacks, 2,
                       "edited modules/vpc/main.tf\n--- a/modules/vpc/main.tf\n+++ b/modules/vpc/main.tf\n"
                       "@@ -1 +1 @@\n-mine\n+vpc\n");
}

static void missing_file_is_told(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "modules/vpc/main.tf");
    assert_int_equal(unlink(path), 0);
    assert_out_of_step(fixture, stacks, 2,
                       "missing modules/vpc/main.tf\n--- /dev/null\n+++ b/modules/vpc/main.tf\n@@ -0,0 +1 @@\n+vpc\n");
}

static void file_in_the_way_is_told(void **state) {
    struct tree_fixture *fixture = *state;
    tnf_scratch_write(&fixture->scratch, "modules/vpc/main.tf", "mine\n");
    assert_int_equal(check(fixture, stacks, 2), 0);
    assert_false(tnf_tree_in_step(&fixture->result));
    assert_non_null(strstr(fixture->events.ptr, "conflict modules/vpc/main.tf\n"));
    assert_int_equal(fixture->result.conflicts, 1);
}

static void any_byte_of_a_manifest_counts(void **state) {
    static const char *const files[] = {"modules/vpc/.tenantform.manifest", ".tenantform/manifest"};
    struct tree_fixture *fixture = *state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(files); i++) {
        generate(fixture);
        TNF_AUTO_FREE char *text = tnf_scratch_read(&fixture->scratch, files[i]);
        char *digit = strchr(text, '\n') + 1;
        *digit = *digit == '0' ? '1' : '0';
        tnf_scratch_write(&fixture->scratch, files[i], text);
        assert_int_equal(check(fixture, stacks, 2), 0);
        assert_false(tnf_tree_in_step(&fixture->result));
        generate(fixture);
        assert_int_equal(check(fixture, stacks, 2), 0);
        assert_true(tnf_tree_in_step(&fixture->result));
    }
}

static void lost_manifests_are_told(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    TNF_AUTO_FREE char *manifest = tnf_scratch_path(&fixture->scratch, "modules/vpc/.tenantform.manifest");
    TNF_AUTO_FREE char *index = tnf_scratch_path(&fixture->scratch, ".tenantform/manifest");
    assert_int_equal(unlink(index), 0);
    assert_out_of_step(fixture, stacks, 2, "manifest .tenantform/manifest\n");
    assert_int_equal(unlink(manifest), 0);
    assert_int_equal(check(fixture, stacks, 2), 0);
    assert_non_null(strstr(fixture->events.ptr, "manifest modules/vpc/.tenantform.manifest\n"));
}

static void check_waits_for_nobody(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, ".tenantform/lock");
    const int lock = open(path, O_RDWR);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(check(fixture, stacks, 2), TNF_E_CONFLICT);
    assert_int_equal(close(lock), 0);
}

static void interrupted_run_is_told(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    tnf_scratch_write(&fixture->scratch, ".tenantform/journal", "# tenantform journal 1\nend\n");
    assert_int_equal(check(fixture, stacks, 2), TNF_E_CONFLICT);
    assert_non_null(strstr(fixture->err.message, "interrupted"));
}

#define CHECK_TEST(name) cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        CHECK_TEST(fresh_tree_is_in_step),
        CHECK_TEST(output_that_does_not_exist_misses_everything),
        CHECK_TEST(catalog_that_changed_is_shown_as_diffs),
        CHECK_TEST(hand_change_is_told_from_an_old_file),
        CHECK_TEST(missing_file_is_told),
        CHECK_TEST(file_in_the_way_is_told),
        CHECK_TEST(any_byte_of_a_manifest_counts),
        CHECK_TEST(lost_manifests_are_told),
        CHECK_TEST(check_waits_for_nobody),
        CHECK_TEST(interrupted_run_is_told),
    };
    return cmocka_run_group_tests_name("generator/output/check", tests, NULL, NULL);
}

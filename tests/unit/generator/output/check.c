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
    const struct tnf_strview detail = event->row.len > 0 ? event->row : event->reason;
    tnf_strbuf_addf(&fixture->events, "%s %.*s%s%.*s\n%.*s", tree_event_name(event->kind), TNF_SV_ARG(event->file),
                    detail.len > 0 ? ": " : "", TNF_SV_ARG(detail), TNF_SV_ARG(event->diff));
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

static void damaged_manifests_are_told_and_mended(void **state) {
    static const struct {
        const char *file;
        const char *content;
        const char *event;
    } rows[] = {
        {".tenantform/manifest", "<<<<<<< ours\n", "damaged .tenantform/manifest: line 1: index"},
        {".tenantform/manifest", "# tenantform index 1\nnonsense\n", "damaged .tenantform/manifest: line 2: index"},
        {".tenantform/manifest", "", "damaged .tenantform/manifest: line 1: index"},
        {"modules/vpc/.tenantform.manifest", "", "damaged modules/vpc/.tenantform.manifest: line 1: expected"},
        {"modules/vpc/.tenantform.manifest", "# tenantform manifest 1\n0  ../../etc/passwd\n",
         "damaged modules/vpc/.tenantform.manifest: line 2: expected"},
    };
    struct tree_fixture *fixture = *state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        generate(fixture);
        TNF_AUTO_FREE char *good = tnf_scratch_read(&fixture->scratch, rows[i].file);
        tnf_scratch_write(&fixture->scratch, rows[i].file, rows[i].content);
        assert_int_equal(check(fixture, stacks, 2), 0);
        assert_false(tnf_tree_in_step(&fixture->result));
        if (strstr(fixture->events.ptr, rows[i].event) == NULL) fail_msg("row %zu: %s", i, fixture->events.ptr);
        generate(fixture);
        TNF_AUTO_FREE char *mended = tnf_scratch_read(&fixture->scratch, rows[i].file);
        assert_string_equal(mended, good);
    }
}

/* A folder that is in the index alone: nothing on disk can be named for it. */
static void path_of_the_index_that_was_changed_is_told(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    TNF_AUTO_FREE char *text = tnf_scratch_read(&fixture->scratch, ".tenantform/manifest");
    strstr(text, "modules/vpc")[10] = 'd';
    tnf_scratch_write(&fixture->scratch, ".tenantform/manifest", text);
    assert_out_of_step(fixture, stacks, 2, "manifest .tenantform/manifest\n");
}

static void edited_gitignore_is_told(void **state) {
    struct tree_fixture *fixture = *state;
    generate(fixture);
    tnf_scratch_write(&fixture->scratch, ".tenantform/.gitignore", "# mine\n");
    assert_int_equal(check(fixture, stacks, 2), 0);
    assert_false(tnf_tree_in_step(&fixture->result));
    assert_non_null(strstr(fixture->events.ptr, "edited .tenantform/.gitignore\n--- a/"));
    assert_non_null(strstr(fixture->events.ptr, "\n-# mine\n"));
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, ".tenantform/.gitignore");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(check(fixture, stacks, 2), 0);
    assert_false(tnf_tree_in_step(&fixture->result));
    assert_non_null(strstr(fixture->events.ptr, "missing .tenantform/.gitignore\n--- /dev/null\n"));
    generate(fixture);
    assert_int_equal(check(fixture, stacks, 2), 0);
    assert_true(tnf_tree_in_step(&fixture->result));
}

static void generate_stacks(struct tree_fixture *fixture, const struct tnf_listed_stack *wanted, size_t count) {
    struct tnf_listed_source source;
    tnf_listed_init(&source, wanted, count);
    const struct tnf_tree_options options = options_of(fixture);
    assert_int_equal(tnf_tree_generate(&options, &source.synthetic.source, &fixture->result, &fixture->err), 0);
}

static void rows_that_no_file_shows_are_told(void **state) {
    static const struct tnf_listed_stack before[] = {
        {"environments/staging",
         {{"main.tf", "1\n"}, {"# row cache a", "1"}, {"# row tenant a", "1"}, {"# row volume a", "1"}}}};
    static const struct tnf_listed_stack now[] = {
        {"environments/staging",
         {{"main.tf", "1\n"}, {"# row cache a", "1"}, {"# row route a", "1"}, {"# row tenant a", "2"}}}};
    struct tree_fixture *fixture = *state;
    generate_stacks(fixture, before, 1);
    assert_out_of_step(fixture, now, 1,
                       "new row environments/staging/.tenantform.manifest: route a\n"
                       "changed row environments/staging/.tenantform.manifest: tenant a\n"
                       "gone row environments/staging/.tenantform.manifest: volume a\n");
    generate_stacks(fixture, now, 1);
    assert_int_equal(fixture->result.files_written, 0);
    assert_int_equal(check(fixture, now, 1), 0);
    assert_true(tnf_tree_in_step(&fixture->result));
}

/* A row's hash that somebody changed is no change of the catalog. */
static void rows_of_a_manifest_that_was_changed_are_not_believed(void **state) {
    static const struct tnf_listed_stack rows[] = {{"modules/vpc", {{"main.tf", "1\n"}, {"# row tenant a", "1"}}}};
    struct tree_fixture *fixture = *state;
    generate_stacks(fixture, rows, 1);
    TNF_AUTO_FREE char *text = tnf_scratch_read(&fixture->scratch, "modules/vpc/.tenantform.manifest");
    char *digit = strstr(text, "# row ") + 6;
    *digit = *digit == '0' ? '1' : '0';
    tnf_scratch_write(&fixture->scratch, "modules/vpc/.tenantform.manifest", text);
    assert_int_equal(check(fixture, rows, 1), 0);
    assert_false(tnf_tree_in_step(&fixture->result));
    assert_true(tnf_sv_starts_with(tnf_strbuf_view(&fixture->events),
                                   TNF_SV("manifest modules/vpc/.tenantform.manifest\n--- a/")));
    assert_null(strstr(fixture->events.ptr, "changed row"));
}

static void rows_without_a_folder_are_told(void **state) {
    static const struct tnf_listed_stack before[] = {{"modules/vpc", {{"main.tf", "1\n"}}},
                                                     {"tenants/a", {{"# row tenant a", "1"}}},
                                                     {"tenants/b", {{"# row tenant b", "1"}}}};
    static const struct tnf_listed_stack now[] = {{"modules/vpc", {{"main.tf", "1\n"}}},
                                                  {"tenants/b", {{"# row tenant b", "2"}}},
                                                  {"tenants/c", {{"# row tenant c", "1"}}}};
    struct tree_fixture *fixture = *state;
    generate_stacks(fixture, before, 3);
    assert_int_equal(fixture->result.modules, 1);
    TNF_AUTO_FREE char *folder = tnf_scratch_path(&fixture->scratch, "tenants");
    assert_int_not_equal(access(folder, F_OK), 0);
    assert_int_equal(check(fixture, before, 3), 0);
    assert_true(tnf_tree_in_step(&fixture->result));
    assert_out_of_step(fixture, now, 3,
                       "gone row .tenantform/manifest: tenant a\n"
                       "changed row .tenantform/manifest: tenant b\n"
                       "new row .tenantform/manifest: tenant c\n");
    generate_stacks(fixture, now, 3);
    assert_int_equal(check(fixture, now, 3), 0);
    assert_true(tnf_tree_in_step(&fixture->result));
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
        CHECK_TEST(damaged_manifests_are_told_and_mended),
        CHECK_TEST(path_of_the_index_that_was_changed_is_told),
        CHECK_TEST(edited_gitignore_is_told),
        CHECK_TEST(rows_that_no_file_shows_are_told),
        CHECK_TEST(rows_of_a_manifest_that_was_changed_are_not_believed),
        CHECK_TEST(rows_without_a_folder_are_told),
        CHECK_TEST(check_waits_for_nobody),
        CHECK_TEST(interrupted_run_is_told),
    };
    return cmocka_run_group_tests_name("generator/output/check", tests, NULL, NULL);
}

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
    const struct tnf_strview name = event->file.len > 0 ? event->file : event->path;
    if (event->kind == TNF_TREE_SAME) return;
    tnf_strbuf_addf(&fixture->events, "%s %.*s\n", tree_event_name(event->kind), TNF_SV_ARG(name));
}

static const struct tnf_listed_stack two[] = {
    {"environments/staging", {{"main.tf", "platform\n"}, {"versions.tf", "v1\n"}}},
    {"environments/staging/tenants/acme", {{"main.tf", "acme\n"}, {"sub/more.tf", "more\n"}}},
};

static int run(struct tree_fixture *fixture, const struct tnf_listed_stack *stacks, size_t count,
               struct tnf_tree_options options) {
    struct tnf_listed_source source;
    tnf_listed_init(&source, stacks, count);
    options.output = fixture->scratch.path.ptr;
    options.report = note;
    options.report_context = fixture;
    tnf_strbuf_clear(&fixture->events);
    fixture->err = (struct tnf_error){0};
    return tnf_tree_generate(&options, &source.synthetic.source, &fixture->result, &fixture->err);
}

static void run_well(struct tree_fixture *fixture, const struct tnf_listed_stack *stacks, size_t count) {
    if (run(fixture, stacks, count, (struct tnf_tree_options){0}) < 0) fail_msg("%s", fixture->err.message);
}

static void assert_file(struct tree_fixture *fixture, const char *name, const char *content) {
    TNF_AUTO_FREE char *actual = tnf_scratch_read(&fixture->scratch, name);
    if (content == NULL) {
        assert_null(actual);
        return;
    }
    assert_non_null(actual);
    assert_string_equal(actual, content);
}

static char *listing(struct tree_fixture *fixture) {
    return tnf_tree_listing(fixture->scratch.path.ptr, /* times= */ true);
}

static void empty_output_gets_all_files_and_manifests(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    assert_string_equal(fixture->events.ptr, "new environments/staging\nnew environments/staging/tenants/acme\n");
    assert_file(fixture, "environments/staging/main.tf", "platform\n");
    assert_file(fixture, "environments/staging/tenants/acme/sub/more.tf", "more\n");
    /* sha256sum of "acme\n" and "more\n" */
    assert_file(fixture, "environments/staging/tenants/acme/.tenantform.manifest",
                "# tenantform manifest 1\n"
                "fb5aaab08a41b991fc6d330824bbebc97d2a137d82546a1e85d74df9a26baabd  main.tf\n"
                "2396099c6c084fa4b9beac9f0d52cf3be9cf8d47040ef127883d532b5790cd74  sub/more.tf\n");
    assert_int_equal(fixture->result.files, 4);
    assert_int_equal(fixture->result.stacks, 2);
}

static void second_run_touches_nothing(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    TNF_AUTO_FREE char *before = listing(fixture);
    run_well(fixture, two, 2);
    TNF_AUTO_FREE char *after = listing(fixture);
    assert_string_equal(before, after);
    assert_string_equal(fixture->events.ptr, "");
}

static void only_what_differs_is_written(void **state) {
    static const struct tnf_listed_stack changed[] = {
        {"environments/staging", {{"main.tf", "platform\n"}, {"versions.tf", "v1\n"}}},
        {"environments/staging/tenants/acme", {{"main.tf", "acme 2\n"}, {"sub/more.tf", "more\n"}}},
    };
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    run_well(fixture, changed, 2);
    assert_string_equal(fixture->events.ptr, "changed environments/staging/tenants/acme\n");
    assert_file(fixture, "environments/staging/tenants/acme/main.tf", "acme 2\n");
    assert_int_equal(fixture->result.files_written, 1);
}

static void what_is_gone_is_removed_with_its_empty_folders(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    run_well(fixture, two, 1);
    assert_string_equal(fixture->events.ptr, "removed environments/staging/tenants/acme\n");
    TNF_AUTO_FREE char *tenants = tnf_scratch_path(&fixture->scratch, "environments/staging/tenants");
    assert_int_not_equal(access(tenants, F_OK), 0);
    assert_file(fixture, "environments/staging/main.tf", "platform\n");
}

static void files_of_others_keep_their_folder(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    tnf_scratch_write(&fixture->scratch, "environments/staging/tenants/acme/terraform.tfvars", "mine");
    tnf_scratch_write(&fixture->scratch, "environments/staging/tenants/acme/.terraform/x", "state");
    run_well(fixture, two, 2);
    run_well(fixture, two, 1);
    assert_file(fixture, "environments/staging/tenants/acme/terraform.tfvars", "mine");
    assert_file(fixture, "environments/staging/tenants/acme/.terraform/x", "state");
    assert_file(fixture, "environments/staging/tenants/acme/main.tf", NULL);
}

static void file_of_others_in_the_way_stops_the_run(void **state) {
    struct tree_fixture *fixture = *state;
    tnf_scratch_write(&fixture->scratch, "environments/staging/tenants/acme/main.tf", "mine");
    TNF_AUTO_FREE char *before = listing(fixture);
    assert_int_equal(run(fixture, two, 2, (struct tnf_tree_options){.force = true}), TNF_E_CONFLICT);
    assert_non_null(strstr(fixture->err.message, "environments/staging/tenants/acme/main.tf"));
    TNF_AUTO_FREE char *after = listing(fixture);
    assert_non_null(strstr(after, before));
    assert_file(fixture, "environments/staging/main.tf", NULL);
    assert_file(fixture, "environments/staging/tenants/acme/main.tf", "mine");
}

static void file_with_the_very_bytes_is_adopted(void **state) {
    struct tree_fixture *fixture = *state;
    tnf_scratch_write(&fixture->scratch, "environments/staging/main.tf", "platform\n");
    run_well(fixture, two, 2);
    assert_string_equal(fixture->events.ptr, "changed environments/staging\nnew environments/staging/tenants/acme\n");
}

static void hand_changed_file_is_reported_and_kept(void **state) {
    static const struct tnf_listed_stack changed[] = {
        {"environments/staging", {{"main.tf", "platform 2\n"}, {"versions.tf", "v2\n"}}}};
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 1);
    tnf_scratch_write(&fixture->scratch, "environments/staging/main.tf", "by hand\n");
    run_well(fixture, changed, 1);
    assert_string_equal(fixture->events.ptr, "changed environments/staging\nedited environments/staging/main.tf\n");
    assert_file(fixture, "environments/staging/main.tf", "by hand\n");
    assert_file(fixture, "environments/staging/versions.tf", "v2\n");
    run_well(fixture, changed, 1);
    assert_string_equal(fixture->events.ptr, "edited environments/staging/main.tf\n");
    assert_int_equal(fixture->result.files_kept, 1);
}

static void force_replaces_and_removes_hand_changed_files(void **state) {
    static const struct tnf_listed_stack less[] = {{"environments/staging", {{"main.tf", "platform\n"}}}};
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 1);
    tnf_scratch_write(&fixture->scratch, "environments/staging/main.tf", "by hand\n");
    tnf_scratch_write(&fixture->scratch, "environments/staging/versions.tf", "by hand\n");
    assert_int_equal(run(fixture, less, 1, (struct tnf_tree_options){.force = true}), 0);
    assert_string_equal(fixture->events.ptr, "changed environments/staging\nforced environments/staging/main.tf\n"
                                             "forced environments/staging/versions.tf\n");
    assert_file(fixture, "environments/staging/main.tf", "platform\n");
    assert_file(fixture, "environments/staging/versions.tf", NULL);
}

static void hand_changed_file_that_is_gone_is_kept(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    tnf_scratch_write(&fixture->scratch, "environments/staging/tenants/acme/main.tf", "by hand\n");
    run_well(fixture, two, 1);
    assert_string_equal(fixture->events.ptr, "removed environments/staging/tenants/acme\n"
                                             "edited environments/staging/tenants/acme/main.tf\n");
    assert_file(fixture, "environments/staging/tenants/acme/main.tf", "by hand\n");
    assert_file(fixture, "environments/staging/tenants/acme/sub/more.tf", NULL);
    run_well(fixture, two, 1);
    assert_string_equal(fixture->events.ptr, "");
}

static void removed_file_is_written_again(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "environments/staging/main.tf");
    assert_int_equal(unlink(path), 0);
    run_well(fixture, two, 2);
    assert_file(fixture, "environments/staging/main.tf", "platform\n");
}

static void link_in_the_way_is_refused(void **state) {
    struct tree_fixture *fixture = *state;
    TNF_AUTO_FREE char *elsewhere = tnf_scratch_path(&fixture->scratch, "elsewhere");
    TNF_AUTO_FREE char *link = tnf_scratch_path(&fixture->scratch, "environments");
    assert_int_equal(mkdir(elsewhere, 0777), 0);
    assert_int_equal(symlink("elsewhere", link), 0);
    assert_int_equal(run(fixture, two, 2, (struct tnf_tree_options){0}), TNF_E_INVALID);
    assert_non_null(strstr(fixture->err.message, "symbolic link"));
    assert_int_equal(rmdir(elsewhere), 0); /* nothing was written into it */
}

static void linked_file_is_never_followed(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 1);
    tnf_scratch_write(&fixture->scratch, "victim", "platform\n");
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, "environments/staging/main.tf");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("../../victim", path), 0);
    assert_int_equal(run(fixture, two, 1, (struct tnf_tree_options){.force = true}), 0);
    assert_string_equal(fixture->events.ptr, "edited environments/staging/main.tf\n");
    assert_file(fixture, "victim", "platform\n");
}

static void second_run_at_the_same_time_is_refused(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 1);
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, ".tenantform/lock");
    const int lock = open(path, O_RDWR);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_int_equal(run(fixture, two, 1, (struct tnf_tree_options){0}), TNF_E_CONFLICT);
    assert_non_null(strstr(fixture->err.message, "another run"));
    assert_int_equal(close(lock), 0);
    run_well(fixture, two, 1);
}

static void scope_leaves_other_folders_alone(void **state) {
    static const struct tnf_listed_stack many[] = {
        {"environments/staging", {{"main.tf", "1\n"}}},
        {"environments/staging/tenants/a", {{"main.tf", "a\n"}}},
        {"environments/staging/tenants/b", {{"main.tf", "b\n"}}},
        {"environments/staging/tenants/c", {{"main.tf", "c\n"}}},
        {"modules/vpc", {{"main.tf", "vpc\n"}}},
    };
    static const struct tnf_listed_stack fewer[] = {
        {"environments/staging", {{"main.tf", "2\n"}}},
        {"environments/staging/tenants/b", {{"main.tf", "b 2\n"}}},
    };
    const struct tnf_strview names[] = {TNF_SV("b"), TNF_SV("c")};
    const struct tnf_scope scope = {.tenants = names, .tenant_count = 2};
    struct tree_fixture *fixture = *state;
    run_well(fixture, many, 5);
    assert_int_equal(run(fixture, fewer, 2, (struct tnf_tree_options){.scope = &scope}), 0);
    assert_string_equal(fixture->events.ptr, "changed environments/staging\n"
                                             "changed environments/staging/tenants/b\n"
                                             "removed environments/staging/tenants/c\n");
    assert_file(fixture, "environments/staging/main.tf", "2\n");
    assert_file(fixture, "environments/staging/tenants/a/main.tf", "a\n");
    assert_file(fixture, "modules/vpc/main.tf", "vpc\n");
    assert_int_equal(fixture->result.stacks, 3);
    assert_int_equal(fixture->result.modules, 1);
}

static void lost_index_is_put_together_from_the_manifests(void **state) {
    struct tree_fixture *fixture = *state;
    run_well(fixture, two, 2);
    TNF_AUTO_FREE char *index = tnf_scratch_read(&fixture->scratch, ".tenantform/manifest");
    TNF_AUTO_FREE char *path = tnf_scratch_path(&fixture->scratch, ".tenantform/manifest");
    assert_int_equal(unlink(path), 0);
    run_well(fixture, two, 2);
    assert_file(fixture, ".tenantform/manifest", index);
    assert_int_equal(unlink(path), 0);
    run_well(fixture, two, 1);
    assert_string_equal(fixture->events.ptr, "removed environments/staging/tenants/acme\n");
}

static void bad_names_are_refused(void **state) {
    static const struct tnf_listed_stack rows[] = {
        {"../outside", {{"main.tf", ""}}},
        {"environments/x", {{"../main.tf", ""}}},
        {"/etc", {{"main.tf", ""}}},
        {"environments/x", {{".tenantform.manifest", ""}}},
        {".tenantform/stage", {{"main.tf", ""}}},
        {"environments/.git", {{"config", ""}}},
        {"environments/x\ny", {{"main.tf", ""}}},
        {"environments/x", {{"-rf", ""}}},
        {"environments//x", {{"main.tf", ""}}},
        {"environments/x", {{"a\\b", ""}}},
    };
    struct tree_fixture *fixture = *state;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++)
        assert_int_equal(run(fixture, &rows[i], 1, (struct tnf_tree_options){0}), TNF_E_INVALID);
}

static void folders_out_of_order_are_a_bug(void **state) {
    static const struct tnf_listed_stack rows[] = {{"b", {{"main.tf", ""}}}, {"a", {{"main.tf", ""}}}};
    struct tree_fixture *fixture = *state;
    assert_int_equal(run(fixture, rows, 2, (struct tnf_tree_options){0}), TNF_E_INTERNAL);
    assert_file(fixture, "b/main.tf", NULL);
}

static void failing_source_leaves_the_tree_as_it_was(void **state) {
    struct tree_fixture *fixture = *state;
    struct tnf_tenants_source source;
    tnf_tenants_init(&source, 20);
    const struct tnf_tree_options options = {.output = fixture->scratch.path.ptr, .threads = 4};
    assert_int_equal(tnf_tree_generate(&options, &source.synthetic.source, &fixture->result, NULL), 0);
    TNF_AUTO_FREE char *before = listing(fixture);
    source.edition = 1;
    source.synthetic.fail_at = 30;
    assert_int_equal(tnf_tree_generate(&options, &source.synthetic.source, &fixture->result, NULL), TNF_E_INVALID);
    TNF_AUTO_FREE char *after = listing(fixture);
    assert_string_equal(before, after);
    assert_file(fixture, ".tenantform/stage/journal", NULL);
}

static void threads_give_the_same_tree(void **state) {
    struct tree_fixture *fixture = *state;
    struct tnf_tenants_source source;
    tnf_tenants_init(&source, 30);
    TNF_AUTO_FREE char *one = tnf_scratch_path(&fixture->scratch, "one");
    TNF_AUTO_FREE char *eight = tnf_scratch_path(&fixture->scratch, "deep/eight");
    const struct tnf_tree_options options[] = {{.output = one, .threads = 1}, {.output = eight, .threads = 8}};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(tnf_tree_generate(&options[i], &source.synthetic.source, &fixture->result, NULL), 0);
    TNF_AUTO_FREE char *first = tnf_tree_listing(one, false);
    TNF_AUTO_FREE char *second = tnf_tree_listing(eight, false);
    assert_string_equal(first, second);
}

#define TREE_TEST(name) cmocka_unit_test_setup_teardown(name, tree_set_up, tree_tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TREE_TEST(empty_output_gets_all_files_and_manifests),
        TREE_TEST(second_run_touches_nothing),
        TREE_TEST(only_what_differs_is_written),
        TREE_TEST(what_is_gone_is_removed_with_its_empty_folders),
        TREE_TEST(files_of_others_keep_their_folder),
        TREE_TEST(file_of_others_in_the_way_stops_the_run),
        TREE_TEST(file_with_the_very_bytes_is_adopted),
        TREE_TEST(hand_changed_file_is_reported_and_kept),
        TREE_TEST(force_replaces_and_removes_hand_changed_files),
        TREE_TEST(hand_changed_file_that_is_gone_is_kept),
        TREE_TEST(removed_file_is_written_again),
        TREE_TEST(link_in_the_way_is_refused),
        TREE_TEST(linked_file_is_never_followed),
        TREE_TEST(second_run_at_the_same_time_is_refused),
        TREE_TEST(scope_leaves_other_folders_alone),
        TREE_TEST(lost_index_is_put_together_from_the_manifests),
        TREE_TEST(bad_names_are_refused),
        TREE_TEST(folders_out_of_order_are_a_bug),
        TREE_TEST(failing_source_leaves_the_tree_as_it_was),
        TREE_TEST(threads_give_the_same_tree),
    };
    return cmocka_run_group_tests_name("generator/output/tree", tests, NULL, NULL);
}

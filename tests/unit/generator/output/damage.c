/* What generate does with control files that are damaged or were changed: it mends them, and loses nothing. */
#include "generator/output/tree.h"

#include "tests/support/scratch.h"
#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"

/* What a run said, as lines "<kind> <folder or file>". */
struct fixture {
    struct tnf_scratch scratch;
    struct tnf_strbuf events;
    struct tnf_tree_result result;
};

static void note(const struct tnf_tree_event *event, void *context) {
    static const char *const kinds[] = {[TNF_TREE_CHANGED] = "changed",
                                        [TNF_TREE_FILE_EDITED] = "edited",
                                        [TNF_TREE_FILE_FORCED] = "forced",
                                        [TNF_TREE_FILE_DAMAGED] = "damaged"};
    struct fixture *fixture = context;
    const struct tnf_strview name = event->file.len > 0 ? event->file : event->path;
    if (event->kind == TNF_TREE_SAME || event->kind == TNF_TREE_NEW) return;
    tnf_strbuf_addf(&fixture->events, "%s %.*s\n", kinds[event->kind], TNF_SV_ARG(name));
}

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    tnf_strbuf_init(&fixture->events);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    tnf_scratch_release(&fixture->scratch);
    tnf_strbuf_release(&fixture->events);
    free(fixture);
    return 0;
}

static void run(struct fixture *fixture, bool force) {
    static const struct tnf_listed_stack stacks[] = {
        {"environments/staging", {{"main.tf", "platform\n"}, {"versions.tf", "v1\n"}}},
        {"environments/staging/tenants/acme", {{"main.tf", "acme\n"}, {"sub/more.tf", "more\n"}}},
    };
    struct tnf_listed_source source;
    struct tnf_error err = {0};
    tnf_listed_init(&source, stacks, TNF_ARRAY_LEN(stacks));
    const struct tnf_tree_options options = {
        .output = fixture->scratch.path.ptr, .force = force, .report = note, .report_context = fixture};
    tnf_strbuf_clear(&fixture->events);
    if (tnf_tree_generate(&options, &source.synthetic.source, &fixture->result, &err) < 0) fail_msg("%s", err.message);
}

static void assert_file(struct fixture *fixture, const char *name, const char *content) {
    TNF_AUTO_FREE char *actual = tnf_scratch_read(&fixture->scratch, name);
    assert_non_null(actual);
    assert_string_equal(actual, content);
}

/* Nothing that stands in the folder is lost: what has other bytes may be somebody's. */
static void damaged_manifest_is_written_anew_and_keeps_what_may_be_changed(void **state) {
    struct fixture *fixture = *state;
    const char *manifest = "environments/staging/.tenantform.manifest";
    run(fixture, false);
    TNF_AUTO_FREE char *good = tnf_scratch_read(&fixture->scratch, manifest);
    tnf_scratch_write(&fixture->scratch, manifest, "# tenantform manifest 1\nnonsense\n");
    tnf_scratch_write(&fixture->scratch, "environments/staging/main.tf", "mine\n");
    run(fixture, true);
    assert_string_equal(fixture->events.ptr, "changed environments/staging\n"
                                             "edited environments/staging/main.tf\n"
                                             "damaged environments/staging/.tenantform.manifest\n");
    assert_file(fixture, manifest, good);
    assert_file(fixture, "environments/staging/main.tf", "mine\n");
    run(fixture, false);
    assert_string_equal(fixture->events.ptr, "edited environments/staging/main.tf\n");
}

static void damaged_index_is_put_together_from_the_manifests(void **state) {
    static const char *const damages[] = {
        "<<<<<<< ours\n", "# tenantform index 1\nnonsense\n",
        "# tenantform index 1\n"
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  1  ../../etc\n"};
    struct fixture *fixture = *state;
    run(fixture, false);
    TNF_AUTO_FREE char *good = tnf_scratch_read(&fixture->scratch, ".tenantform/manifest");
    for (size_t i = 0; i < TNF_ARRAY_LEN(damages); i++) {
        tnf_scratch_write(&fixture->scratch, ".tenantform/manifest", damages[i]);
        run(fixture, false);
        assert_string_equal(fixture->events.ptr, "damaged .tenantform/manifest\n");
        assert_file(fixture, ".tenantform/manifest", good);
    }
}

static void edited_gitignore_is_kept_unless_forced(void **state) {
    struct fixture *fixture = *state;
    run(fixture, false);
    tnf_scratch_write(&fixture->scratch, ".tenantform/.gitignore", "# mine\n");
    run(fixture, false);
    assert_string_equal(fixture->events.ptr, "edited .tenantform/.gitignore\n");
    assert_int_equal(fixture->result.files_kept, 1);
    assert_file(fixture, ".tenantform/.gitignore", "# mine\n");
    run(fixture, true);
    assert_string_equal(fixture->events.ptr, "forced .tenantform/.gitignore\n");
    TNF_AUTO_FREE char *text = tnf_scratch_read(&fixture->scratch, ".tenantform/.gitignore");
    assert_non_null(strstr(text, "!/manifest"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(damaged_manifest_is_written_anew_and_keeps_what_may_be_changed, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(damaged_index_is_put_together_from_the_manifests, set_up, tear_down),
        cmocka_unit_test_setup_teardown(edited_gitignore_is_kept_unless_forced, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/output/damage", tests, NULL, NULL);
}

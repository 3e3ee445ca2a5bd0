/* What generate does with control files that are damaged or were changed: it mends them, and loses nothing. */
#include "generator/output/tree.h"

#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"
#include "tests/support/tree_fixture.h"

/* What a run said, as lines "<kind> <folder or file>". */
static void note(const struct tnf_tree_event *event, void *context) {
    struct tree_fixture *fixture = context;
    const struct tnf_strview name = event->file.len > 0 ? event->file : event->path;
    if (event->kind == TNF_TREE_SAME || event->kind == TNF_TREE_NEW) return;
    tnf_strbuf_addf(&fixture->events, "%s %.*s\n", tree_event_name(event->kind), TNF_SV_ARG(name));
}

static void run(struct tree_fixture *fixture, bool force) {
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

static void assert_file(struct tree_fixture *fixture, const char *name, const char *content) {
    TNF_AUTO_FREE char *actual = tnf_scratch_read(&fixture->scratch, name);
    assert_non_null(actual);
    assert_string_equal(actual, content);
}

/* Nothing that stands in the folder is lost: what has other bytes may be somebody's. */
static void damaged_manifest_is_written_anew_and_keeps_what_may_be_changed(void **state) {
    struct tree_fixture *fixture = *state;
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
        ("# tenantform index 1\n"
         "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  1  ../../etc\n")};
    struct tree_fixture *fixture = *state;
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
    struct tree_fixture *fixture = *state;
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
        cmocka_unit_test_setup_teardown(damaged_manifest_is_written_anew_and_keeps_what_may_be_changed, tree_set_up,
                                        tree_tear_down),
        cmocka_unit_test_setup_teardown(damaged_index_is_put_together_from_the_manifests, tree_set_up, tree_tear_down),
        cmocka_unit_test_setup_teardown(edited_gitignore_is_kept_unless_forced, tree_set_up, tree_tear_down),
    };
    return cmocka_run_group_tests_name("generator/output/damage", tests, NULL, NULL);
}

/* What a commit does with files that people made or changed on the branch. */
#include "generator/git/commit.h"

#include "tests/support/scratch.h"
#include "tests/support/shell.h"
#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#define ACME "environments/staging/tenants/acme"

static const struct tnf_listed_stack before[] = {
    {"environments/staging", {{"main.tf", "staging\n"}}},
    {ACME, {{"main.tf", "acme\n"}, {"sub/deep.tf", "deep\n"}, {"sub/more.tf", "more\n"}}},
};
static const struct tnf_listed_stack after[] = {
    {"environments/staging", {{"main.tf", "staging\n"}}},
    {ACME, {{"main.tf", "acme 2\n"}, {"new/file.tf", "new\n"}, {"sub/deep.tf", "deep 2\n"}}},
};

struct fixture {
    struct tnf_scratch scratch;
    struct tnf_git_commit_options options;
    struct tnf_git_commit_result result;
    struct tnf_error err;
    struct tnf_strbuf kept; /* a line for each file */
};

static void note_kept(struct tnf_strview path, void *context) {
    struct fixture *fixture = context;
    tnf_strbuf_addf(&fixture->kept, "%.*s\n", TNF_SV_ARG(path));
}

static int commit(struct fixture *fixture, const struct tnf_listed_stack *stacks, size_t count) {
    struct tnf_listed_source source;
    tnf_listed_init(&source, stacks, count);
    tnf_strbuf_clear(&fixture->kept);
    return tnf_git_commit(&fixture->options, &source.synthetic.source, &fixture->result, &fixture->err);
}

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    tnf_strbuf_init(&fixture->kept);
    assert_int_equal(setenv("GIT_AUTHOR_NAME", "Ada", 1), 0);
    assert_int_equal(setenv("GIT_AUTHOR_EMAIL", "ada@example.com", 1), 0);
    fixture->options = (struct tnf_git_commit_options){.repository = fixture->scratch.path.ptr,
                                                       .create = true,
                                                       .branch = "generated",
                                                       .thread_count = 2,
                                                       .on_kept = note_kept,
                                                       .kept_context = fixture};
    if (commit(fixture, before, TNF_ARRAY_LEN(before)) < 0) fail_msg("%s", fixture->err.message);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    tnf_scratch_release(&fixture->scratch);
    tnf_strbuf_release(&fixture->kept);
    free(fixture);
    return 0;
}

/* Runs a command in a checkout of the branch and commits what it did. */
static void by_hand(const struct fixture *fixture, const char *command) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line,
                    "git worktree add -q work generated && cd work && %s && git add -A && "
                    "git -c user.name=B -c user.email=b@example.com commit -qm hand && cd .. && "
                    "git worktree remove work",
                    command);
    free(tnf_shell(fixture->scratch.path.ptr, line.ptr));
}

static void assert_shown(const struct fixture *fixture, const char *file, const char *content) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line, "git show generated:%s", file);
    TNF_AUTO_FREE char *shown = tnf_shell(fixture->scratch.path.ptr, line.ptr);
    assert_string_equal(shown, content);
}

static void assert_sound(const struct fixture *fixture) {
    free(tnf_shell(fixture->scratch.path.ptr, "git fsck --strict"));
}

static void must_commit_after(struct fixture *fixture) {
    if (commit(fixture, after, TNF_ARRAY_LEN(after)) < 0) fail_msg("%s", fixture->err.message);
    assert_sound(fixture);
}

static void files_in_folders_of_a_stack_come_and_go(void **state) {
    struct fixture *fixture = *state;
    assert_sound(fixture);
    must_commit_after(fixture);
    assert_int_equal(fixture->result.stacks_changed, 1);
    TNF_AUTO_FREE char *files = tnf_shell(fixture->scratch.path.ptr,
                                          "git diff --no-renames --name-status generated~1 generated -- environments");
    assert_string_equal(files, "M\t" ACME "/.tenantform.manifest\nM\t" ACME "/main.tf\nA\t" ACME
                               "/new/file.tf\nM\t" ACME "/sub/deep.tf\nD\t" ACME "/sub/more.tf\n");
}

static void hand_changed_files_are_kept_and_told(void **state) {
    struct fixture *fixture = *state;
    by_hand(fixture, "echo hand > " ACME "/main.tf && echo hand > " ACME "/sub/more.tf");
    must_commit_after(fixture);
    assert_shown(fixture, ACME "/main.tf", "hand\n");
    assert_shown(fixture, ACME "/sub/more.tf", "hand\n");
    assert_shown(fixture, ACME "/sub/deep.tf", "deep 2\n");
    assert_string_equal(fixture->kept.ptr, ACME "/main.tf\n" ACME "/sub/more.tf\n");
    assert_int_equal(fixture->result.files_kept, 2);
}

static void force_takes_hand_changed_files(void **state) {
    struct fixture *fixture = *state;
    by_hand(fixture, "echo hand > " ACME "/main.tf");
    fixture->options.force = true;
    must_commit_after(fixture);
    assert_shown(fixture, ACME "/main.tf", "acme 2\n");
    assert_int_equal(fixture->result.files_kept, 0);
}

static void removed_file_is_committed_again(void **state) {
    struct fixture *fixture = *state;
    by_hand(fixture, "rm " ACME "/main.tf");
    assert_int_equal(commit(fixture, before, TNF_ARRAY_LEN(before)), 0);
    assert_true(fixture->result.committed);
    assert_int_equal(fixture->result.stacks_changed, 1);
    assert_shown(fixture, ACME "/main.tf", "acme\n");
}

static void folders_at_the_top_go_with_the_last_stack_in_them(void **state) {
    static const struct tnf_listed_stack with_archive[] = {
        {"archive/kubernetes/staging/tenants/acme", {{"main.tf", "acme\n"}}},
        {"environments/staging", {{"main.tf", "staging\n"}}},
        {"modules/vpc", {{"main.tf", "vpc\n"}}},
    };
    struct fixture *fixture = *state;
    by_hand(fixture, "mkdir docs && echo mine > docs/.tenantform.manifest && echo mine > docs/main.tf");
    assert_int_equal(commit(fixture, with_archive, TNF_ARRAY_LEN(with_archive)), 0);
    must_commit_after(fixture);
    TNF_AUTO_FREE char *files = tnf_shell(fixture->scratch.path.ptr, "git ls-tree --name-only generated");
    assert_string_equal(files, ".tenantform\ndocs\nenvironments\n");
}

static void what_is_in_the_way_stops_the_commit(void **state) {
    static const struct {
        const char *command, *path;
    } rows[] = {
        {"mkdir -p " ACME "/new && echo mine > " ACME "/new/file.tf", ACME "/new/file.tf"},
        {"rm -r " ACME "/new && echo mine > " ACME "/new", ACME "/new"},
        {"rm -r " ACME "/new && mkdir -p " ACME "/new/file.tf && echo mine > " ACME "/new/file.tf/x",
         ACME "/new/file.tf"},
    };
    struct fixture *fixture = *state;
    fixture->options.force = true;
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        by_hand(fixture, rows[i].command);
        TNF_AUTO_FREE char *at = tnf_shell(fixture->scratch.path.ptr, "git rev-parse generated");
        assert_int_equal(commit(fixture, after, TNF_ARRAY_LEN(after)), TNF_E_CONFLICT);
        if (strstr(fixture->err.message, rows[i].path) == NULL) fail_msg("%s", fixture->err.message);
        TNF_AUTO_FREE char *still = tnf_shell(fixture->scratch.path.ptr, "git rev-parse generated");
        assert_string_equal(still, at);
    }
}

static void file_with_the_very_bytes_is_adopted(void **state) {
    struct fixture *fixture = *state;
    by_hand(fixture, "mkdir " ACME "/new && echo new > " ACME "/new/file.tf");
    must_commit_after(fixture);
    assert_shown(fixture, ACME "/new/file.tf", "new\n");
}

static void modes_of_other_files_stay(void **state) {
    struct fixture *fixture = *state;
    by_hand(fixture, "echo run > " ACME "/run && chmod +x " ACME "/run && ln -s run " ACME "/walk");
    must_commit_after(fixture);
    TNF_AUTO_FREE char *modes =
        tnf_shell(fixture->scratch.path.ptr, "git ls-tree --format='%(objectmode) %(path)' generated:" ACME);
    assert_string_equal(modes, "100644 .tenantform.manifest\n100644 main.tf\n040000 new\n100755 run\n040000 "
                               "sub\n120000 walk\n");
}

/* The repository's root may be an output of its own. */
static void other_outputs_are_left_alone(void **state) {
    struct fixture *fixture = *state;
    by_hand(fixture, "cp " ACME "/.tenantform.manifest .");
    fixture->options.directory = "infra";
    must_commit_after(fixture);
    free(tnf_shell(fixture->scratch.path.ptr, "git cat-file -e generated:.tenantform.manifest"));
    assert_shown(fixture, ACME "/main.tf", "acme\n");
    assert_shown(fixture, "infra/" ACME "/main.tf", "acme 2\n");
}

#define TREE_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TREE_TEST(files_in_folders_of_a_stack_come_and_go),
        TREE_TEST(hand_changed_files_are_kept_and_told),
        TREE_TEST(force_takes_hand_changed_files),
        TREE_TEST(removed_file_is_committed_again),
        TREE_TEST(folders_at_the_top_go_with_the_last_stack_in_them),
        TREE_TEST(what_is_in_the_way_stops_the_commit),
        TREE_TEST(file_with_the_very_bytes_is_adopted),
        TREE_TEST(modes_of_other_files_stay),
        TREE_TEST(other_outputs_are_left_alone),
    };
    return cmocka_run_group_tests_name("generator/git/tree", tests, NULL, NULL);
}

#include "generator/git/commit.h"

#include "base/strbuf.h"
#include "generator/output/tree.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"
#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#define ACME "environments/staging/tenants/acme"
#define ZEN "environments/staging/tenants/zen"

static const struct tnf_listed_stack two_tenants[] = {
    {"environments/staging", {{"main.tf", "# platform\n"}}},
    {ACME, {{"locals.tf", "# acme\n"}, {"main.tf", "# main\n"}, {"sub/deep.tf", "# deep\n"}}},
    {ZEN, {{"main.tf", "# zen\n"}}},
    {"modules/vpc", {{"main.tf", "# vpc\n"}}},
};
static const struct tnf_listed_stack one_tenant_changed[] = {
    {"environments/staging", {{"main.tf", "# platform\n"}}},
    {ACME, {{"locals.tf", "# acme, larger\n"}, {"main.tf", "# main\n"}, {"sub/deep.tf", "# deep\n"}}},
    {"modules/vpc", {{"main.tf", "# vpc\n"}}},
};

/* Zen changed, acme left, bob came; nothing of cleo's is different. */
static const struct tnf_listed_stack cell[] = {
    {"environments/staging/cells/cell-1",
     {{"main.tf", "# acme, cleo, zen\n"},
      {"tenants/acme/main.tf", "# acme\n"},
      {"tenants/cleo/main.tf", "# cleo\n"},
      {"tenants/zen/main.tf", "# zen\n"}}},
};
static const struct tnf_listed_stack cell_changed[] = {
    {"environments/staging/cells/cell-1",
     {{"main.tf", "# bob, cleo, zen\n"},
      {"tenants/bob/main.tf", "# bob\n"},
      {"tenants/cleo/main.tf", "# cleo\n"},
      {"tenants/zen/main.tf", "# zen, larger\n"}}},
};

struct fixture {
    struct tnf_scratch scratch;
    struct tnf_git_commit_options options;
    struct tnf_git_commit_result result;
    struct tnf_error err;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    tnf_scratch_init(&fixture->scratch);
    /* Nothing of the machine's own configuration may decide. */
    assert_int_equal(setenv("GIT_AUTHOR_NAME", "Ada", 1), 0);
    assert_int_equal(setenv("GIT_AUTHOR_EMAIL", "ada@example.com", 1), 0);
    fixture->options = (struct tnf_git_commit_options){.repository = fixture->scratch.path.ptr,
                                                       .create = true,
                                                       .branch = "generated",
                                                       .revision = 7,
                                                       .thread_count = 2};
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    tnf_scratch_release(&fixture->scratch);
    free(fixture);
    return 0;
}

static int commit(struct fixture *fixture, const struct tnf_listed_stack *stacks, size_t count) {
    struct tnf_listed_source source;
    tnf_listed_init(&source, stacks, count);
    return tnf_git_commit(&fixture->options, &source.synthetic.source, &fixture->result, &fixture->err);
}

static void must_commit(struct fixture *fixture, const struct tnf_listed_stack *stacks, size_t count) {
    if (commit(fixture, stacks, count) < 0) fail_msg("%s", fixture->err.message);
}

static char *shell(const struct fixture *fixture, const char *command) {
    return tnf_shell(fixture->scratch.path.ptr, command);
}

static void expect(const struct fixture *fixture, const char *command, const char *text) {
    TNF_AUTO_FREE char *output = shell(fixture, command);
    assert_string_equal(output, text);
}

static void the_tree_is_the_one_that_generate_writes(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    assert_true(fixture->result.committed);
    assert_int_equal(fixture->result.stacks_changed, 3);
    assert_int_equal(fixture->result.modules_changed, 1);
    TNF_AUTO_FREE char *tree = tnf_scratch_path(&fixture->scratch, "written");
    struct tnf_listed_source source;
    tnf_listed_init(&source, two_tenants, TNF_ARRAY_LEN(two_tenants));
    struct tnf_tree_result result;
    const struct tnf_tree_options options = {.output = tree, .threads = 1};
    assert_int_equal(tnf_tree_generate(&options, &source.synthetic.source, &result, &fixture->err), 0);
    expect(fixture,
           "git fsck --strict >/dev/null 2>&1 && git worktree add -q checkout generated && "
           "diff -r -x .git -x lock -x state checkout written && echo same",
           "same\n");
}

static void a_clone_gets_what_was_packed_as_deltas(void **state) {
    struct fixture *fixture = *state;
    struct tnf_tenants_source source;
    tnf_tenants_init(&source, 40);
    assert_int_equal(tnf_git_commit(&fixture->options, &source.synthetic.source, &fixture->result, &fixture->err), 0);
    expect(fixture, "git verify-pack -v .git/objects/pack/*.idx | awk '$6 == 1 {n++} END {print (n >= 40)}'", "1\n");
    expect(fixture,
           "git clone -q --no-local -b generated . copy && git -C copy fsck --strict 2>&1 && "
           "git worktree add -q checkout generated && diff -r -x .git copy checkout && echo same",
           "same\n");
}

static void the_message_has_the_trailers(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    expect(fixture, "git log --format='%an <%ae>%n%B' generated",
           "Ada <ada@example.com>\nGenerate 2 tenants\n\nCatalog-Revision: 7\nStacks-Changed: 3\nModules-Changed: 1\n"
           "Tenant: acme\nTenant: zen\n\n");
    expect(fixture, "git log -1 --format='%(trailers:key=Tenant,valueonly,separator=%x2C)' generated", "acme,zen\n");
}

static void the_trailers_name_who_of_a_cell_is_touched(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, cell, TNF_ARRAY_LEN(cell));
    must_commit(fixture, cell_changed, TNF_ARRAY_LEN(cell_changed));
    expect(fixture, "git log -2 --format='%(trailers:separator=%x20)' generated",
           "Catalog-Revision: 7 Stacks-Changed: 1 Tenant: acme Tenant: bob Tenant: zen\n"
           "Catalog-Revision: 7 Stacks-Changed: 1 Tenant: acme Tenant: cleo Tenant: zen\n");
    expect(fixture, "git ls-tree -r --name-only generated environments/staging/cells/cell-1/tenants",
           "environments/staging/cells/cell-1/tenants/bob/main.tf\n"
           "environments/staging/cells/cell-1/tenants/cleo/main.tf\n"
           "environments/staging/cells/cell-1/tenants/zen/main.tf\n");
}

static void nothing_changed_means_no_commit(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    char first[sizeof fixture->result.id];
    memcpy(first, fixture->result.id, sizeof first);
    fixture->options.revision = 8;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    assert_false(fixture->result.committed);
    assert_string_equal(fixture->result.id, first);
    expect(fixture, "git rev-list --count generated", "1\n");
}

static void what_is_not_generated_any_more_goes_and_the_rest_stays(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    free(shell(fixture,
               "git worktree add -q work generated && cd work && echo mine > " ZEN "/hand.tf && "
               "echo readme > README.md && echo own > environments/own.txt && git add -A && "
               "git -c user.name=B -c user.email=b@example.com commit -qm hand && cd .. && git worktree remove work"));
    must_commit(fixture, one_tenant_changed, TNF_ARRAY_LEN(one_tenant_changed));
    assert_int_equal(fixture->result.stacks_changed, 2);
    expect(fixture, "git diff --name-status generated~1 generated -- environments modules README.md",
           "M\t" ACME "/.tenantform.manifest\nM\t" ACME "/locals.tf\nD\t" ZEN "/.tenantform.manifest\nD\t" ZEN
           "/main.tf\n");
    expect(fixture, "git show generated:" ZEN "/hand.tf generated:README.md generated:environments/own.txt",
           "mine\nreadme\nown\n");
    expect(fixture, "git fsck --strict >/dev/null 2>&1", "");
}

static void a_new_branch_starts_where_it_is_told(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    fixture->options.branch = "feature/acme";
    fixture->options.onto = "generated";
    must_commit(fixture, one_tenant_changed, TNF_ARRAY_LEN(one_tenant_changed));
    expect(fixture, "git rev-list --count generated..feature/acme", "1\n");
    fixture->options.branch = "other";
    fixture->options.onto = "no-such-thing";
    assert_int_equal(commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants)), TNF_E_NOT_FOUND);
    assert_string_equal(fixture->err.message, "there is no revision \"no-such-thing\" in the repository");
}

static void the_output_may_live_in_a_folder(void **state) {
    struct fixture *fixture = *state;
    fixture->options.directory = "infra/live";
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    expect(fixture, "git ls-tree --name-only generated infra/live/",
           "infra/live/.tenantform\ninfra/live/environments\ninfra/live/modules\n");
    must_commit(fixture, one_tenant_changed, TNF_ARRAY_LEN(one_tenant_changed));
    expect(fixture, "git ls-tree -r --name-only generated infra/live/" ZEN, "");
    fixture->options.directory = "../outside";
    assert_int_equal(commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants)), TNF_E_INVALID);
}

static void a_branch_that_is_checked_out_is_refused(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    free(shell(fixture, "git checkout -q generated"));
    assert_int_equal(commit(fixture, one_tenant_changed, TNF_ARRAY_LEN(one_tenant_changed)), TNF_E_CONFLICT);
    expect(fixture, "git rev-list --count generated && git status --porcelain", "1\n");
}

static void bad_names_and_missing_repositories_are_named(void **state) {
    struct fixture *fixture = *state;
    fixture->options.create = false;
    assert_int_equal(commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants)), TNF_E_NOT_FOUND);
    assert_non_null(strstr(fixture->err.message, "there is no git repository at"));
    fixture->options.create = true;
    const char *const names[] = {"", "-rf", "a..b", "a b", "x.lock", "../../etc", "a\nb"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        fixture->options.branch = names[i];
        if (commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants)) != TNF_E_INVALID)
            fail_msg("branch \"%s\" was taken", names[i]);
    }
}

/* Moves the branch while the source is rendered. */
struct moving {
    struct tnf_listed_source listed;
    struct fixture *fixture;
    int (*each)(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack, struct tnf_error *err),
                void *context, struct tnf_error *err);
};

static int move_and_render(struct tnf_source *source, const struct tnf_scope *scope, unsigned thread_count,
                           int (*visit)(void *context, uint64_t sequence, const struct tnf_stack *stack,
                                        struct tnf_error *err),
                           void *context, struct tnf_error *err) {
    struct moving *moving = (struct moving *)source;
    free(shell(moving->fixture, "git -c user.name=B -c user.email=b@example.com commit-tree -p "
                                "generated -m other generated^{tree} > id && "
                                "git update-ref refs/heads/generated $(cat id)"));
    return moving->each(source, scope, thread_count, visit, context, err);
}

static void a_branch_that_moved_meanwhile_is_left_alone(void **state) {
    struct fixture *fixture = *state;
    must_commit(fixture, two_tenants, TNF_ARRAY_LEN(two_tenants));
    struct moving moving = {.fixture = fixture};
    tnf_listed_init(&moving.listed, one_tenant_changed, TNF_ARRAY_LEN(one_tenant_changed));
    moving.each = moving.listed.synthetic.source.each;
    moving.listed.synthetic.source.each = move_and_render;
    assert_int_equal(
        tnf_git_commit(&fixture->options, &moving.listed.synthetic.source, &fixture->result, &fixture->err),
        TNF_E_CONFLICT);
    expect(fixture, "git log --format=%s generated", "other\nGenerate 2 tenants\n");
}

static void a_source_that_fails_moves_nothing(void **state) {
    struct fixture *fixture = *state;
    struct tnf_listed_source source;
    tnf_listed_init(&source, two_tenants, TNF_ARRAY_LEN(two_tenants));
    source.synthetic.fail_at = 2;
    assert_true(tnf_git_commit(&fixture->options, &source.synthetic.source, &fixture->result, &fixture->err) < 0);
    expect(fixture, "git for-each-ref && find .git/objects -type f", "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_tree_is_the_one_that_generate_writes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_clone_gets_what_was_packed_as_deltas, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_message_has_the_trailers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_trailers_name_who_of_a_cell_is_touched, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_changed_means_no_commit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_generated_any_more_goes_and_the_rest_stays, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_branch_starts_where_it_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_output_may_live_in_a_folder, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_branch_that_is_checked_out_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(bad_names_and_missing_repositories_are_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_branch_that_moved_meanwhile_is_left_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_source_that_fails_moves_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/git/commit", tests, NULL, NULL);
}

/* Commits that render only what changed are those of whole runs. */
#include "base/file.h"
#include "generator/git/commit.h"
#include "generator/resolve/resolve.h"
#include "tests/support/catalog_fixture.h"
#include "tests/support/random_rows.h"
#include "tests/support/shell.h"
#include "tests/support/test.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct catalog_fixture *catalog;
    struct tnf_random random;
    const char *path; /* of the catalog that is committed */
    char *quick;      /* the repository of commits that are limited to what changed */
    char *whole;      /* of those that are not */
    struct tnf_git_commit_result result;
};

static int set_up(void **state) {
    struct fixture *fixture = tnf_xcalloc(1, sizeof *fixture);
    void *catalog;
    (void)catalog_set_up(&catalog);
    fixture->catalog = catalog;
    fixture->path = fixture->catalog->path;
    fixture->quick = tnf_scratch_path(&fixture->catalog->scratch, "quick");
    fixture->whole = tnf_scratch_path(&fixture->catalog->scratch, "whole");
    assert_int_equal(setenv("GIT_AUTHOR_NAME", "Ada", 1), 0);
    assert_int_equal(setenv("GIT_AUTHOR_EMAIL", "ada@example.com", 1), 0);
    assert_int_equal(setenv("GIT_COMMITTER_NAME", "Ada", 1), 0);
    assert_int_equal(setenv("GIT_COMMITTER_EMAIL", "ada@example.com", 1), 0);
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    struct fixture *fixture = *state;
    void *catalog = fixture->catalog;
    free(fixture->quick);
    free(fixture->whole);
    free(fixture);
    return catalog_tear_down(&catalog);
}

static struct tnf_git_commit_result commit(const struct fixture *fixture, const char *repository, bool full,
                                           bool force) {
    const struct tnf_resolve_options resolving = {.catalog = fixture->path, .local_state = true};
    const struct tnf_git_commit_options options = {.repository = repository,
                                                   .create = true,
                                                   .branch = "work",
                                                   .directory = "infra",
                                                   .thread_count = 1,
                                                   .full = full,
                                                   .force = force};
    struct tnf_git_commit_result result;
    struct tnf_resolver *resolver;
    struct tnf_error err = {0};
    if (tnf_resolver_new(&resolving, &resolver, &err) < 0) fail_msg("%s", err.message);
    if (tnf_git_commit(&options, tnf_resolver_source(resolver), &result, &err) < 0) fail_msg("%s", err.message);
    tnf_resolver_free(resolver);
    return result;
}

static void expect(const struct fixture *fixture, const char *command, const char *text) {
    TNF_AUTO_FREE char *output = tnf_shell(fixture->catalog->scratch.path.ptr, command);
    assert_string_equal(output, text);
}

/* Commits to both; gives how much was rendered for the one, and for the other. */
static void commit_both(struct fixture *fixture, uint64_t *ret_quick, uint64_t *ret_whole) {
    const struct tnf_git_commit_result quick = commit(fixture, fixture->quick, /* full= */ false, /* force= */ false);
    const struct tnf_git_commit_result whole = commit(fixture, fixture->whole, /* full= */ true, /* force= */ false);
    assert_int_equal(quick.committed, whole.committed);
    assert_int_equal(quick.stacks_changed, whole.stacks_changed);
    assert_int_equal(quick.modules_changed, whole.modules_changed);
    expect(fixture,
           "for r in quick whole; do git -C $r log -1 --format=%T%n%B work >$r.log; done; diff quick.log whole.log",
           "");
    *ret_quick = quick.rendered;
    *ret_whole = whole.rendered;
}

/* One change, as a person may try it; what the catalog does not take is no change. */
typedef int (*change_fn)(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err);

static int update(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err) {
    return tnf_catalog_update(catalog, record, /* whole= */ false, err);
}

static int rename_to_other(struct tnf_catalog *catalog, const struct tnf_record *record, struct tnf_error *err) {
    const struct tnf_strview name = record->data[0].string;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf other = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&other, "%.*s%s", TNF_SV_ARG(name), name.len < 8 ? "-new" : "2");
    return tnf_catalog_rename(catalog, record, tnf_strbuf_view(&other), err);
}

static void attempt(struct fixture *fixture, change_fn change, enum tnf_entity_id entity, const char *key,
                    const char *field, const char *value) {
    struct tnf_arena *arena = &fixture->catalog->arena;
    const struct tnf_record record = test_record(arena, entity, key, field, value, NULL);
    struct tnf_catalog *catalog = fixture->catalog->catalog;
    int64_t revision;
    test_begin(catalog);
    if (change(catalog, &record, NULL) < 0 || tnf_catalog_commit(catalog, &revision, NULL, NULL) < 0)
        tnf_catalog_rollback(catalog);
}

static const char *pick(struct fixture *fixture, const char *const *values, size_t count) {
    return values[tnf_random_below(&fixture->random, count)];
}
#define PICK(fixture, ...)                                                                                             \
    pick(fixture, (const char *const[]){__VA_ARGS__}, TNF_ARRAY_LEN(((const char *const[]){__VA_ARGS__})))

static const char *key_of(struct fixture *fixture, const char *format, ...) __attribute__((format(printf, 2, 3)));
static const char *key_of(struct fixture *fixture, const char *format, ...) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    va_list arguments;
    va_start(arguments, format);
    tnf_strbuf_addv(&text, format, arguments);
    va_end(arguments);
    return tnf_arena_str(&fixture->catalog->arena, text.ptr);
}

static void change_tenant(struct fixture *fixture, const char *tenant) {
    switch (tnf_random_below(&fixture->random, 6)) {
    case 0:
        attempt(fixture, tnf_catalog_remove, TNF_ENTITY_TENANT, tenant, NULL, NULL);
        break;
    case 1:
        attempt(fixture, rename_to_other, TNF_ENTITY_TENANT, tenant, NULL, NULL);
        break;
    case 2:
        attempt(fixture, update, TNF_ENTITY_TENANT, tenant, "state",
                PICK(fixture, "active", "suspended", "offboarding", "offboarded"));
        break;
    case 3:
        attempt(fixture, update, TNF_ENTITY_TENANT, tenant, "title", PICK(fixture, "One", "Two", "Three"));
        break;
    default:
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_TENANT, tenant, "isolation",
                PICK(fixture, "pool", "pool", "bridge", "silo"));
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_PLACEMENT, key_of(fixture, "%s/staging", tenant), NULL, NULL);
        /* For a silo only: an account of its own, which is watched in an environment that is hardened. */
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_PLACEMENT, key_of(fixture, "%s/production", tenant),
                "account_id", PICK(fixture, "111122223333", "444455556666"));
    }
}

static void change_placement(struct fixture *fixture, const char *tenant) {
    const char *key = key_of(fixture, "%s/%s", tenant, PICK(fixture, "staging", "production", "extra"));
    switch (tnf_random_below(&fixture->random, 5)) {
    case 0:
        attempt(fixture, tnf_catalog_remove, TNF_ENTITY_PLACEMENT, key, NULL, NULL);
        break;
    case 1:
        attempt(fixture, update, TNF_ENTITY_PLACEMENT, key, "state", PICK(fixture, "active", "offboarded"));
        break;
    case 2:
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_PLACEMENT, key, "account_id",
                PICK(fixture, "111122223333", "444455556666"));
        break;
    default:
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_PLACEMENT, key, NULL, NULL);
    }
}

static void change_service(struct fixture *fixture, const char *tenant) {
    const char *key = key_of(fixture, "%s/%s", tenant, PICK(fixture, "api", "web"));
    switch (tnf_random_below(&fixture->random, 6)) {
    case 0:
        attempt(fixture, tnf_catalog_remove, TNF_ENTITY_SERVICE, key, NULL, NULL);
        break;
    case 1:
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_ROUTE, key_of(fixture, "%s/site", key), "path", "/*");
        break;
    case 2:
        attempt(fixture, update, TNF_ENTITY_SERVICE, key, "memory", PICK(fixture, "512", "1024"));
        break;
    default:
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_SERVICE, key, "image", "x:1");
    }
}

static void change_environment(struct fixture *fixture) {
    const char *name = PICK(fixture, "staging", "production", "extra");
    switch (tnf_random_below(&fixture->random, 5)) {
    case 0:
        attempt(fixture, tnf_catalog_remove, TNF_ENTITY_ENVIRONMENT, name, NULL, NULL);
        break;
    case 1:
        attempt(fixture, update, TNF_ENTITY_ENVIRONMENT, name, "kubernetes_option", PICK(fixture, "true", "false"));
        break;
    case 2:
        attempt(fixture, update, TNF_ENTITY_ENVIRONMENT, name, "hardening", PICK(fixture, "true", "false"));
        break;
    case 3:
        attempt(fixture, update, TNF_ENTITY_PLATFORM, "acme", "cell_size", PICK(fixture, "2", "3"));
        break;
    default:
        attempt(fixture, tnf_catalog_insert, TNF_ENTITY_ENVIRONMENT, name, NULL, NULL);
    }
}

static void change_something(struct fixture *fixture) {
    const char *tenant = PICK(fixture, "a", "b", "c", "d", "e", "a-new", "b-new");
    const uint64_t kind = tnf_random_below(&fixture->random, 20);
    if (kind == 0)
        change_environment(fixture);
    else if (kind < 8)
        change_tenant(fixture, tenant);
    else if (kind < 14)
        change_placement(fixture, tenant);
    else
        change_service(fixture, tenant);
}

static void start(struct fixture *fixture) {
    test_begin(fixture->catalog->catalog);
    test_insert_platform(fixture->catalog->catalog);
    test_update(fixture->catalog->catalog, TNF_ENTITY_PLATFORM, "acme", "cell_size", "2", "account_id", "123456789012",
                NULL);
    test_update(fixture->catalog->catalog, TNF_ENTITY_ENVIRONMENT, "staging", "kubernetes_option", "true", NULL);
    test_update(fixture->catalog->catalog, TNF_ENTITY_ENVIRONMENT, "production", "hardening", "true", NULL);
    test_commit(fixture->catalog->catalog);
}

static void whatever_changes_the_commit_is_that_of_a_whole_run(void **state) {
    enum { COMMITS = 60, CHANGES_MAX = 6 };
    struct fixture *fixture = *state;
    fixture->random.state = 1;
    start(fixture);
    unsigned limited = 0;
    for (int i = 0; i < COMMITS; i++) {
        for (uint64_t n = tnf_random_below(&fixture->random, CHANGES_MAX); n > 0; n--) change_something(fixture);
        uint64_t quick;
        uint64_t whole;
        commit_both(fixture, &quick, &whole);
        limited += quick < whole;
    }
    if (limited < COMMITS / 2) fail_msg("only %u commits were limited to what changed", limited);
}

/* A tenant "acme" in both environments and a tenant "beta" in one. */
static void add_two_tenants(struct fixture *fixture) {
    struct tnf_catalog *catalog = fixture->catalog->catalog;
    start(fixture);
    test_begin(catalog);
    test_insert(catalog, TNF_ENTITY_TENANT, "acme", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/staging", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "acme/production", NULL);
    test_insert(catalog, TNF_ENTITY_TENANT, "beta", "isolation", "bridge", NULL);
    test_insert(catalog, TNF_ENTITY_PLACEMENT, "beta/staging", NULL);
    test_commit(catalog);
}

static void change_title(struct fixture *fixture, const char *tenant, const char *title) {
    attempt(fixture, update, TNF_ENTITY_TENANT, tenant, "title", title);
}

static void only_what_can_have_changed_is_rendered(void **state) {
    struct fixture *fixture = *state;
    uint64_t quick;
    uint64_t whole;
    add_two_tenants(fixture);
    commit_both(fixture, &quick, &whole);
    assert_int_equal(quick, whole);
    change_title(fixture, "beta", "Beta");
    commit_both(fixture, &quick, &whole);
    assert_int_equal(quick, 3 + 2); /* what environments have, beta in one of them, and as the EKS option has it */
    commit_both(fixture, &quick, &whole);
    assert_int_equal(quick, 3);
}

/* Runs a command in a checkout of the branch and commits what it did. */
static void by_hand(const struct fixture *fixture, const char *command) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    tnf_strbuf_addf(&line,
                    "cd quick && git worktree add -q ../checkout work && cd ../checkout && %s && git add -A && "
                    "git -c user.name=B -c user.email=b@example.com commit -qm hand && cd ../quick && "
                    "git worktree remove --force ../checkout",
                    command);
    free(tnf_shell(fixture->catalog->scratch.path.ptr, line.ptr));
}

static void what_somebody_changed_on_the_branch_is_seen(void **state) {
    struct fixture *fixture = *state;
    add_two_tenants(fixture);
    const uint64_t all = commit(fixture, fixture->quick, false, false).rendered;
    by_hand(fixture, "echo '# mine' >>infra/environments/staging/tenants/beta/main.tf");
    for (int i = 0; i < 2; i++) { /* and stays to be seen as long as it is there */
        change_title(fixture, "acme", i == 0 ? "One" : "Two");
        const struct tnf_git_commit_result kept = commit(fixture, fixture->quick, false, false);
        assert_int_equal(kept.rendered, all);
        assert_int_equal(kept.files_kept, 1);
    }
    assert_int_equal(commit(fixture, fixture->quick, false, /* force= */ true).rendered, all);
    change_title(fixture, "acme", "Three");
    assert_true(commit(fixture, fixture->quick, false, false).rendered < all);
    by_hand(fixture, "rm -r infra/environments/staging/tenants/beta");
    change_title(fixture, "acme", "Four");
    assert_int_equal(commit(fixture, fixture->quick, false, false).rendered, all);
    expect(fixture, "git -C quick ls-tree --name-only work infra/environments/staging/tenants/",
           "infra/environments/staging/tenants/acme\ninfra/environments/staging/tenants/beta\n");
}

static void an_output_is_known_wherever_it_turns_up(void **state) {
    struct fixture *fixture = *state;
    add_two_tenants(fixture);
    const uint64_t all = commit(fixture, fixture->quick, false, false).rendered;
    /* Another message, other commits, a file outside of the output, and taken back what came since. */
    by_hand(fixture, "git commit -q --amend -m other --author='C <c@example.com>' && echo readme >README.md");
    change_title(fixture, "acme", "One");
    assert_true(commit(fixture, fixture->quick, false, false).rendered < all);
    by_hand(fixture, "git revert --no-edit -n HEAD");
    change_title(fixture, "beta", "Two");
    assert_true(commit(fixture, fixture->quick, false, false).rendered < all);
    (void)commit(fixture, fixture->whole, true, false);
    expect(fixture, "git -C quick rev-parse work:infra >a; git -C whole rev-parse work:infra >b; diff a b", "");
}

static void a_copy_of_the_catalog_that_went_on_apart_is_another_one(void **state) {
    struct fixture *fixture = *state;
    add_two_tenants(fixture);
    tnf_catalog_close(fixture->catalog->catalog);
    TNF_AUTO_FREE char *copy = tnf_scratch_path(&fixture->catalog->scratch, "copy.db");
    assert_int_equal(tnf_file_copy(fixture->catalog->path, copy, 0600, NULL), 0);
    fixture->catalog->catalog = test_open(fixture->catalog->path, TNF_OPEN_WRITE);
    change_title(fixture, "acme", "Here");
    const uint64_t all = commit(fixture, fixture->quick, false, false).rendered;
    struct tnf_catalog *here = fixture->catalog->catalog;
    fixture->catalog->catalog = test_open(copy, TNF_OPEN_WRITE);
    change_title(fixture, "beta", "There");
    change_title(fixture, "beta", "There, later");
    fixture->path = copy;
    const struct tnf_git_commit_result there = commit(fixture, fixture->quick, false, false);
    assert_int_equal(there.rendered, all);
    assert_int_equal(there.stacks_changed, 2 + 1 + 2); /* acme's back, beta's anew, with those of the EKS option */
    tnf_catalog_close(fixture->catalog->catalog);
    fixture->catalog->catalog = here;
}

static void what_is_known_may_be_lost(void **state) {
    struct fixture *fixture = *state;
    add_two_tenants(fixture);
    const uint64_t all = commit(fixture, fixture->quick, false, false).rendered;
    const char *const harms[] = {"rm quick/.git/tenantform/outputs",
                                 "echo nonsense >quick/.git/tenantform/outputs",
                                 "sed -i 's/^fingerprint .*/fingerprint abc/' quick/.git/tenantform/outputs",
                                 "sed -i 's/^revision .*/revision 99/' quick/.git/tenantform/outputs",
                                 "sed -i 's/^mark .*/mark abc/' quick/.git/tenantform/outputs",
                                 "sed -i 's/^catalog .*/catalog abc/' quick/.git/tenantform/outputs"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(harms); i++) {
        expect(fixture, harms[i], "");
        change_title(fixture, "acme", key_of(fixture, "Title %zu", i));
        if (commit(fixture, fixture->quick, false, false).rendered != all) fail_msg("%s", harms[i]);
        change_title(fixture, "acme", key_of(fixture, "Other title %zu", i));
        if (commit(fixture, fixture->quick, false, false).rendered == all) fail_msg("%s and again", harms[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(whatever_changes_the_commit_is_that_of_a_whole_run, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_what_can_have_changed_is_rendered, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_somebody_changed_on_the_branch_is_seen, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_output_is_known_wherever_it_turns_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_copy_of_the_catalog_that_went_on_apart_is_another_one, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_known_may_be_lost, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("generator/git/incremental", tests, NULL, NULL);
}

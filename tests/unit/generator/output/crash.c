/*
 * The promise of all or nothing: generate is killed, or a system call of it fails, at every point where it touches a
 * file, and the tree must be the old one, the new one, or one that the next run finishes.
 */
#include "generator/output/tree.h"

#include "tests/support/faults.h"
#include "tests/support/scratch.h"
#include "tests/support/synthetic_source.h"
#include "tests/support/test.h"
#include "tests/support/tree_listing.h"
#include "tests/support/valgrind.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* A child costs 20 ms and more with a sanitizer or valgrind; there every few points will do. */
static long stride(void) {
#ifdef __SANITIZE_ADDRESS__
    return 5;
#else
    return tnf_under_valgrind() ? 40 : 1;
#endif
}

/* Three catalogs: files and folders come, change and go between any two of them. */
static const struct tnf_listed_stack first[] = {
    {"environments/production", {{"main.tf", "production\n"}, {"versions.tf", "1\n"}}},
    {"environments/production/tenants/acme", {{"main.tf", "acme\n"}, {"sub/deep.tf", "deep\n"}}},
    {"environments/staging", {{"main.tf", "staging\n"}}},
    {"modules/vpc", {{"main.tf", "vpc\n"}}},
};
static const struct tnf_listed_stack second[] = {
    {"environments/production", {{"main.tf", "production 2\n"}, {"outputs.tf", "new\n"}}},
    {"environments/production/tenants/acme", {{"main.tf", "acme\n"}, {"sub/other.tf", "other\n"}}},
    {"environments/production/tenants/globex", {{"main.tf", "globex\n"}}},
    {"modules/vpc", {{"main.tf", "vpc 2\n"}}},
};
static const struct tnf_listed_stack third[] = {
    {"environments/production/tenants/globex", {{"main.tf", "globex 3\n"}, {"sub/deep.tf", "deep\n"}}},
    {"environments/test", {{"main.tf", "test\n"}}},
};
static const struct {
    const struct tnf_listed_stack *stacks;
    size_t count;
} catalogs[] = {{first, 4}, {second, 4}, {third, 2}};
enum { CATALOGS = 3 };

/* Not generated, in folders that come and go. */
static const struct {
    const char *name;
    const char *content;
} by_hand[] = {
    {"README.md", "mine"},
    {"environments/production/tenants/acme/terraform.tfvars", "mine"},
    {"environments/staging/.terraform/state", "mine"},
};

static int generate(const char *output, size_t catalog, unsigned threads) {
    struct tnf_listed_source source;
    struct tnf_tree_result result;
    tnf_listed_init(&source, catalogs[catalog].stacks, catalogs[catalog].count);
    const struct tnf_tree_options options = {.output = output, .threads = threads};
    return tnf_tree_generate(&options, &source.synthetic.source, &result, NULL);
}

static void write_by_hand(const struct tnf_scratch *scratch) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(by_hand); i++) tnf_scratch_write(scratch, by_hand[i].name, by_hand[i].content);
}

/* What the tree must look like: made in one go, in another place. */
static char *expected[CATALOGS];

static int make_expected(void **state) {
    (void)state;
    for (size_t i = 0; i < CATALOGS; i++) {
        struct tnf_scratch scratch;
        tnf_scratch_init(&scratch);
        write_by_hand(&scratch);
        if (generate(scratch.path.ptr, i, 1) < 0) return -1;
        expected[i] = tnf_tree_listing(scratch.path.ptr, false);
        tnf_scratch_release(&scratch);
    }
    return 0;
}

static int free_expected(void **state) {
    (void)state;
    for (size_t i = 0; i < CATALOGS; i++) free(expected[i]);
    return 0;
}

static void assert_tree(const struct tnf_scratch *scratch, size_t catalog) {
    TNF_AUTO_FREE char *actual = tnf_tree_listing(scratch->path.ptr, false);
    assert_string_equal(actual, expected[catalog]);
}

static bool looks_like(const struct tnf_scratch *scratch, size_t catalog) {
    TNF_AUTO_FREE char *actual = tnf_tree_listing(scratch->path.ptr, false);
    return strcmp(actual, expected[catalog]) == 0;
}

static bool has_journal(const struct tnf_scratch *scratch) {
    TNF_AUTO_FREE char *journal = tnf_scratch_path(scratch, ".tenantform/journal");
    return access(journal, F_OK) == 0;
}

/* Runs generate in a child that is killed before its nth touch of a file. True when it came to its end before. */
static bool generate_killed_at(const struct tnf_scratch *scratch, size_t catalog, long nth) {
    const pid_t child = fork();
    assert_true(child >= 0); /* kill(-1) would be everybody */
    if (child == 0) {
        tnf_faults_kill(nth);
        _exit(generate(scratch->path.ptr, catalog, 1) == 0 ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return false;
    }
    assert_int_equal(WEXITSTATUS(status), 0);
    return true;
}

static bool try_kill(size_t from, size_t to, size_t then, long nth) {
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    write_by_hand(&scratch);
    assert_int_equal(generate(scratch.path.ptr, from, 1), 0);
    const bool ended = generate_killed_at(&scratch, to, nth);
    if (!looks_like(&scratch, from) && !looks_like(&scratch, to)) assert_true(has_journal(&scratch));
    assert_int_equal(generate(scratch.path.ptr, then, 1), 0);
    assert_tree(&scratch, then);
    tnf_scratch_release(&scratch);
    return ended;
}

static void killed_at_any_point_the_next_run_finishes(void **state) {
    (void)state;
    long point = 1;
    while (!try_kill(0, 1, 1, point)) point += stride();
    assert_true(point > 50);
    for (point = 2; !try_kill(1, 2, 2, point);) point += stride();
    for (point = 3; !try_kill(2, 0, 0, point);) point += stride();
}

/* The catalog has changed again before the next run. */
static void killed_at_any_point_the_next_run_can_be_another(void **state) {
    (void)state;
    for (long point = 1; !try_kill(0, 1, 2, point);) point += stride();
    for (long point = 2; !try_kill(1, 2, 0, point);) point += stride();
}

static void killed_in_the_first_run_nothing_is_left_over(void **state) {
    (void)state;
    for (long point = 1;; point += stride()) {
        struct tnf_scratch scratch;
        tnf_scratch_init(&scratch);
        write_by_hand(&scratch);
        const bool ended = generate_killed_at(&scratch, 0, point);
        assert_int_equal(generate(scratch.path.ptr, 0, 1), 0);
        assert_tree(&scratch, 0);
        tnf_scratch_release(&scratch);
        if (ended) return;
    }
}

/* Runs that finish runs are killed too. */
static void killed_again_and_again(void **state) {
    (void)state;
    unsigned seed = 4711;
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    write_by_hand(&scratch);
    for (long round = 0; round < 200 / stride(); round++) {
        for (int kills = rand_r(&seed) % 4; kills > 0; kills--)
            (void)generate_killed_at(&scratch, (size_t)rand_r(&seed) % CATALOGS, 1 + rand_r(&seed) % 120);
        const size_t catalog = (size_t)rand_r(&seed) % CATALOGS;
        assert_int_equal(generate(scratch.path.ptr, catalog, 1), 0);
        assert_tree(&scratch, catalog);
    }
    tnf_scratch_release(&scratch);
}

/* As an operator does it: from outside, at some time, while two threads are at work. */
static void killed_from_outside_at_random_times(void **state) {
    (void)state;
    unsigned seed = 815;
    struct tnf_scratch scratch;
    tnf_scratch_init(&scratch);
    write_by_hand(&scratch);
    for (long round = 0; round < 100 / stride(); round++) {
        const size_t catalog = (size_t)rand_r(&seed) % CATALOGS;
        const pid_t child = fork();
        assert_true(child >= 0); /* kill(-1) would be everybody */
        if (child == 0) {
            for (;;) (void)generate(scratch.path.ptr, (size_t)rand() % CATALOGS, 2);
        }
        (void)usleep((useconds_t)(rand_r(&seed) % 20000));
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        assert_int_equal(generate(scratch.path.ptr, catalog, 2), 0);
        assert_tree(&scratch, catalog);
    }
    tnf_scratch_release(&scratch);
}

/* What a person does between the kill and the next run is theirs. */
static void hand_changes_after_a_kill_are_kept(void **state) {
    (void)state;
    for (long point = 1;; point += stride()) {
        struct tnf_scratch scratch;
        tnf_scratch_init(&scratch);
        assert_int_equal(generate(scratch.path.ptr, 0, 1), 0);
        const bool ended = generate_killed_at(&scratch, 1, point);
        tnf_scratch_write(&scratch, "environments/production/main.tf", "by hand");
        tnf_scratch_write(&scratch, "environments/staging/main.tf", "by hand");
        assert_int_equal(generate(scratch.path.ptr, 1, 1), 0);
        TNF_AUTO_FREE char *changed = tnf_scratch_read(&scratch, "environments/production/main.tf");
        TNF_AUTO_FREE char *gone = tnf_scratch_read(&scratch, "environments/staging/main.tf");
        assert_string_equal(changed, "by hand");
        assert_string_equal(gone, "by hand");
        tnf_scratch_release(&scratch);
        if (ended) return;
    }
}

static void failing_calls_fail_the_run_and_spoil_nothing(void **state) {
    (void)state;
    for (long point = 1;; point += stride()) {
        struct tnf_scratch scratch;
        tnf_scratch_init(&scratch);
        write_by_hand(&scratch);
        assert_int_equal(generate(scratch.path.ptr, 0, 1), 0);
        tnf_faults_fail(point, point % 2 == 0 ? EIO : ENOSPC);
        const int code = generate(scratch.path.ptr, 1, 1);
        const long calls = tnf_faults_stop();
        if (code == 0 && calls >= point) assert_tree(&scratch, 1);
        if (!looks_like(&scratch, 0) && !looks_like(&scratch, 1)) assert_true(has_journal(&scratch));
        assert_int_equal(generate(scratch.path.ptr, 1, 1), 0);
        assert_tree(&scratch, 1);
        tnf_scratch_release(&scratch);
        if (calls < point) return;
    }
}

int main(void) {
    /* Thousands of small trees: not on a disk when that can be helped. */
    if (access("/dev/shm", W_OK) == 0) (void)setenv("TMPDIR", "/dev/shm", /* overwrite= */ 0);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_at_any_point_the_next_run_finishes),
        cmocka_unit_test(killed_at_any_point_the_next_run_can_be_another),
        cmocka_unit_test(killed_in_the_first_run_nothing_is_left_over),
        cmocka_unit_test(killed_again_and_again),
        cmocka_unit_test(killed_from_outside_at_random_times),
        cmocka_unit_test(hand_changes_after_a_kill_are_kept),
        cmocka_unit_test(failing_calls_fail_the_run_and_spoil_nothing),
    };
    return cmocka_run_group_tests_name("generator/output/crash", tests, make_expected, free_expected);
}

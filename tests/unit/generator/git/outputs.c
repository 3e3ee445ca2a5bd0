#include "generator/git/outputs.h"

#include "tests/support/test.h"

#include <string.h>

#define TREE_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define TREE_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static struct tnf_tree_state state_of(int64_t revision) {
    return (struct tnf_tree_state){.catalog = "0d5f6a3e-1111-4222-8333-944445555666",
                                   .revision = revision,
                                   .mark = "ab",
                                   .fingerprint = "cd",
                                   .files = 5};
}

/* Puts an entry in front of the text. */
static void add(struct tnf_strbuf *text, const char *tree, int64_t revision) {
    struct tnf_strbuf out = TNF_STRBUF_INIT;
    const struct tnf_tree_state state = state_of(revision);
    tnf_git_outputs_add(tnf_strbuf_view(text), tnf_sv(tree), &state, &out);
    tnf_strbuf_release(text);
    *text = out;
}

static int64_t revision_of(const struct tnf_strbuf *text, const char *tree) {
    struct tnf_tree_state state;
    return tnf_git_outputs_read(tnf_strbuf_view(text), tnf_sv(tree), &state) ? state.revision : -1;
}

static void what_a_tree_was_made_from_is_remembered(void **unused) {
    (void)unused;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    assert_int_equal(revision_of(&text, TREE_A), -1);
    add(&text, TREE_A, 1);
    add(&text, TREE_B, 2);
    assert_int_equal(revision_of(&text, TREE_A), 1);
    assert_int_equal(revision_of(&text, TREE_B), 2);
    assert_int_equal(revision_of(&text, "cccccccccccccccccccccccccccccccccccccccc"), -1);
    struct tnf_tree_state read;
    const struct tnf_tree_state written = state_of(1);
    assert_true(tnf_git_outputs_read(tnf_strbuf_view(&text), TNF_SV(TREE_A), &read));
    assert_string_equal(read.catalog, written.catalog);
    assert_string_equal(read.mark, "ab");
    assert_string_equal(read.fingerprint, "cd");
    assert_int_equal(read.files, 5);
}

static void a_tree_has_one_entry(void **unused) {
    (void)unused;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf once = TNF_STRBUF_INIT;
    add(&once, TREE_A, 7);
    for (int64_t revision = 1; revision <= 7; revision++) add(&text, TREE_A, revision);
    assert_string_equal(text.ptr, once.ptr);
}

static void the_newest_stay(void **unused) {
    (void)unused;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    char tree[41] = TREE_A;
    for (int i = 0; i <= TNF_GIT_OUTPUTS_MAX; i++) {
        (void)snprintf(tree, sizeof tree, "%040d", i);
        add(&text, tree, i);
    }
    assert_int_equal(revision_of(&text, "0000000000000000000000000000000000000000"), -1);
    assert_int_equal(revision_of(&text, "0000000000000000000000000000000000000001"), 1);
    assert_int_equal(revision_of(&text, tree), TNF_GIT_OUTPUTS_MAX);
}

static void damage_is_nothing_known(void **unused) {
    (void)unused;
    const char *const texts[] = {"nonsense", "output " TREE_A, "output " TREE_A "\nrevision x\nfiles 1\n",
                                 "output " TREE_A "\nrevision 1\n",
                                 "output\noutput " TREE_A "\noutput x\nrevision 1\n"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(texts); i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_strbuf_add_str(&text, texts[i]);
        if (revision_of(&text, TREE_A) != -1) fail_msg("%s", texts[i]);
        add(&text, TREE_A, 3);
        assert_int_equal(revision_of(&text, TREE_A), 3);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_tree_was_made_from_is_remembered),
        cmocka_unit_test(a_tree_has_one_entry),
        cmocka_unit_test(the_newest_stay),
        cmocka_unit_test(damage_is_nothing_known),
    };
    return cmocka_run_group_tests_name("generator/git/outputs", tests, NULL, NULL);
}

#include "generator/output/diff_text.h"

#include "base/arena.h"
#include "tests/support/test.h"

static char *diff(const char *before, const char *after) {
    struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_diff_text(TNF_SV("main.tf"), tnf_sv(before), tnf_sv(after), &out);
    return tnf_strbuf_detach(&out);
}

#define HEAD "--- a/main.tf\n+++ b/main.tf\n"

static void differences_are_shown_as_diff_u_does(void **state) {
    (void)state;
    static const struct {
        const char *name, *before, *after, *expected;
    } rows[] = {
        {"equal", "a\nb\n", "a\nb\n", ""},
        {"one line changed", "a\nb\nc\n", "a\nB\nc\n", HEAD "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
        {"line added at the end", "a\n", "a\nb\n", HEAD "@@ -1 +1,2 @@\n a\n+b\n"},
        {"line added at the start", "b\n", "a\nb\n", HEAD "@@ -1 +1,2 @@\n+a\n b\n"},
        {"all removed", "a\nb\n", "", HEAD "@@ -1,2 +0,0 @@\n-a\n-b\n"},
        {"new file", NULL, "a\n", "--- /dev/null\n+++ b/main.tf\n@@ -0,0 +1 @@\n+a\n"},
        {"removed file", "a\n", NULL, "--- a/main.tf\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n"},
        {"new empty file", NULL, "", "--- /dev/null\n+++ b/main.tf\n"},
        {"newline at the end lost", "a\nb\n", "a\nb",
         HEAD "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline at end of file\n"},
        {"context is three lines", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
         HEAD "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n"},
        {"near changes share a hunk", "1\n2\n3\n4\n5\n6\n7\n8\n", "X\n2\n3\n4\n5\n6\n7\nY\n",
         HEAD "@@ -1,8 +1,8 @@\n-1\n+X\n 2\n 3\n 4\n 5\n 6\n 7\n-8\n+Y\n"},
        {"far changes do not", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "X\n2\n3\n4\n5\n6\n7\n8\nY\n",
         HEAD "@@ -1,4 +1,4 @@\n-1\n+X\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n 8\n-9\n+Y\n"},
    };
    for (size_t i = 0; i < TNF_ARRAY_LEN(rows); i++) {
        TNF_AUTO_FREE char *actual = diff(rows[i].before, rows[i].after);
        if (strcmp(actual, rows[i].expected) != 0)
            fail_msg("%s:\n%s\ninstead of\n%s", rows[i].name, actual, rows[i].expected);
    }
}

static void bytes_are_not_shown(void **state) {
    (void)state;
    struct tnf_strbuf out = TNF_STRBUF_INIT;
    tnf_diff_text(TNF_SV("x"), TNF_SV("a\0b"), TNF_SV("a\0c"), &out);
    assert_string_equal(out.ptr, "--- a/x\n+++ b/x\nBinary files differ\n");
    tnf_strbuf_release(&out);
}

/* A text of `lines` lines out of few different ones, so that there is much to find. */
static void make_text(unsigned *seed, size_t lines, struct tnf_strbuf *out) {
    for (size_t i = 0; i < lines; i++) {
        tnf_strbuf_add_c(out, (char)('a' + rand_r(seed) % 4));
        tnf_strbuf_add_c(out, '\n');
    }
}

/* Plays the hunks of a diff over `before`, as patch does; counts the lines that it adds and removes. */
static void play(const struct tnf_strbuf *before, struct tnf_strview hunks, struct tnf_strbuf *out, size_t *ret_edits) {
    struct tnf_strview old = tnf_strbuf_view(before);
    size_t line_number = 1;
    *ret_edits = 0;
    while (hunks.len > 0) {
        struct tnf_strview line = tnf_sv_next(&hunks, '\n');
        const char mark = line.ptr[0];
        if (mark == '@') {
            int64_t start = 0;
            struct tnf_strview range = tnf_sv_from(line, 4);
            struct tnf_strview numbers = tnf_sv_next(&range, ' ');
            const bool empty = tnf_sv_ends_with(numbers, TNF_SV(",0"));
            assert_true(tnf_sv_to_int(tnf_sv_next(&numbers, ','), 0, 1000, &start));
            for (; line_number < (size_t)start + (empty ? 1 : 0); line_number++) {
                tnf_strbuf_add_sv(out, tnf_sv_next(&old, '\n'));
                tnf_strbuf_add_c(out, '\n');
            }
            continue;
        }
        *ret_edits += mark != ' ';
        if (mark != '+') {
            assert_true(tnf_sv_eq(tnf_sv_next(&old, '\n'), tnf_sv_from(line, 1)));
            line_number++;
        }
        if (mark == '-') continue;
        tnf_strbuf_add_sv(out, tnf_sv_from(line, 1));
        tnf_strbuf_add_c(out, '\n');
    }
    tnf_strbuf_add_sv(out, old);
}

/* The least number of added and removed lines, by the textbook table. Lines are two bytes each. */
static size_t least_edits(const struct tnf_strbuf *a, const struct tnf_strbuf *b) {
    enum { MAX = 64 };
    static size_t table[MAX + 1][MAX + 1];
    const size_t n = a->len / 2;
    const size_t m = b->len / 2;
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0)
                table[i][j] = i + j;
            else if (a->ptr[2 * (i - 1)] == b->ptr[2 * (j - 1)])
                table[i][j] = table[i - 1][j - 1];
            else
                table[i][j] = 1 + (table[i - 1][j] < table[i][j - 1] ? table[i - 1][j] : table[i][j - 1]);
        }
    return table[n][m];
}

static void diffs_of_random_texts_lead_over_and_are_shortest(void **state) {
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 2000; round++) {
        struct tnf_strbuf before = TNF_STRBUF_INIT, after = TNF_STRBUF_INIT, played = TNF_STRBUF_INIT;
        make_text(&seed, (size_t)rand_r(&seed) % 30, &before);
        make_text(&seed, (size_t)rand_r(&seed) % 30, &after);
        TNF_AUTO_FREE char *text = diff(before.ptr, after.ptr);
        size_t edits = 0;
        play(&before, tnf_sv_from(tnf_sv(text), strlen(HEAD)), &played, &edits);
        assert_string_equal(played.ptr, after.ptr);
        assert_int_equal(edits, least_edits(&before, &after));
        tnf_strbuf_release(&before);
        tnf_strbuf_release(&after);
        tnf_strbuf_release(&played);
    }
}

static void very_different_texts_are_replaced_whole(void **state) {
    (void)state;
    struct tnf_strbuf before = TNF_STRBUF_INIT, after = TNF_STRBUF_INIT;
    for (int i = 0; i < 2 * TNF_DIFF_MAX_EDITS; i++) {
        tnf_strbuf_addf(&before, "old %d\n", i);
        tnf_strbuf_addf(&after, "new %d\n", i);
    }
    TNF_AUTO_FREE char *text = diff(before.ptr, after.ptr);
    assert_non_null(strstr(text, "@@ -1,2000 +1,2000 @@\n-old 0\n-old 1\n"));
    assert_non_null(strstr(text, "-old 1999\n+new 0\n"));
    tnf_strbuf_release(&before);
    tnf_strbuf_release(&after);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_are_shown_as_diff_u_does),
        cmocka_unit_test(bytes_are_not_shown),
        cmocka_unit_test(diffs_of_random_texts_lead_over_and_are_shortest),
        cmocka_unit_test(very_different_texts_are_replaced_whole),
    };
    return cmocka_run_group_tests_name("generator/output/diff_text", tests, NULL, NULL);
}

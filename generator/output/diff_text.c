#include "generator/output/diff_text.h"

#include "base/arena.h"

enum { CONTEXT = 3 };

/* One text cut into lines (each with its newline), and which of them are not in the other text. */
struct side {
    struct tnf_strview *lines;
    bool *differs;
    size_t count;
};

static size_t count_lines(struct tnf_strview text) {
    size_t lines = 0;
    for (struct tnf_strview rest = text; rest.len > 0; lines++) {
        const size_t end = tnf_sv_find(rest, '\n');
        rest = tnf_sv_from(rest, end + 1);
    }
    return lines;
}

static struct side cut(struct tnf_arena *arena, struct tnf_strview text) {
    struct side side = {.count = count_lines(text)};
    side.lines = TNF_ARENA_ARRAY(arena, struct tnf_strview, side.count + 1);
    side.differs = TNF_ARENA_ARRAY(arena, bool, side.count + 1);
    for (size_t i = 0; i < side.count; i++) {
        const size_t end = tnf_sv_find(text, '\n');
        side.lines[i] = tnf_sv_n(text.ptr, end < text.len ? end + 1 : end);
        text = tnf_sv_from(text, end + 1);
    }
    return side;
}

/* The part of both texts between their common beginning and their common end. */
struct middle {
    const struct side *a;
    const struct side *b;
    size_t start;
    int64_t n; /* lines of a in it */
    int64_t m; /* lines of b in it */
};

static struct middle trim(const struct side *a, const struct side *b) {
    size_t start = 0;
    while (start < a->count && start < b->count && tnf_sv_eq(a->lines[start], b->lines[start])) start++;
    size_t end = 0;
    while (end < a->count - start && end < b->count - start &&
           tnf_sv_eq(a->lines[a->count - 1 - end], b->lines[b->count - 1 - end]))
        end++;
    return (struct middle){a, b, start, (int64_t)(a->count - start - end), (int64_t)(b->count - start - end)};
}

/* Follows equal lines from (x, x - k). */
static int64_t slide(const struct middle *middle, int64_t x, int64_t k) {
    while (x < middle->n && x - k < middle->m &&
           tnf_sv_eq(middle->a->lines[middle->start + (size_t)x], middle->b->lines[middle->start + (size_t)(x - k)]))
        x++;
    return x;
}

/* Myers' greedy algorithm: furthest[k] is how far a path with d edits gets on diagonal k = x - y. The rows of all d
 * are kept (row d has the diagonals -d … d), so that the path can be walked back. */
struct rows {
    int64_t *row[TNF_DIFF_MAX_EDITS + 1];
};

/* Whether the step onto diagonal k with d edits comes from k + 1 (a line of b is added). */
static bool comes_down(const int64_t *before, int64_t d, int64_t k) {
    return k == -d || (k != d && before[k - 1] < before[k + 1]);
}

/* Fills one row; true when the end of both texts is reached. */
static bool fill_row(const struct middle *middle, struct rows *rows, int64_t d) {
    const int64_t *before = d == 0 ? NULL : rows->row[d - 1];
    int64_t *row = rows->row[d];
    for (int64_t k = -d; k <= d; k += 2) {
        int64_t x = 0;
        if (before != NULL) x = comes_down(before, d, k) ? before[k + 1] : before[k - 1] + 1;
        row[k] = slide(middle, x, k);
        if (row[k] >= middle->n && row[k] - k >= middle->m) return true;
    }
    return false;
}

static void walk_back(const struct middle *middle, const struct rows *rows, int64_t d) {
    int64_t k = middle->n - middle->m;
    for (; d > 0; d--) {
        const int64_t *before = rows->row[d - 1];
        const bool down = comes_down(before, d, k);
        k += down ? 1 : -1;
        const int64_t x = before[k];
        if (down)
            middle->b->differs[middle->start + (size_t)(x - k)] = true;
        else
            middle->a->differs[middle->start + (size_t)x] = true;
    }
}

static void mark_all(const struct middle *middle) {
    for (int64_t i = 0; i < middle->n; i++) middle->a->differs[middle->start + (size_t)i] = true;
    for (int64_t i = 0; i < middle->m; i++) middle->b->differs[middle->start + (size_t)i] = true;
}

static void mark(struct tnf_arena *arena, const struct side *a, const struct side *b) {
    const struct middle middle = trim(a, b);
    struct rows *rows = TNF_ARENA_NEW(arena, struct rows);
    /* Out of bounds: paths that leave the texts. They are harmless (slide stops), but cost; so few are not pruned. */
    for (int64_t d = 0; d <= TNF_DIFF_MAX_EDITS && a->count + b->count <= TNF_DIFF_MAX_LINES; d++) {
        rows->row[d] = TNF_ARENA_ARRAY(arena, int64_t, (size_t)(2 * d + 3)) + d + 1;
        if (!fill_row(&middle, rows, d)) continue;
        walk_back(&middle, rows, d);
        return;
    }
    mark_all(&middle);
}

static void add_line(struct tnf_strbuf *out, char mark_char, struct tnf_strview line) {
    tnf_strbuf_add_c(out, mark_char);
    tnf_strbuf_add_sv(out, line);
    if (!tnf_sv_ends_with(line, TNF_SV("\n"))) tnf_strbuf_add_str(out, "\n\\ No newline at end of file\n");
}

struct hunk {
    size_t a_start, a_end;
    size_t b_start, b_end;
};

static bool equal_at(const struct side *a, const struct side *b, size_t i, size_t j) {
    return i < a->count && j < b->count && !a->differs[i] && !b->differs[j];
}

/* Extends the hunk, which begins at a difference, to the last difference with at most 2 * CONTEXT equal lines between
 * neighbours. */
static void extend(const struct side *a, const struct side *b, struct hunk *hunk) {
    size_t i = hunk->a_start;
    size_t j = hunk->b_start;
    for (size_t equal = 0; equal <= (size_t)2 * CONTEXT;) {
        if (equal_at(a, b, i, j)) {
            equal++, i++, j++;
            continue;
        }
        if (i == a->count && j == b->count) return;
        equal = 0;
        while (i < a->count && a->differs[i]) i++;
        while (j < b->count && b->differs[j]) j++;
        hunk->a_end = i;
        hunk->b_end = j;
    }
}

static void add_context(const struct side *a, const struct side *b, struct hunk *hunk) {
    for (int i = 0; i < CONTEXT && hunk->a_start > 0 && hunk->b_start > 0; i++) hunk->a_start--, hunk->b_start--;
    for (int i = 0; i < CONTEXT && hunk->a_end < a->count && hunk->b_end < b->count; i++) hunk->a_end++, hunk->b_end++;
}

/* A range that is empty is named by the line before it. */
static void add_range(struct tnf_strbuf *out, char mark_char, size_t start, size_t end) {
    const size_t count = end - start;
    tnf_strbuf_addf(out, "%c%zu", mark_char, count == 0 ? start : start + 1);
    if (count != 1) tnf_strbuf_addf(out, ",%zu", count);
}

static void add_hunk(const struct side *a, const struct side *b, const struct hunk *hunk, struct tnf_strbuf *out) {
    tnf_strbuf_add_str(out, "@@ ");
    add_range(out, '-', hunk->a_start, hunk->a_end);
    tnf_strbuf_add_c(out, ' ');
    add_range(out, '+', hunk->b_start, hunk->b_end);
    tnf_strbuf_add_str(out, " @@\n");
    size_t i = hunk->a_start;
    size_t j = hunk->b_start;
    while (i < hunk->a_end || j < hunk->b_end) {
        while (i < hunk->a_end && a->differs[i]) add_line(out, '-', a->lines[i++]);
        while (j < hunk->b_end && b->differs[j]) add_line(out, '+', b->lines[j++]);
        for (; i < hunk->a_end && equal_at(a, b, i, j); i++, j++) add_line(out, ' ', a->lines[i]);
    }
}

static void add_hunks(const struct side *a, const struct side *b, struct tnf_strbuf *out) {
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        while (equal_at(a, b, i, j)) i++, j++;
        if (i == a->count && j == b->count) return;
        struct hunk hunk = {i, i, j, j};
        extend(a, b, &hunk);
        i = hunk.a_end;
        j = hunk.b_end;
        add_context(a, b, &hunk);
        add_hunk(a, b, &hunk, out);
    }
}

static bool is_binary(struct tnf_strview text) {
    return tnf_sv_find(text, '\0') < text.len;
}

static void add_name(struct tnf_strbuf *out, const char *mark_text, const char *prefix, struct tnf_strview path,
                     bool exists) {
    tnf_strbuf_add_str(out, mark_text);
    tnf_strbuf_add_str(out, exists ? prefix : "/dev/null");
    if (exists) tnf_strbuf_add_sv(out, path);
    tnf_strbuf_add_c(out, '\n');
}

void tnf_diff_text(struct tnf_strview path, struct tnf_strview before, struct tnf_strview after,
                   struct tnf_strbuf *out) {
    if (tnf_sv_eq(before, after) && (before.ptr == NULL) == (after.ptr == NULL)) return;
    add_name(out, "--- ", "a/", path, before.ptr != NULL);
    add_name(out, "+++ ", "b/", path, after.ptr != NULL);
    if (is_binary(before) || is_binary(after)) {
        tnf_strbuf_add_str(out, "Binary files differ\n");
        return;
    }
    struct tnf_arena arena = TNF_ARENA_INIT;
    const struct side a = cut(&arena, before);
    const struct side b = cut(&arena, after);
    mark(&arena, &a, &b);
    add_hunks(&a, &b, out);
    tnf_arena_release(&arena);
}

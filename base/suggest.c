#include "base/suggest.h"

enum { LENGTH_MAX = 64 }; /* longer texts are not slips of each other */

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Optimal string alignment distance; both at most LENGTH_MAX long. */
static size_t distance(struct tnf_strview a, struct tnf_strview b) {
    size_t rows[3][LENGTH_MAX + 1];
    size_t *before = rows[0];
    size_t *last = rows[1];
    size_t *now = rows[2];
    for (size_t j = 0; j <= b.len; j++) last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            const size_t replace = last[j - 1] + (a.ptr[i - 1] == b.ptr[j - 1] ? 0 : 1);
            now[j] = least(replace, least(last[j], now[j - 1]) + 1);
            const bool swapped = i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1];
            if (swapped) now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[b.len];
}

void tnf_suggest_init(struct tnf_suggestion *suggestion, struct tnf_strview given) {
    *suggestion = (struct tnf_suggestion){.given = given, .distance = given.len <= 3 ? 2 : given.len / 3 + 2};
}

void tnf_suggest_try(struct tnf_suggestion *suggestion, struct tnf_strview candidate) {
    if (suggestion->given.len > LENGTH_MAX || candidate.len > LENGTH_MAX) return;
    const size_t found = distance(suggestion->given, candidate);
    if (found >= suggestion->distance || found >= candidate.len) return;
    suggestion->distance = found;
    suggestion->best = candidate;
}

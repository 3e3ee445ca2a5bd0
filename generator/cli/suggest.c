#include "generator/cli/suggest.h"

#include <stdint.h>
#include <string.h>

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t tnf_cli_distance(const char *a, const char *b) {
    const size_t a_len = strlen(a);
    const size_t b_len = strlen(b);
    if (a_len > WORD_MAX || b_len > WORD_MAX) return SIZE_MAX;

    size_t rows[3][WORD_MAX + 1]; /* the row being filled and the two before it */
    for (size_t j = 0; j <= b_len; j++) rows[0][j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            const size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = least(replaced, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[a_len % 3][b_len];
}

void tnf_cli_suggest(struct tnf_cli_suggestion *suggestion, const char *candidate) {
    const size_t typed_len = strlen(suggestion->typed);
    const size_t candidate_len = strlen(candidate);
    const size_t longer = typed_len > candidate_len ? typed_len : candidate_len;
    const size_t distance = tnf_cli_distance(suggestion->typed, candidate);
    if (distance == SIZE_MAX || distance > (longer + 2) / 3) return;
    if (suggestion->best != NULL && distance >= suggestion->distance) return;
    suggestion->best = candidate;
    suggestion->distance = distance;
}

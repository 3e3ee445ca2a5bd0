#include "generator/report/cost/remainders.h"

#include <stdbool.h>
#include <stdlib.h>

/* Cents times cents can be more than 64 bits hold. */
__extension__ typedef unsigned __int128 wide;

struct tnf_split_rest {
    uint64_t rest;
    size_t at;
};

void tnf_split_init(struct tnf_split *ret, struct tnf_arena *arena, size_t count) {
    ret->weights = TNF_ARENA_ARRAY(arena, int64_t, count);
    ret->parts = TNF_ARENA_ARRAY(arena, int64_t, count);
    ret->rests = TNF_ARENA_ARRAY(arena, struct tnf_split_rest, count);
}

static int by_rest(const void *left, const void *right) {
    const struct tnf_split_rest *a = left;
    const struct tnf_split_rest *b = right;
    if (a->rest != b->rest) return a->rest > b->rest ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

void tnf_split(struct tnf_split *split, size_t count, int64_t whole) {
    uint64_t sum = 0;
    uint64_t payers = 0;
    for (size_t i = 0; i < count; i++) {
        sum += split->weights[i] > 0 ? (uint64_t)split->weights[i] : 0;
        payers += split->weights[i] >= 0;
    }
    const bool equal = sum == 0;
    int64_t left = whole;
    size_t rests = 0;
    for (size_t i = 0; i < count; i++) {
        split->parts[i] = 0;
        if (split->weights[i] < 0) continue;
        const wide share = (wide)(uint64_t)whole * (equal ? 1 : (uint64_t)split->weights[i]);
        split->parts[i] = (int64_t)(share / (equal ? payers : sum));
        split->rests[rests++] = (struct tnf_split_rest){(uint64_t)(share % (equal ? payers : sum)), i};
        left -= split->parts[i];
    }
    if (left == 0 || rests == 0) return;
    qsort(split->rests, rests, sizeof *split->rests, by_rest);
    for (size_t i = 0; i < (size_t)left; i++) split->parts[split->rests[i].at]++;
}

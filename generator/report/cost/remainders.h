/* Splitting a whole number by weights so that the parts add up: the method of largest remainders. Pure. */
#pragma once

#include "base/arena.h"

#include <stdint.h>

/* Arrays with room for as many parts as there may be. */
struct tnf_split {
    int64_t *weights; /* to be set; negative: no part */
    int64_t *parts;   /* what tnf_split gives */
    struct tnf_split_rest *rests;
};
void tnf_split_init(struct tnf_split *ret, struct tnf_arena *arena, size_t count);

/* Splits `whole`, >= 0, in proportion to the weights; by equal weights when all of them are 0. What is left after
 * rounding down goes, one by one, to the largest remainders, among equals to the first. All parts are 0 when no weight
 * is there. */
void tnf_split(struct tnf_split *split, size_t count, int64_t whole);

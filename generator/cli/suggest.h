/* "did you mean": the candidate that is nearest to what was typed. */
#pragma once

#include <stddef.h>

/* Keeps the best candidate of those offered one by one. */
struct tnf_cli_suggestion {
    const char *typed;
    const char *best; /* NULL: nothing near enough so far; borrowed from the candidate */
    size_t distance;  /* of best */
};

/* Offers a candidate. It is taken when it is nearer than the best so far and at most a third of the longer
 * word, rounded up, has to change. What is typed longer than 64 bytes has no near candidate. */
void tnf_cli_suggest(struct tnf_cli_suggestion *suggestion, const char *candidate);

/* The number of inserted, removed, replaced and swapped neighbouring bytes between two words of at most 64
 * bytes (optimal string alignment); SIZE_MAX when one is longer. */
size_t tnf_cli_distance(const char *a, const char *b);

/*
 * "Did you mean …": the candidate that is nearest to what somebody typed, by edit distance (insert, delete,
 * replace, swap two neighbours), when it is near enough to be a slip.
 */
#pragma once

#include "base/strview.h"

#include <stddef.h>

struct tnf_suggestion {
    struct tnf_strview given;
    struct tnf_strview best; /* borrowed from the caller of tnf_suggest_try; ptr NULL: nothing is near */
    size_t distance;         /* of best; further candidates must be nearer */
};

void tnf_suggest_init(struct tnf_suggestion *suggestion, struct tnf_strview given);
/* Considers a candidate; among equally near ones the first is kept. */
void tnf_suggest_try(struct tnf_suggestion *suggestion, struct tnf_strview candidate);

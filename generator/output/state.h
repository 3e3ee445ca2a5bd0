/* What an output was made from, so that the next run over it can be limited to what has changed since. */
#pragma once

#include "base/error.h"
#include "base/sha256.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdint.h>

struct tnf_tree_state {
    char catalog[37];                      /* uuid of the catalog */
    int64_t revision;                      /* of the catalog */
    char mark[TNF_SHA256_HEX_SIZE];        /* of that revision: another history may have the number too */
    char fingerprint[TNF_SHA256_HEX_SIZE]; /* of everything else that decides the output: templates, options, version */
    uint64_t files;                        /* generated files in the output */
};

/* Appends the state as lines "<key> <value>". */
void tnf_state_add(const struct tnf_tree_state *state, struct tnf_strbuf *out);
/* Reads such lines among others; false when the text is none of a state. */
bool tnf_state_read(struct tnf_strview text, struct tnf_tree_state *ret);
/* The value of the first line that begins with the key and a blank; "" when there is none. */
struct tnf_strview tnf_state_value(struct tnf_strview text, struct tnf_strview key);

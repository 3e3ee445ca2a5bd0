/*
 * A piece of somebody's text made fit for a one-line message: in double quotes, control characters and bytes
 * that are not UTF-8 escaped, cut with "…" when long.
 */
#pragma once

#include "base/strview.h"

struct tnf_excerpt {
    char text[120]; /* NUL-terminated, quotes included */
};

/* printf("%s", tnf_excerpt(value).text) in the same full expression. */
struct tnf_excerpt tnf_excerpt(struct tnf_strview text);

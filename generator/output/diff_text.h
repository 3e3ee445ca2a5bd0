/* Differences of two texts, line by line, as a unified diff with three lines of context. Pure. */
#pragma once

#include "base/strbuf.h"

/* Past so many differing lines, or lines in all, the whole text is shown as removed and added. */
enum { TNF_DIFF_MAX_EDITS = 1000, TNF_DIFF_MAX_LINES = 200000 };

/* Appends the diff from `before` to `after` with the header lines "--- a/<path>" and "+++ b/<path>"; a text with a NULL
 * pointer does not exist ("/dev/null"). Nothing is appended for equal texts. Text with NUL bytes is only said to
 * differ. */
void tnf_diff_text(struct tnf_strview path, struct tnf_strview before, struct tnf_strview after,
                   struct tnf_strbuf *out);

/*
 * How wide text is in Helvetica, and in what has its widths: Arial, Liberation Sans, Nimbus Sans. Private to the graph.
 */
#pragma once

#include "base/strview.h"

#include <stdbool.h>

/* Width in pixels, rounded up, at a size in pixels. ASCII has the widths of Adobe's font metrics; other letters are
 * taken as wide as the widest of their script may be, so that text never needs more room than this says. */
int tnf_font_width(struct tnf_strview text, int size, bool bold);
/* How many bytes of whole characters fit into `width` pixels; at least one character. */
size_t tnf_font_fit(struct tnf_strview text, int size, bool bold, int width);

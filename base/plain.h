/*
 * Somebody's text made fit for a page that people look at: what a browser or a terminal would obey, or what hides
 * other text, is seen as U+FFFD. Letters of all scripts stay. Markup is not looked at: each format escapes its own.
 */
#pragma once

#include "base/strbuf.h"

/* Appends `text` on one line: line breaks and tabs become blanks, controls, marks that turn the direction of writing,
 * what has no width and bytes that are no UTF-8 become U+FFFD. Once *out has `max` bytes, an ellipsis stands for the
 * rest. */
void tnf_plain_add(struct tnf_strbuf *out, struct tnf_strview text, size_t max);

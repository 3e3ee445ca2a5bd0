/*
 * Somebody's text in Markdown of GitHub: always as code, where nothing of it is markup, a mention, a link or a
 * reference to an issue. What a terminal or a browser would obey becomes visible; line breaks become blanks. Pure.
 */
#pragma once

#include "base/strbuf.h"

/* Bytes of a text that are shown; the rest is an ellipsis. */
enum { TNF_MARKDOWN_TEXT_MAX = 300 };

/* In a paragraph, a list or a cell of a table. An empty text is an empty one. */
void tnf_markdown_code(struct tnf_strbuf *out, struct tnf_strview text);
/* The same where Markdown is not read, as in <summary>. */
void tnf_markdown_html(struct tnf_strbuf *out, struct tnf_strview text);
/* A line of a fenced block, with its line break. */
void tnf_markdown_line(struct tnf_strbuf *out, struct tnf_strview text);

/*
 * What standard error (or another descriptor) can show, and the sequences that a terminal obeys.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A terminal that understands control sequences: a tty, and TERM is neither empty nor "dumb". */
bool tnf_terminal_is_capable(int descriptor);
/* As above, and the user did not ask for no colour (NO_COLOR set and not empty, see no-color.org). */
bool tnf_terminal_has_colour(int descriptor);

/* Columns of the terminal behind the descriptor, 0 when it is none or does not say. */
size_t tnf_terminal_columns(int descriptor);

/* Lines of the terminal, SIZE_MAX when it is none or does not say. */
size_t tnf_terminal_rows(int descriptor);

enum tnf_style { TNF_STYLE_PLAIN, TNF_STYLE_BOLD, TNF_STYLE_RED, TNF_STYLE_GREEN, TNF_STYLE_YELLOW };
/* The escape sequence that starts the style (PLAIN: ends any), or "" without colour. */
const char *tnf_terminal_style(bool colour, enum tnf_style style);

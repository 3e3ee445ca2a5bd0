/* Text for people: nothing that a terminal would obey, columns that line up, colour where it is wanted. */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>
#include <stdio.h>

/* Appends `text` with everything that could steer a terminal or hide what is there made visible: control
 * characters as \n, \t, \xNN, C1 controls and the marks that turn the direction of writing as \u{NNNN},
 * bytes that are no UTF-8 as \xNN. Printable text, whatever its script, stays as it is. */
void tnf_cli_visible(struct tnf_strbuf *out, struct tnf_strview text);

/* Columns that the (visible) text takes on a terminal: wide characters count twice, combining ones not at
 * all. Needs a UTF-8 locale (tnf_cli_main sets one), without which every code point counts once. */
size_t tnf_cli_columns(struct tnf_strview text);

/* Columns of the terminal behind `stream`, 0 when it is none or does not say. */
size_t tnf_cli_terminal_columns(FILE *stream);

enum tnf_cli_style { TNF_CLI_PLAIN, TNF_CLI_BOLD, TNF_CLI_RED, TNF_CLI_GREEN, TNF_CLI_YELLOW };
/* The escape sequence that starts the style (PLAIN: ends any), or "" without colour. */
const char *tnf_cli_style(bool colour, enum tnf_cli_style style);

/* Text for people: nothing that a terminal would obey, columns that line up. */
#pragma once

#include "base/strbuf.h"

/* Appends `text` with everything that could steer a terminal or hide what is there made visible: control
 * characters as \n, \t, \xNN, C1 controls and the marks that turn the direction of writing as \u{NNNN},
 * bytes that are no UTF-8 as \xNN. Printable text, whatever its script, stays as it is. */
void tnf_cli_visible(struct tnf_strbuf *out, struct tnf_strview text);

/* Columns that the (visible) text takes on a terminal: wide characters count twice, combining ones not at
 * all. Needs a UTF-8 locale (tnf_cli_main sets one), without which every code point counts once. */
size_t tnf_cli_columns(struct tnf_strview text);

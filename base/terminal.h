/*
 * What standard error (or another descriptor) can show.
 */
#pragma once

#include <stdbool.h>

/* A terminal that understands control sequences: a tty, and TERM is neither empty nor "dumb". */
bool tnf_terminal_is_capable(int descriptor);
/* As above, and the user did not ask for no colour (NO_COLOR set and not empty, see no-color.org). */
bool tnf_terminal_has_colour(int descriptor);

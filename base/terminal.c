#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An environment variable, "" when it is not set. */
static const char *variable(const char *name) {
    const char *value = getenv(name);
    return value == NULL ? "" : value;
}

bool tnf_terminal_is_capable(int descriptor) {
    const char *term = variable("TERM");
    return isatty(descriptor) == 1 && term[0] != '\0' && strcmp(term, "dumb") != 0;
}

bool tnf_terminal_has_colour(int descriptor) {
    return tnf_terminal_is_capable(descriptor) && variable("NO_COLOR")[0] == '\0';
}

#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

bool tnf_terminal_is_capable(int descriptor) {
    return isatty(descriptor) == 1 && is_set("TERM") && strcmp(getenv("TERM"), "dumb") != 0;
}

bool tnf_terminal_has_colour(int descriptor) {
    return tnf_terminal_is_capable(descriptor) && !is_set("NO_COLOR");
}

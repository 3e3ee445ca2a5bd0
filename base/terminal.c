#include "base/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
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

size_t tnf_terminal_columns(int descriptor) {
    struct winsize size;
    if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

size_t tnf_terminal_rows(int descriptor) {
    struct winsize size;
    if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_row == 0) return SIZE_MAX;
    return size.ws_row;
}

const char *tnf_terminal_style(bool colour, enum tnf_style style) {
    static const char *const sequences[] = {
        [TNF_STYLE_PLAIN] = "\x1b[0m",  [TNF_STYLE_BOLD] = "\x1b[1m",    [TNF_STYLE_RED] = "\x1b[31m",
        [TNF_STYLE_GREEN] = "\x1b[32m", [TNF_STYLE_YELLOW] = "\x1b[33m",
    };
    return colour ? sequences[style] : "";
}

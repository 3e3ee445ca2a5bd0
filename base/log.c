#include "base/log.h"

#include "base/memory.h"
#include "base/strbuf.h"
#include "base/terminal.h"

#include <unistd.h>

static const struct {
    const char *prefix;
    const char *colour; /* SGR sequence */
} styles[] = {
    [TNF_LOG_ERROR] = {"error: ", "\x1b[31m"},
    [TNF_LOG_WARNING] = {"warning: ", "\x1b[33m"},
    [TNF_LOG_INFO] = {"", ""},
    [TNF_LOG_DEBUG] = {"debug: ", "\x1b[2m"},
};

struct tnf_log tnf_log_standard(enum tnf_log_level level) {
    return (struct tnf_log){stderr, level, tnf_terminal_has_colour(STDERR_FILENO)};
}

static void add_prefix(struct tnf_strbuf *line, enum tnf_log_level level, bool colour) {
    const bool coloured = colour && styles[level].colour[0] != '\0';
    if (coloured) tnf_strbuf_add_str(line, styles[level].colour);
    tnf_strbuf_add_str(line, styles[level].prefix);
    if (coloured) tnf_strbuf_add_str(line, "\x1b[0m");
}

void tnf_log_write(const struct tnf_log *log, enum tnf_log_level level, const char *format, ...) {
    if (level > log->level) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    add_prefix(&line, level, log->colour);
    va_list args;
    va_start(args, format);
    tnf_strbuf_addv(&line, format, args);
    va_end(args);
    tnf_strbuf_add_c(&line, '\n');
    /* One call, so that the stream's lock keeps the line together. */
    (void)fwrite(line.ptr, 1, line.len, log->stream);
}

#include "base/log.h"

#include "base/json_text.h"
#include "base/memory.h"
#include "base/strbuf.h"
#include "base/terminal.h"

#include <unistd.h>

static const struct {
    const char *prefix;
    const char *colour; /* SGR sequence */
    const char *name;   /* hclog's */
} styles[] = {
    [TNF_LOG_ERROR] = {"error: ", "\x1b[31m", "error"},
    [TNF_LOG_WARNING] = {"warning: ", "\x1b[33m", "warn"},
    [TNF_LOG_INFO] = {"", "", "info"},
    [TNF_LOG_DEBUG] = {"debug: ", "\x1b[2m", "debug"},
};

struct tnf_log tnf_log_standard(enum tnf_log_level level) {
    return (struct tnf_log){.stream = stderr, .level = level, .colour = tnf_terminal_has_colour(STDERR_FILENO)};
}

struct tnf_log tnf_log_for_host(enum tnf_log_level level, const char *module) {
    return (struct tnf_log){.stream = stderr, .level = level, .module = module};
}

static void add_prefix(struct tnf_strbuf *line, enum tnf_log_level level, bool colour) {
    const bool coloured = colour && styles[level].colour[0] != '\0';
    if (coloured) tnf_strbuf_add_str(line, styles[level].colour);
    tnf_strbuf_add_str(line, styles[level].prefix);
    if (coloured) tnf_strbuf_add_str(line, "\x1b[0m");
}

static void add_timestamp(struct tnf_strbuf *line) {
    struct timespec now;
    struct tm parts;
    char text[32];
    (void)clock_gettime(CLOCK_REALTIME, &now);
    (void)gmtime_r(&now.tv_sec, &parts);
    (void)strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    tnf_strbuf_addf(line, "%s.%06ldZ", text, now.tv_nsec / 1000);
}

/* What is no UTF-8 would make the line unreadable as a whole: then each byte past ASCII becomes a question mark. */
static void make_ascii(struct tnf_strbuf *text) {
    if (tnf_sv_is_utf8(tnf_strbuf_view(text))) return;
    for (size_t i = 0; i < text->len; i++) {
        if ((unsigned char)text->ptr[i] >= 0x80) text->ptr[i] = '?';
    }
}

static void add_json_line(struct tnf_strbuf *line, const struct tnf_log *log, enum tnf_log_level level,
                          struct tnf_strview message) {
    tnf_strbuf_addf(line, "{\"@level\":\"%s\",\"@message\":", styles[level].name);
    tnf_json_add_string(line, message);
    tnf_strbuf_add_str(line, ",\"@module\":");
    tnf_json_add_string(line, tnf_sv(log->module));
    tnf_strbuf_add_str(line, ",\"@timestamp\":\"");
    add_timestamp(line);
    tnf_strbuf_add_str(line, "\"}");
}

void tnf_log_write(const struct tnf_log *log, enum tnf_log_level level, const char *format, ...) {
    if (level > log->level) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf message = TNF_STRBUF_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
    va_list args;
    va_start(args, format);
    tnf_strbuf_addv(&message, format, args);
    va_end(args);
    if (log->module != NULL) {
        make_ascii(&message);
        add_json_line(&line, log, level, tnf_strbuf_view(&message));
    } else {
        add_prefix(&line, level, log->colour);
        tnf_strbuf_add_sv(&line, tnf_strbuf_view(&message));
    }
    tnf_strbuf_add_c(&line, '\n');
    /* One call, so that the stream's lock keeps the line together. */
    (void)fwrite(line.ptr, 1, line.len, log->stream);
}

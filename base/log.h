/*
 * Chatter for people, or for a host that shows it to them, on a stream that is not the result: standard error in the
 * programs. Only generator/cli and the providers' edges log; everything below returns errors. Lines come out whole also
 * from several threads.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

/* From most to least important; a log shows its own level and what is more important. */
enum tnf_log_level {
    TNF_LOG_ERROR,
    TNF_LOG_WARNING,
    TNF_LOG_INFO,
    TNF_LOG_DEBUG,
};

struct tnf_log {
    FILE *stream; /* borrowed */
    enum tnf_log_level level;
    bool colour;
    const char *module; /* borrowed; not NULL: each line is a JSON object with this module's name */
};

/* Standard error, with colour where it is a terminal that wants it. */
struct tnf_log tnf_log_standard(enum tnf_log_level level);

/* Standard error, as hosts of go-plugin read it: objects with @level, @message, @module and @timestamp, which hclog
 * writes. `module` has to live as long as the log. */
struct tnf_log tnf_log_for_host(enum tnf_log_level level, const char *module);

/* One line: "error: …", "warning: …", "debug: …"; information has no prefix. Without a newline in `format`. */
void tnf_log_write(const struct tnf_log *log, enum tnf_log_level level, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

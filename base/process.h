/* Running a program and keeping what it says. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct tnf_process {
    const char *program;            /* looked up in PATH when it has no slash */
    const char *const *arguments;   /* with the program's name first, NULL-terminated */
    const char *const *environment; /* NAME=value, NULL-terminated */
    const char *directory;          /* to run in; NULL: where we are */
    struct tnf_strview input;       /* on its standard input */
    bool drop_errors;               /* standard error goes nowhere, not into the output */
    struct tnf_strbuf *errors;      /* or it is appended here, with the same limit; NULL: not */
};

enum { TNF_PROCESS_OUTPUT_MAX = 16 * 1024 * 1024 };

/* Runs it and waits; standard output and standard error are appended to *output, at most TNF_PROCESS_OUTPUT_MAX bytes
 * (the rest is read and dropped). *ret_status is the exit status, or 128 plus the signal that ended it. TNF_E_NOT_FOUND
 * when the program cannot be started. */
int tnf_process_run(const struct tnf_process *process, struct tnf_strbuf *output, int *ret_status,
                    struct tnf_error *err);

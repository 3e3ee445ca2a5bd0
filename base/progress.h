/*
 * One line at the bottom of a terminal that says how far a long piece of work is: "generating 412/20000  8,300/s  3 s
 * left". Where the stream is no capable terminal, or in CI, nothing is shown at all.
 */
#pragma once

#include "base/strbuf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct tnf_progress {
    FILE *stream;      /* borrowed */
    const char *label; /* borrowed */
    uint64_t total;    /* 0: not known; may be set after the start, before the first advance */
    bool about;        /* the total is a guess */
    bool shown;        /* whether there is anybody to show it to */
    atomic_uint_fast64_t done;
    pthread_mutex_t lock; /* holds drawn_at_ms and what is on the line */
    int64_t (*clock)(void);
    int64_t started_at_ms; /* by the clock */
    int64_t drawn_at_ms;
};

/* On standard error, unless CI is set in the environment (to anything but false). `wanted` false (--quiet) shows
 * nothing. The label is borrowed until the end. */
void tnf_progress_start(struct tnf_progress *progress, const char *label, uint64_t total, bool wanted);
/* As above on any stream, drawn whatever it is, by a clock of milliseconds that never goes back; NULL: the real one. */
void tnf_progress_start_on(struct tnf_progress *progress, FILE *stream, const char *label, uint64_t total,
                           int64_t (*clock)(void));
/* `count` more units are done. May be called from several threads; draws at most ten times a second. */
void tnf_progress_advance(struct tnf_progress *progress, uint64_t count);
/* Clears the line, so that something else can be written; the next advance draws it again. */
void tnf_progress_clear(struct tnf_progress *progress);
/* Clears the line for good. */
void tnf_progress_end(struct tnf_progress *progress);

/* Appends what the line says after that many milliseconds. The rate and the time that is left are said once half a
 * second has passed; pure. */
void tnf_progress_text(struct tnf_strbuf *out, const struct tnf_progress *progress, uint64_t done, int64_t elapsed_ms);

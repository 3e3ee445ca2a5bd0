/*
 * One line at the bottom of a terminal that says how far a long piece of work is: "generating 412/20000". Where the
 * stream is no capable terminal nothing is shown at all.
 */
#pragma once

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct tnf_progress {
    FILE *stream;      /* borrowed */
    const char *label; /* borrowed */
    uint64_t total;    /* 0: not known */
    bool shown;        /* whether there is anybody to show it to */
    atomic_uint_fast64_t done;
    pthread_mutex_t lock; /* holds drawn_at_ms and what is on the line */
    int64_t drawn_at_ms;  /* monotonic clock */
};

/* On standard error. `wanted` false (--quiet) shows nothing. The label is borrowed until the end. */
void tnf_progress_start(struct tnf_progress *progress, const char *label, uint64_t total, bool wanted);
/* As above on any stream, drawn whatever it is. */
void tnf_progress_start_on(struct tnf_progress *progress, FILE *stream, const char *label, uint64_t total);
/* `count` more units are done. May be called from several threads; draws at most ten times a second. */
void tnf_progress_advance(struct tnf_progress *progress, uint64_t count);
/* Clears the line. */
void tnf_progress_end(struct tnf_progress *progress);

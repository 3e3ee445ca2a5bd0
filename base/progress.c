#include "base/progress.h"

#include "base/terminal.h"

#include <time.h>
#include <unistd.h>

enum { REDRAW_MS = 100 };

static int64_t now_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void tnf_progress_start_on(struct tnf_progress *progress, FILE *stream, const char *label, uint64_t total) {
    progress->stream = stream;
    progress->label = label;
    progress->total = total;
    progress->shown = true;
    progress->drawn_at_ms = INT64_MIN / 2;
    atomic_init(&progress->done, 0);
    (void)pthread_mutex_init(&progress->lock, NULL);
}

void tnf_progress_start(struct tnf_progress *progress, const char *label, uint64_t total, bool wanted) {
    tnf_progress_start_on(progress, stderr, label, total);
    progress->shown = wanted && tnf_terminal_is_capable(STDERR_FILENO);
}

static void draw(struct tnf_progress *progress, uint64_t done) {
    const int64_t now = now_ms();
    if (now - progress->drawn_at_ms < REDRAW_MS) return;
    progress->drawn_at_ms = now;
    (void)fprintf(progress->stream, "\r\x1b[K%s %ju", progress->label, (uintmax_t)done);
    if (progress->total > 0) (void)fprintf(progress->stream, "/%ju", (uintmax_t)progress->total);
    (void)fflush(progress->stream);
}

void tnf_progress_advance(struct tnf_progress *progress, uint64_t count) {
    const uint64_t done = atomic_fetch_add(&progress->done, count) + count;
    if (!progress->shown) return;
    /* Whoever finds the lock taken has something better to do than to wait for a terminal. */
    if (pthread_mutex_trylock(&progress->lock) != 0) return;
    draw(progress, done);
    (void)pthread_mutex_unlock(&progress->lock);
}

void tnf_progress_end(struct tnf_progress *progress) {
    if (progress->shown && progress->drawn_at_ms >= 0) {
        (void)fputs("\r\x1b[K", progress->stream);
        (void)fflush(progress->stream);
    }
    (void)pthread_mutex_destroy(&progress->lock);
}

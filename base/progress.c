#include "base/progress.h"

#include "base/environment.h"
#include "base/memory.h"
#include "base/terminal.h"

#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    REDRAW_MS = 100,
    RATE_AFTER_MS = 500, /* before that a rate says more of the start than of the work */
    SECOND_MS = 1000,
    MINUTE_S = 60,
    HOUR_S = 3600,
};

static int64_t now_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * SECOND_MS + now.tv_nsec / 1000000;
}

/* Logs of CI keep every state of a line. */
static bool is_ci(void) {
    const char *value = tnf_environment("CI");
    return value != NULL && strcmp(value, "false") != 0;
}

void tnf_progress_start_on(struct tnf_progress *progress, FILE *stream, const char *label, uint64_t total,
                           int64_t (*clock)(void)) {
    *progress = (struct tnf_progress){.stream = stream,
                                      .label = label,
                                      .total = total,
                                      .shown = true,
                                      .clock = clock == NULL ? now_ms : clock,
                                      .drawn_at_ms = INT64_MIN / 2};
    progress->started_at_ms = progress->clock();
    atomic_init(&progress->done, 0);
    (void)pthread_mutex_init(&progress->lock, NULL);
}

void tnf_progress_start(struct tnf_progress *progress, const char *label, uint64_t total, bool wanted) {
    tnf_progress_start_on(progress, stderr, label, total, NULL);
    progress->shown = wanted && tnf_terminal_is_capable(STDERR_FILENO) && !is_ci();
}

/* 12,345 */
static void add_grouped(struct tnf_strbuf *out, uint64_t number) {
    if (number >= 1000) {
        add_grouped(out, number / 1000);
        tnf_strbuf_addf(out, ",%03ju", (uintmax_t)(number % 1000));
        return;
    }
    tnf_strbuf_addf(out, "%ju", (uintmax_t)number);
}

static void add_rate(struct tnf_strbuf *out, double each_second) {
    tnf_strbuf_add_str(out, "  ");
    if (each_second < 10)
        tnf_strbuf_addf(out, "%.1f", each_second);
    else
        add_grouped(out, (uint64_t)each_second);
    tnf_strbuf_add_str(out, "/s");
}

static void add_left(struct tnf_strbuf *out, uint64_t seconds) {
    tnf_strbuf_add_str(out, "  ");
    if (seconds >= HOUR_S)
        tnf_strbuf_addf(out, "%ju h %ju min", (uintmax_t)(seconds / HOUR_S), (uintmax_t)(seconds % HOUR_S / MINUTE_S));
    else if (seconds >= MINUTE_S)
        tnf_strbuf_addf(out, "%ju min %ju s", (uintmax_t)(seconds / MINUTE_S), (uintmax_t)(seconds % MINUTE_S));
    else
        tnf_strbuf_addf(out, "%ju s", (uintmax_t)seconds);
    tnf_strbuf_add_str(out, " left");
}

void tnf_progress_text(struct tnf_strbuf *out, const struct tnf_progress *progress, uint64_t done, int64_t elapsed_ms) {
    tnf_strbuf_addf(out, "%s %ju", progress->label, (uintmax_t)done);
    const bool counted = progress->total > 0 && done <= progress->total;
    if (counted) tnf_strbuf_addf(out, "/%s%ju", progress->about ? "~" : "", (uintmax_t)progress->total);
    if (elapsed_ms < RATE_AFTER_MS || done == 0) return;
    const double each_second = (double)done * SECOND_MS / (double)elapsed_ms;
    add_rate(out, each_second);
    /* Rounded up: what is said to be done in no time should be done. */
    if (counted && done < progress->total)
        add_left(out, (uint64_t)((double)(progress->total - done) / each_second) + 1);
}

static void draw(struct tnf_progress *progress, uint64_t done) {
    const int64_t now = progress->clock();
    if (now - progress->drawn_at_ms < REDRAW_MS) return;
    progress->drawn_at_ms = now;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_progress_text(&text, progress, done, now - progress->started_at_ms);
    (void)fprintf(progress->stream, "\r\x1b[K%s", text.ptr);
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

void tnf_progress_clear(struct tnf_progress *progress) {
    if (!progress->shown || progress->drawn_at_ms < progress->started_at_ms) return;
    (void)pthread_mutex_lock(&progress->lock);
    (void)fputs("\r\x1b[K", progress->stream);
    (void)fflush(progress->stream);
    progress->drawn_at_ms = INT64_MIN / 2;
    (void)pthread_mutex_unlock(&progress->lock);
}

void tnf_progress_end(struct tnf_progress *progress) {
    tnf_progress_clear(progress);
    (void)pthread_mutex_destroy(&progress->lock);
}

#include "generator/rehearse/crew.h"

#include <pthread.h>
#include <stdbool.h>
#include <unistd.h>

enum { JOBS_MAX = 64 };

struct crew {
    tnf_crew_fn work;
    void *context;
    size_t count;
    pthread_mutex_t lock; /* of what follows */
    size_t next;
    int code;
    struct tnf_error error;
};

static void fail(struct crew *crew, int code, const struct tnf_error *err) {
    (void)pthread_mutex_lock(&crew->lock);
    if (crew->code == 0) {
        crew->code = code;
        crew->error = *err;
    }
    (void)pthread_mutex_unlock(&crew->lock);
}

static void *work(void *argument) {
    struct crew *crew = argument;
    for (;;) {
        (void)pthread_mutex_lock(&crew->lock);
        const bool more = crew->code == 0 && crew->next < crew->count;
        const size_t index = more ? crew->next++ : 0;
        (void)pthread_mutex_unlock(&crew->lock);
        if (!more) return NULL;
        struct tnf_error err = {0};
        const int code = crew->work(index, crew->context, &err);
        if (code < 0) fail(crew, code, &err);
    }
}

static unsigned job_count(unsigned asked, size_t pieces) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = asked > 0 ? asked : processors > 0 ? (size_t)processors : 1;
    if (jobs > pieces) jobs = pieces;
    return jobs > JOBS_MAX ? JOBS_MAX : (unsigned)jobs;
}

int tnf_crew_run(size_t count, unsigned jobs, tnf_crew_fn piece, void *context, struct tnf_error *err) {
    struct crew crew = {.work = piece, .context = context, .count = count};
    pthread_t threads[JOBS_MAX];
    const unsigned wanted = job_count(jobs, count);
    unsigned started = 0;
    (void)pthread_mutex_init(&crew.lock, NULL);
    /* This thread works too, so the run goes on when no other can be started. */
    while (started + 1 < wanted && pthread_create(&threads[started], NULL, work, &crew) == 0) started++;
    (void)work(&crew);
    for (unsigned i = 0; i < started; i++) (void)pthread_join(threads[i], NULL);
    (void)pthread_mutex_destroy(&crew.lock);
    if (crew.code < 0 && err != NULL) *err = crew.error;
    return crew.code;
}

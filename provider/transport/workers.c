#include "provider/transport/workers.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdbool.h>

struct job {
    struct job *next;
    tnf_job_fn run;
    void *argument;
};

struct tnf_workers {
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    struct job *first;
    struct job *last;
    size_t waiting; /* jobs that nobody has taken */
    size_t idle;    /* threads that wait for one */
    bool ending;
    pthread_t *threads;
    size_t count;
    size_t most;
};

struct tnf_workers *tnf_workers_new(size_t most) {
    struct tnf_workers *workers = tnf_xcalloc(1, sizeof *workers);
    workers->threads = tnf_xcalloc(most, sizeof *workers->threads);
    workers->most = most;
    pthread_mutex_init(&workers->mutex, NULL);
    pthread_cond_init(&workers->arrived, NULL);
    return workers;
}

/* The next job, or NULL when there will be none. Called with the mutex held. */
static struct job *take(struct tnf_workers *workers) {
    workers->idle++;
    while (workers->first == NULL && !workers->ending) pthread_cond_wait(&workers->arrived, &workers->mutex);
    workers->idle--;
    struct job *job = workers->first;
    if (job == NULL) return NULL;
    workers->first = job->next;
    if (workers->first == NULL) workers->last = NULL;
    workers->waiting--;
    return job;
}

static void *work(void *argument) {
    struct tnf_workers *workers = argument;
    pthread_mutex_lock(&workers->mutex);
    for (struct job *job = take(workers); job != NULL; job = take(workers)) {
        pthread_mutex_unlock(&workers->mutex);
        job->run(job->argument);
        free(job);
        pthread_mutex_lock(&workers->mutex);
    }
    pthread_mutex_unlock(&workers->mutex);
    return NULL;
}

/* Called with the mutex held. Without a thread at all nothing would ever run: that is the one fatal case. */
static void start_thread(struct tnf_workers *workers) {
    if (workers->count == workers->most) return;
    if (pthread_create(&workers->threads[workers->count], NULL, work, workers) == 0) {
        workers->count++;
        return;
    }
    if (workers->count == 0) abort();
}

void tnf_workers_add(struct tnf_workers *workers, tnf_job_fn run, void *argument) {
    struct job *job = tnf_xcalloc(1, sizeof *job);
    job->run = run;
    job->argument = argument;
    pthread_mutex_lock(&workers->mutex);
    if (workers->last == NULL) {
        workers->first = job;
    } else {
        workers->last->next = job;
    }
    workers->last = job;
    workers->waiting++;
    if (workers->waiting > workers->idle) start_thread(workers);
    pthread_cond_signal(&workers->arrived);
    pthread_mutex_unlock(&workers->mutex);
}

void tnf_workers_free(struct tnf_workers *workers) {
    if (workers == NULL) return;
    pthread_mutex_lock(&workers->mutex);
    workers->ending = true;
    pthread_cond_broadcast(&workers->arrived);
    pthread_mutex_unlock(&workers->mutex);
    for (size_t i = 0; i < workers->count; i++) pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->arrived);
    pthread_mutex_destroy(&workers->mutex);
    free(workers->threads);
    free(workers);
}

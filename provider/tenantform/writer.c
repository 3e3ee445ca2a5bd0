#include "provider/tenantform/writer.h"

#include "base/memory.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
    GROUP_MOST = 64, /* changes in a transaction */
    TRIES = 10,      /* of half a minute each (catalog/catalog.h) while other processes write */
};

struct job {
    tnf_write_fn write;
    void *context;
    struct tnf_findings *findings;
    struct tnf_error *err;
    int64_t revision;
    int code;
    bool done;
    struct job *next;
};

struct tnf_writer {
    char *path;
    char *author;
    char *reason;
    struct tnf_catalog *catalog; /* of the leader; NULL until the first change */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *first;
    struct job *last;
    bool led; /* a thread writes */
    atomic_bool stopped;
};

struct tnf_writer *tnf_writer_new(const char *path, struct tnf_strview author, struct tnf_strview reason) {
    struct tnf_writer *writer = tnf_xcalloc(1, sizeof *writer);
    writer->path = tnf_xstrdup(path);
    writer->author = tnf_xstrndup(author.len == 0 ? "" : author.ptr, author.len);
    writer->reason = tnf_xstrndup(reason.len == 0 ? "" : reason.ptr, reason.len);
    (void)pthread_mutex_init(&writer->lock, NULL);
    (void)pthread_cond_init(&writer->changed, NULL);
    return writer;
}

void tnf_writer_free(struct tnf_writer *writer) {
    if (writer == NULL) return;
    tnf_catalog_close(writer->catalog);
    (void)pthread_cond_destroy(&writer->changed);
    (void)pthread_mutex_destroy(&writer->lock);
    free(writer->path);
    free(writer->author);
    free(writer->reason);
    free(writer);
}

void tnf_writer_stop(struct tnf_writer *writer) {
    atomic_store(&writer->stopped, true);
}

void tnf_writer_resume(struct tnf_writer *writer) {
    atomic_store(&writer->stopped, false);
}

static int begin(struct tnf_writer *writer, struct tnf_error *err) {
    const struct tnf_change change = {.author = tnf_sv(writer->author), .reason = tnf_sv(writer->reason)};
    if (writer->catalog == NULL) {
        TNF_TRY(tnf_catalog_open(writer->path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &writer->catalog, err));
        tnf_catalog_stop_with(writer->catalog, &writer->stopped);
    }
    int code = TNF_E_CONFLICT;
    for (int i = 0; i < TRIES && code == TNF_E_CONFLICT && (i == 0 || !atomic_load(&writer->stopped)); i++)
        code = tnf_catalog_begin(writer->catalog, &change, err);
    return code;
}

static int write_group(struct tnf_writer *writer, struct job *first, int64_t *ret_revision) {
    struct tnf_error ignored; /* each job says for itself what is wrong when it is done again */
    TNF_TRY(begin(writer, &ignored));
    int code = 0;
    for (struct job *job = first; job != NULL && code == 0; job = job->next)
        code = job->write(writer->catalog, job->context, &ignored);
    if (code == 0) return tnf_catalog_commit(writer->catalog, ret_revision, NULL, &ignored);
    tnf_catalog_rollback(writer->catalog);
    return code;
}

static int write_one(struct tnf_writer *writer, struct job *job) {
    TNF_TRY(begin(writer, job->err));
    const int code = job->write(writer->catalog, job->context, job->err);
    if (code == 0) return tnf_catalog_commit(writer->catalog, &job->revision, job->findings, job->err);
    tnf_catalog_rollback(writer->catalog);
    return code;
}

static void write_jobs(struct tnf_writer *writer, struct job *first) {
    int64_t revision = 0;
    const bool together = first->next != NULL && write_group(writer, first, &revision) == 0;
    for (struct job *job = first; job != NULL; job = job->next) {
        job->revision = revision;
        job->code = together ? 0 : write_one(writer, job);
    }
}

/* The head of the queue, cut off behind at most GROUP_MOST jobs. */
static struct job *take_group(struct tnf_writer *writer) {
    struct job *first = writer->first;
    struct job *last = first;
    for (size_t i = 1; i < GROUP_MOST && last->next != NULL; i++) last = last->next;
    writer->first = last->next;
    if (writer->first == NULL) writer->last = NULL;
    last->next = NULL;
    return first;
}

/* Called with the lock, which is free while it writes. A job is its thread's again as soon as it is done. */
static void lead(struct tnf_writer *writer) {
    struct job *group = take_group(writer);
    writer->led = true;
    (void)pthread_mutex_unlock(&writer->lock);
    write_jobs(writer, group);
    (void)pthread_mutex_lock(&writer->lock);
    writer->led = false;
    while (group != NULL) {
        struct job *next = group->next;
        group->done = true;
        group = next;
    }
    (void)pthread_cond_broadcast(&writer->changed);
}

int tnf_writer_run(struct tnf_writer *writer, tnf_write_fn write, void *context, int64_t *ret_revision,
                   struct tnf_findings *findings, struct tnf_error *err) {
    struct job job = {.write = write, .context = context, .findings = findings, .err = err};
    (void)pthread_mutex_lock(&writer->lock);
    if (writer->last == NULL)
        writer->first = &job;
    else
        writer->last->next = &job;
    writer->last = &job;
    while (!job.done) {
        if (writer->led)
            (void)pthread_cond_wait(&writer->changed, &writer->lock);
        else
            lead(writer);
    }
    (void)pthread_mutex_unlock(&writer->lock);
    if (job.code == 0) *ret_revision = job.revision;
    return job.code;
}

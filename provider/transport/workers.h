/* Threads that run jobs. Private to provider/transport. */
#pragma once

#include <stddef.h>

typedef void (*tnf_job_fn)(void *argument);

struct tnf_workers;

/* No thread yet: each is started when there is a job and nobody idle, up to `most`. */
struct tnf_workers *tnf_workers_new(size_t most);
/* Has it run on some worker, in the order of arrival when all are busy. */
void tnf_workers_add(struct tnf_workers *workers, tnf_job_fn run, void *argument);
/* Waits for the running and the waiting jobs, then frees. NULL is fine. */
void tnf_workers_free(struct tnf_workers *workers);

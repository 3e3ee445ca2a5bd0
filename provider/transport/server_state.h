/* What the server and its calls share. Private to provider/transport. */
#pragma once

#include "provider/transport/server.h"
#include "provider/transport/workers.h"

#include <grpc/grpc.h>
#include <pthread.h>
#include <stdatomic.h>

/* What an event of the completion queue carries: who hears of it. */
struct tnf_tag {
    void (*done)(struct tnf_tag *tag, bool ok);
};

struct tnf_server {
    grpc_server *grpc;
    grpc_completion_queue *queue;
    struct tnf_workers *workers;
    struct tnf_strbuf service;
    tnf_method_fn method;
    void *context;
    bool ends_with_client;

    /* gRPC aborts the process when an operation is started on a queue that is shut down: whoever starts one holds the
     * lock for reading and looks at `closed` first. */
    pthread_rwlock_t lock;
    bool closed;

    atomic_bool stopping;
    atomic_size_t calls; /* that exist, the one that waits for a client included */
    struct tnf_tag stopped_tag;
    bool stopped; /* gRPC has ended all calls */
};

/* Waits for the next call of a client. */
void tnf_call_accept(struct tnf_server *server);

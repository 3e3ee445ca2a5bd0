/*
 * A bounded queue between the thread that reads the catalog and those that render: pointers in, pointers
 * out, first in first out. Private to resolve.
 */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct tnf_queue {
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
    pthread_cond_t not_full;
    void **slots; /* owned */
    size_t capacity;
    size_t head;
    size_t count;
    bool closed;
};

void tnf_queue_init(struct tnf_queue *queue, size_t capacity);
void tnf_queue_release(struct tnf_queue *queue);
/* Waits for room. False when the queue is closed: the item was not taken. */
bool tnf_queue_push(struct tnf_queue *queue, void *item);
/* Waits for an item. NULL when the queue is closed and empty. */
void *tnf_queue_pop(struct tnf_queue *queue);
/* No more pushes; what is in the queue is still handed out. */
void tnf_queue_close(struct tnf_queue *queue);

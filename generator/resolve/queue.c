#include "generator/resolve/queue.h"

#include "base/memory.h"

void tnf_queue_init(struct tnf_queue *queue, size_t capacity) {
    *queue = (struct tnf_queue){.capacity = capacity};
    queue->slots = tnf_xcalloc(capacity, sizeof *queue->slots);
    (void)pthread_mutex_init(&queue->lock, NULL);
    (void)pthread_cond_init(&queue->not_empty, NULL);
    (void)pthread_cond_init(&queue->not_full, NULL);
}

void tnf_queue_release(struct tnf_queue *queue) {
    free(queue->slots);
    (void)pthread_mutex_destroy(&queue->lock);
    (void)pthread_cond_destroy(&queue->not_empty);
    (void)pthread_cond_destroy(&queue->not_full);
}

bool tnf_queue_push(struct tnf_queue *queue, void *item) {
    (void)pthread_mutex_lock(&queue->lock);
    while (queue->count == queue->capacity && !queue->closed) (void)pthread_cond_wait(&queue->not_full, &queue->lock);
    const bool taken = !queue->closed;
    if (taken) {
        queue->slots[(queue->head + queue->count) % queue->capacity] = item;
        queue->count++;
        (void)pthread_cond_signal(&queue->not_empty);
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return taken;
}

void *tnf_queue_pop(struct tnf_queue *queue) {
    (void)pthread_mutex_lock(&queue->lock);
    while (queue->count == 0 && !queue->closed) (void)pthread_cond_wait(&queue->not_empty, &queue->lock);
    void *item = NULL;
    if (queue->count > 0) {
        item = queue->slots[queue->head];
        queue->head = (queue->head + 1) % queue->capacity;
        queue->count--;
        (void)pthread_cond_signal(&queue->not_full);
    }
    (void)pthread_mutex_unlock(&queue->lock);
    return item;
}

void tnf_queue_close(struct tnf_queue *queue) {
    (void)pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    (void)pthread_cond_broadcast(&queue->not_empty);
    (void)pthread_cond_broadcast(&queue->not_full);
    (void)pthread_mutex_unlock(&queue->lock);
}

#include "provider/tenantform/pool.h"

#include "base/memory.h"

#include <pthread.h>

enum { IDLE_MOST = 8 }; /* more than that many threads at once read faster than they are asked */

struct tnf_pool {
    char *path;
    pthread_mutex_t lock;
    struct tnf_catalog *idle[IDLE_MOST];
    size_t idle_count;
};

struct tnf_pool *tnf_pool_new(const char *path) {
    struct tnf_pool *pool = tnf_xcalloc(1, sizeof *pool);
    pool->path = tnf_xstrdup(path);
    (void)pthread_mutex_init(&pool->lock, NULL);
    return pool;
}

void tnf_pool_free(struct tnf_pool *pool) {
    if (pool == NULL) return;
    for (size_t i = 0; i < pool->idle_count; i++) tnf_catalog_close(pool->idle[i]);
    (void)pthread_mutex_destroy(&pool->lock);
    free(pool->path);
    free(pool);
}

int tnf_pool_take(struct tnf_pool *pool, struct tnf_catalog **ret, struct tnf_error *err) {
    (void)pthread_mutex_lock(&pool->lock);
    struct tnf_catalog *catalog = pool->idle_count == 0 ? NULL : pool->idle[--pool->idle_count];
    (void)pthread_mutex_unlock(&pool->lock);
    if (catalog == NULL) return tnf_catalog_open(pool->path, TNF_OPEN_READ, ret, err);
    *ret = catalog;
    return 0;
}

void tnf_pool_give(struct tnf_pool *pool, struct tnf_catalog *catalog) {
    if (catalog == NULL) return;
    tnf_catalog_end_read(catalog);
    (void)pthread_mutex_lock(&pool->lock);
    const bool kept = pool->idle_count < IDLE_MOST;
    if (kept) pool->idle[pool->idle_count++] = catalog;
    (void)pthread_mutex_unlock(&pool->lock);
    if (!kept) tnf_catalog_close(catalog);
}

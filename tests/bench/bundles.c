/*
 * bench-bundles PATH [TENANT…]: reads the bundles of both environments, of all tenants or of those named, and
 * prints how many, how long it took and the peak of memory.
 */
#include "base/memory.h"
#include "catalog/catalog.h"

#include <stdio.h>
#include <sys/resource.h>

struct counter {
    struct tnf_arena arena;
    size_t bundles;
    size_t rows;
};

static struct tnf_arena *arena_of(struct tnf_strview cell, void *context) {
    (void)cell;
    struct counter *counter = context;
    tnf_arena_reset(&counter->arena);
    return &counter->arena;
}

static int count(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    (void)err;
    struct counter *counter = context;
    counter->bundles++;
    counter->rows += 2 + bundle->services.count + bundle->databases.count + bundle->caches.count +
                     bundle->secrets.count + bundle->routes.count;
    return 0;
}

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int read_all(struct tnf_catalog *catalog, const struct tnf_strings *only, struct counter *counter,
                    struct tnf_error *err) {
    TNF_TRY(tnf_catalog_each_bundle(catalog, TNF_SV("staging"), TNF_BUNDLES_ALL, only, arena_of, count, counter, err));
    return tnf_catalog_each_bundle(catalog, TNF_SV("production"), TNF_BUNDLES_ALL, only, arena_of, count, counter, err);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        (void)fprintf(stderr, "usage: bench-bundles PATH [TENANT…]\n");
        return 2;
    }
    TNF_AUTO_FREE struct tnf_strview *names = tnf_xcalloc((size_t)argc, sizeof *names);
    for (int i = 2; i < argc; i++) names[i - 2] = tnf_sv(argv[i]);
    const struct tnf_strings only = {.items = names, .count = (size_t)argc - 2};
    struct tnf_catalog *catalog = NULL;
    struct tnf_error err = {0};
    struct counter counter = {0};
    int code = tnf_catalog_open(argv[1], TNF_OPEN_READ, &catalog, &err);
    const double start = seconds();
    if (code == 0) code = read_all(catalog, argc > 2 ? &only : NULL, &counter, &err);
    const double took = seconds() - start;
    tnf_catalog_close(catalog);
    tnf_arena_release(&counter.arena);
    struct rusage usage = {0};
    (void)getrusage(RUSAGE_SELF, &usage);
    if (code < 0) {
        (void)fprintf(stderr, "bench-bundles: %s\n", err.message);
        return 1;
    }
    (void)printf("{\"bench\": \"bundles\", \"bundles\": %zu, \"rows\": %zu, \"ours\": %.4f, \"unit\": \"s\","
                 " \"peak_rss_mib\": %.1f}\n",
                 counter.bundles, counter.rows, took, (double)usage.ru_maxrss / 1024);
    return 0;
}

/*
 * One pass over a source and a tree: each generated folder's delta, in path order, merged with the index of what was
 * generated before. generate and check are what is done on the way.
 */
#pragma once

#include "generator/output/delta.h"
#include "generator/output/index.h"
#include "generator/output/tree.h"

#include <pthread.h>

struct tnf_worker {
    struct tnf_worker *next;
    struct tnf_tools tools;
    struct tnf_folder extra; /* for on_delta: a second folder, TNF_FOLDER_NONE at first */
};

struct tnf_pass {
    /* Set by the caller. */
    const struct tnf_tree_options *options;
    const struct tnf_folder *out;
    struct tnf_source *source;
    struct tnf_index_reader *old;
    struct tnf_index_writer *index;
    bool dry; /* check: events for every difference */
    /* Called for each delta, from several threads (each with its worker), before its events. */
    int (*on_delta)(struct tnf_pass *pass, struct tnf_worker *worker, const struct tnf_delta *delta,
                    struct tnf_error *err);
    void *context;

    /* Results. */
    struct tnf_tree_result result;
    struct tnf_error first_conflict;
    bool writes;        /* some delta writes */
    bool told;          /* check: some event names a file or row that is not as it should be */
    bool index_differs; /* the new index has other lines than the old one */

    /* Private. */
    pthread_mutex_t lock;
    struct tnf_worker *idle;
    struct tnf_order *order;
    struct tnf_strbuf last_path;
    bool any_path;
};

/* Runs the pass; the index is complete afterwards and not yet ended. Conflicts are counted, not a failure. */
int tnf_pass_run(struct tnf_pass *pass, struct tnf_error *err);

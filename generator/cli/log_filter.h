/* Which lines of the history are about one row and what nests in it, also under the names that it had. */
#pragma once

#include "catalog/catalog.h"

/* The row's key during some revisions, both ends included. */
struct tnf_cli_log_span {
    int64_t first;
    int64_t last;
    struct tnf_record key;
};

struct tnf_cli_log_filter {
    struct tnf_arena *arena;
    struct tnf_cli_log_span *spans; /* newest first; none: every line is wanted */
    size_t count;
    size_t capacity;
};

/* Looks up what the row was called; `key` is its name today, or the last one that it had. */
int tnf_cli_log_filter_init(struct tnf_cli_log_filter *filter, struct tnf_catalog *catalog,
                            const struct tnf_record *key, struct tnf_arena *arena, struct tnf_error *err);
bool tnf_cli_log_filter_wants(const struct tnf_cli_log_filter *filter, const struct tnf_history_row *row);

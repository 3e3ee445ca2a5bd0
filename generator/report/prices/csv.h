/* Records of comma-separated values with quotes, as RFC 4180 has them, from a stream. Private to the folder. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stdio.h>

enum { TNF_CSV_FIELDS_MAX = 1024, TNF_CSV_RECORD_MAX = 1024 * 1024 };

struct tnf_csv {
    FILE *file; /* borrowed */
    const char *name;
    unsigned line;        /* where the record begins that was read last */
    unsigned lines_ended; /* so far */
    struct tnf_strbuf text;
    size_t ends[TNF_CSV_FIELDS_MAX]; /* in text */
    size_t count;                    /* fields of the record */
};

void tnf_csv_init(struct tnf_csv *csv, FILE *file, const char *name);
void tnf_csv_release(struct tnf_csv *csv);

/* Reads the next record, of at least one field. *ret_any is false at the end of the file. */
int tnf_csv_next(struct tnf_csv *csv, bool *ret_any, struct tnf_error *err);

/* A field of the record, valid until the next one is read. An index past the last gives the empty view. */
struct tnf_strview tnf_csv_field(const struct tnf_csv *csv, size_t index);

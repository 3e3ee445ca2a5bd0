/*
 * JSON that is too large for a tree: members of objects one at a time, from a stream. What is wanted of a member is
 * taken out as text and given to jansson; the rest is skipped. Offer files have gigabytes, a product of them 2 KB.
 * Private to the folder.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdio.h>

enum {
    TNF_STREAM_VALUE_MAX = 4 * 1024 * 1024, /* bytes of a value that is taken out */
    TNF_STREAM_DEPTH_MAX = 64,
    TNF_STREAM_KEY_MAX = 4096,
};

struct tnf_stream {
    FILE *file; /* borrowed */
    const char *name;
    unsigned line;   /* 1 at the start */
    unsigned column; /* bytes of it so far */
};

/* Visits the members of the object that comes next. `key` is as it is written, escapes too, and lives until visit
 * returns; visit must take or skip the value. A negative return stops and is returned. */
typedef int (*tnf_stream_member_fn)(struct tnf_stream *stream, struct tnf_strview key, void *context,
                                    struct tnf_error *err);
int tnf_stream_object(struct tnf_stream *stream, tnf_stream_member_fn visit, void *context, struct tnf_error *err);

/* Appends the value that comes next to *out, or skips it when out is NULL. */
int tnf_stream_value(struct tnf_stream *stream, struct tnf_strbuf *out, struct tnf_error *err);

/* TNF_E_INVALID unless only blanks are left. */
int tnf_stream_end(struct tnf_stream *stream, struct tnf_error *err);

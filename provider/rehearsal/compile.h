/*
 * From what `terraform providers schema -json` prints to a compiled schema (format.h).
 */
#pragma once

#include "base/error.h"

#include <stddef.h>

struct tnf_rehearsal_compile_options {
    const char *schema;            /* JSON, or JSON compressed with gzip */
    const char *output;            /* written as a whole or not at all */
    const char *provider;          /* source address; NULL: the file has schemas of one provider only */
    const char *facts;             /* JSON as in provider/rehearsal/schemas; NULL: none */
    const char *const *types_from; /* texts; only types named in one of them are kept. None: all are */
    size_t types_from_count;
};

/* Errors name the file and, in it, the type and the attribute. */
int tnf_rehearsal_compile(const struct tnf_rehearsal_compile_options *options, struct tnf_error *err);

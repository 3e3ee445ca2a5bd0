/*
 * A folder for one test, gone when the test ends.
 */
#pragma once

#include "base/strbuf.h"

struct tnf_scratch {
    struct tnf_strbuf path; /* absolute, without a slash at the end */
};

/* Creates an empty folder below TMPDIR or /tmp. Ends the process when it cannot. */
void tnf_scratch_init(struct tnf_scratch *scratch);
/* Removes the folder with everything in it. */
void tnf_scratch_release(struct tnf_scratch *scratch);

/* "<folder>/<name>", to be freed by the caller. */
char *tnf_scratch_path(const struct tnf_scratch *scratch, const char *name) __attribute__((warn_unused_result));
/* Writes a file, and the folders that it needs. Ends the process when it cannot. */
void tnf_scratch_write(const struct tnf_scratch *scratch, const char *name, const char *content);
/* The content of a file, to be freed by the caller; NULL when there is no such file. */
char *tnf_scratch_read(const struct tnf_scratch *scratch, const char *name) __attribute__((warn_unused_result));

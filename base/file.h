/*
 * Files and folders on disk. Failures name the path and the system's reason; TNF_E_NOT_FOUND is used when the file is
 * not there, TNF_E_LIMIT when it is too large, TNF_E_IO for the rest. Descriptors are closed on exec.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"
#include "base/strview.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the content of `path` to *out. A file of more than `limit` bytes is refused. On failure *out is as long as
 * before. */
int tnf_file_read(const char *path, size_t limit, struct tnf_strbuf *out, struct tnf_error *err);

/* Makes `path` hold exactly `bytes`, with mode 0666 less the umask: written beside it, flushed to disk and renamed
 * over it, so that whoever looks sees the old content or the new one, also after a crash. The folder has to exist. */
int tnf_file_write(const char *path, struct tnf_strview bytes, struct tnf_error *err);

/* Makes a file that is not there yet, without waiting for the disk: for scratch folders, which no crash has to leave
 * whole. */
int tnf_file_create(const char *path, struct tnf_strview bytes, struct tnf_error *err);

/* Copies a file to a path where nothing is yet, with that mode less the umask. A link at `from` is not followed. */
int tnf_file_copy(const char *from, const char *to, unsigned mode, struct tnf_error *err);

/* Creates the folder and those above it that are missing. A folder that exists is fine, also when somebody else makes
 * it at the same time. */
int tnf_file_make_directories(const char *path, struct tnf_error *err);

/* Makes an empty folder that only its owner can look into, below TMPDIR or else /tmp: "<prefix>-" and six random
 * characters. *ret is its path, to be freed; the caller removes the folder too. */
int tnf_file_make_temporary(const char *prefix, char **ret, struct tnf_error *err);

/* Removes a file or a folder with everything in it. Follows no symbolic link. What does not exist is fine. */
int tnf_file_remove_tree(const char *path, struct tnf_error *err);

bool tnf_file_exists(const char *path);
bool tnf_file_is_directory(const char *path);

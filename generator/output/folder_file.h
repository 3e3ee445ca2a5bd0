/* Whole files below a folder: read, create, replace, compare, remove. Links are never followed (folder.h). */
#pragma once

#include "base/sha256.h"
#include "generator/output/folder.h"

/* Reads the whole file `path` into *ret (replaced). TNF_E_NOT_FOUND when it does not exist, TNF_E_INVALID when it is
 * not a regular file, TNF_E_LIMIT when it has more than `limit` bytes. */
int tnf_folder_read(struct tnf_folder *folder, struct tnf_strview path, size_t limit, struct tnf_strbuf *ret,
                    struct tnf_error *err);
/* Creates the file `path` with the directories above it; an existing one is TNF_E_IO. */
int tnf_folder_create(struct tnf_folder *folder, struct tnf_strview path, struct tnf_strview content,
                      struct tnf_error *err);
/* Replaces the small file `name` in the folder itself at once (a temporary file is renamed over it). */
int tnf_folder_put(struct tnf_folder *folder, const char *name, struct tnf_strview content, struct tnf_error *err);
/* Removes the directory `part` of the open directory `at` with all that is in it. Missing is fine. */
int tnf_folder_remove_tree(const struct tnf_folder *folder, int at, const char *part, struct tnf_error *err);

/* What stands on disk where a file is wanted. */
enum tnf_found {
    TNF_FOUND_NOTHING,
    TNF_FOUND_SAME,    /* a regular file with the wanted bytes */
    TNF_FOUND_OTHER,   /* a regular file with other bytes (or nothing was wanted): *ret_hash has their hash */
    TNF_FOUND_NO_FILE, /* a directory, link or device */
};
/* Compares the file `path` with `wanted` (NULL: just hash it). `scratch` is overwritten. */
int tnf_folder_compare(struct tnf_folder *folder, struct tnf_strview path, const struct tnf_strview *wanted,
                       struct tnf_hasher *hasher, struct tnf_strbuf *scratch, enum tnf_found *ret_found,
                       struct tnf_sha256 *ret_hash, struct tnf_error *err);

/* write() until all is written; -1 with errno on failure. */
int tnf_write_all(int fd, struct tnf_strview bytes);

/* Which files below a directory hold a catalog. */
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct tnf_text_paths {
    char **items; /* "<directory>/…", in byte order */
    size_t count;
    size_t capacity;
};
void tnf_text_paths_release(struct tnf_text_paths *paths);
void tnf_text_paths_add(struct tnf_text_paths *paths, const char *path);
/* Exact match in a sorted list. */
bool tnf_text_paths_have(const struct tnf_text_paths *paths, const char *path);
void tnf_text_paths_sort(struct tnf_text_paths *paths);

/* Every *.yaml, *.yml and *.json below the directory, sorted; hidden files and folders are skipped, symbolic links
 * not followed. None is no error. */
int tnf_text_list_files(const char *directory, struct tnf_text_paths *ret, struct tnf_error *err);

/* Finding generated folders by their manifests, for a tree whose index was lost. */
#pragma once

#include "generator/output/folder.h"

/* Writes an index of all folders below `out` that have a manifest into a temporary file; *ret_fd is the caller's, at
 * the file's beginning, or -1 when there is no such folder. Links, .git and .terraform are not entered. */
int tnf_walk_index(const struct tnf_folder *out, int *ret_fd, struct tnf_error *err);

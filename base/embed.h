/*
 * Files that are part of the binary. The CMake function tnf_embed(target NAME name DIR folder) gives a target
 * the symbols of a set:
 *
 *     extern const struct tnf_embedded_file <name>_files[];
 *     extern const size_t <name>_file_count;
 *     extern const char <name>_digest[65];
 *
 * The table is sorted by path in byte order and ends with an entry whose path is NULL. The digest is a SHA-256 in
 * hexadecimal over all paths and contents, made by the build. Everything in it lives as
 * long as the program.
 */
#pragma once

#include <stddef.h>

struct tnf_embedded_file {
    const char *path; /* relative to the folder, '/' between parts */
    const unsigned char *bytes;
    size_t length;
};

/* SHA-256, for content hashes; OpenSSL does the work. */
#pragma once

#include "base/strview.h"

#include <stddef.h>

enum { TNF_SHA256_SIZE = 32, TNF_SHA256_HEX_LEN = 64, TNF_SHA256_HEX_SIZE = 65 };

/* The digest of `size` bytes as 64 lower-case hex digits and a NUL. */
void tnf_sha256_hex(const void *bytes, size_t size, char out[TNF_SHA256_HEX_SIZE]);

struct tnf_sha256 {
    unsigned char bytes[TNF_SHA256_SIZE];
};
bool tnf_sha256_eq(const struct tnf_sha256 *a, const struct tnf_sha256 *b);
/* Lower-case hexadecimal, NUL-terminated. */
void tnf_sha256_print(const struct tnf_sha256 *hash, char ret[TNF_SHA256_HEX_SIZE]);
/* Reads exactly 64 lower-case hexadecimal digits; false leaves *ret as it was. */
bool tnf_sha256_parse(struct tnf_strview hex, struct tnf_sha256 *ret);

/* A context to reuse for many small pieces (fetching the algorithm anew costs more than hashing 1 KiB), or for one
 * that comes in parts. It belongs to one thread at a time. Never fails: without its algorithm OpenSSL is broken, and
 * the process ends. */
struct tnf_hasher;
struct tnf_hasher *tnf_hasher_new(void);
void tnf_hasher_free(struct tnf_hasher *hasher);
void tnf_hasher_cleanup(struct tnf_hasher **hasher); /* for TNF_AUTO */
void tnf_hasher_add(struct tnf_hasher *hasher, struct tnf_strview bytes);
/* The hash of what was added since the last end; the next add starts anew. */
struct tnf_sha256 tnf_hasher_end(struct tnf_hasher *hasher);
/* The hash of `bytes` alone. Nothing may be added and not ended. */
struct tnf_sha256 tnf_hasher_of(struct tnf_hasher *hasher, struct tnf_strview bytes);

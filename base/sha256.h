/* SHA-256, for content hashes; OpenSSL does the work. */
#pragma once

#include <stddef.h>

enum { TNF_SHA256_SIZE = 32, TNF_SHA256_HEX_SIZE = 65 };

/* The digest of `size` bytes as 64 lower-case hex digits and a NUL. */
void tnf_sha256_hex(const void *bytes, size_t size, char out[TNF_SHA256_HEX_SIZE]);

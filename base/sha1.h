/* SHA-1, where others cut names by it (Terraform's sha1); no protection against anybody. OpenSSL does the work. */
#pragma once

#include <stddef.h>

enum { TNF_SHA1_HEX_SIZE = 41 };

/* The digest of `size` bytes as 40 lower-case hex digits and a NUL. */
void tnf_sha1_hex(const void *bytes, size_t size, char ret[TNF_SHA1_HEX_SIZE]);

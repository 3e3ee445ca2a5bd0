#include "base/sha256.h"

#include <openssl/sha.h>

_Static_assert(TNF_SHA256_SIZE == SHA256_DIGEST_LENGTH, "size of a digest");

void tnf_sha256_hex(const void *bytes, size_t size, char out[TNF_SHA256_HEX_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[TNF_SHA256_SIZE];
    (void)SHA256(bytes, size, digest);
    for (size_t i = 0; i < TNF_SHA256_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 0xF];
    }
    out[TNF_SHA256_HEX_SIZE - 1] = '\0';
}

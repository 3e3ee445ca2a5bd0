#include "base/sha1.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

void tnf_sha1_hex(const void *bytes, size_t size, char ret[TNF_SHA1_HEX_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    /* It can fail only without memory or without its built-in algorithms: nothing a caller can mend. */
    if (EVP_Digest(bytes, size, digest, &length, EVP_sha1(), NULL) != 1) {
        (void)fputs("tenantform: OpenSSL cannot compute SHA-1\n", stderr);
        abort();
    }
    for (unsigned i = 0; i < length; i++) {
        ret[2 * i] = digits[digest[i] >> 4];
        ret[2 * i + 1] = digits[digest[i] & 0xF];
    }
    ret[2 * (size_t)length] = '\0';
}

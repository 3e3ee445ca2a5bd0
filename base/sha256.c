#include "base/sha256.h"

#include "base/memory.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tnf_hasher {
    EVP_MD_CTX *context;
};

/* OpenSSL can fail here only without memory or without its built-in algorithms: nothing a caller can mend. */
static void must(bool worked) {
    if (worked) return;
    (void)fputs("tenantform: OpenSSL cannot compute SHA-256\n", stderr);
    abort();
}

struct tnf_hasher *tnf_hasher_new(void) {
    struct tnf_hasher *hasher = tnf_xmalloc(sizeof *hasher);
    hasher->context = EVP_MD_CTX_new();
    must(hasher->context != NULL);
    must(EVP_DigestInit_ex(hasher->context, EVP_sha256(), NULL) == 1);
    return hasher;
}

void tnf_hasher_free(struct tnf_hasher *hasher) {
    if (hasher == NULL) return;
    EVP_MD_CTX_free(hasher->context);
    free(hasher);
}

void tnf_hasher_cleanup(struct tnf_hasher **hasher) {
    tnf_hasher_free(*hasher);
}

void tnf_hasher_add(struct tnf_hasher *hasher, struct tnf_strview bytes) {
    must(EVP_DigestUpdate(hasher->context, bytes.ptr, bytes.len) == 1);
}

struct tnf_sha256 tnf_hasher_end(struct tnf_hasher *hasher) {
    struct tnf_sha256 hash;
    must(EVP_DigestFinal_ex(hasher->context, hash.bytes, NULL) == 1);
    must(EVP_DigestInit_ex(hasher->context, NULL, NULL) == 1);
    return hash;
}

struct tnf_sha256 tnf_hasher_of(struct tnf_hasher *hasher, struct tnf_strview bytes) {
    tnf_hasher_add(hasher, bytes);
    return tnf_hasher_end(hasher);
}

bool tnf_sha256_eq(const struct tnf_sha256 *a, const struct tnf_sha256 *b) {
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

void tnf_sha256_print(const struct tnf_sha256 *hash, char ret[TNF_SHA256_HEX_SIZE]) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof hash->bytes; i++) {
        ret[2 * i] = digits[hash->bytes[i] >> 4];
        ret[2 * i + 1] = digits[hash->bytes[i] & 15];
    }
    ret[TNF_SHA256_HEX_LEN] = '\0';
}

static int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return -1;
}

bool tnf_sha256_parse(struct tnf_strview hex, struct tnf_sha256 *ret) {
    if (hex.len != TNF_SHA256_HEX_LEN) return false;
    struct tnf_sha256 hash;
    for (size_t i = 0; i < sizeof hash.bytes; i++) {
        const int high = digit_value(hex.ptr[2 * i]);
        const int low = digit_value(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0) return false;
        hash.bytes[i] = (unsigned char)(high * 16 + low);
    }
    *ret = hash;
    return true;
}

void tnf_sha256_hex(const void *bytes, size_t size, char out[TNF_SHA256_HEX_SIZE]) {
    TNF_AUTO(tnf_hasher_cleanup) struct tnf_hasher *hasher = tnf_hasher_new();
    const struct tnf_sha256 hash = tnf_hasher_of(hasher, tnf_sv_n(bytes, size));
    tnf_sha256_print(&hash, out);
}

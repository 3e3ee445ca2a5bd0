#include "provider/handshake/certificate.h"

#include "base/memory.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

/* Of P-256: a secret, and a public point that is not compressed. */
enum { SECRET_SIZE = 32, POINT_SIZE = 65 };
enum { SECONDS_BEFORE = 5 * 60, DAYS_AFTER = 30 * 365 };

void tnf_certificate_ignore_host_settings(void) {
    (void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
}

static int openssl_error(struct tnf_error *err, const char *what) {
    char reason[160];
    ERR_error_string_n(ERR_get_error(), reason, sizeof reason);
    return tnf_error_set(err, TNF_E_IO, "could not %s for the connection: %s", what, reason);
}

static int set_random_serial(X509 *x509) {
    unsigned char bytes[16];
    if (RAND_bytes(bytes, (int)sizeof bytes) != 1) return 0;
    bytes[0] &= 0x7F; /* positive */
    BIGNUM *number = BN_bin2bn(bytes, (int)sizeof bytes, NULL);
    const int done = number != NULL && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509)) != NULL;
    BN_free(number);
    return done;
}

static int set_name(X509 *x509) {
    static const unsigned char host[] = "localhost";
    static const unsigned char organisation[] = "tenantform";
    X509_NAME *name = X509_get_subject_name(x509);
    return X509_NAME_add_entry_by_txt(name, "O", MBSTRING_ASC, organisation, -1, -1, 0) &&
           X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, host, -1, -1, 0) && X509_set_issuer_name(x509, name);
}

static int add_extension(X509 *x509, int nid, const char *value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, x509, x509, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL) return 0;
    const int done = X509_add_ext(x509, extension, -1);
    X509_EXTENSION_free(extension);
    return done;
}

static int get_point(const EVP_PKEY *key, unsigned char *point) {
    size_t length = 0;
    return EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, POINT_SIZE, &length) &&
           length == POINT_SIZE;
}

/* X509_set_pubkey and PEM_write_bio_PrivateKey would set up all of OpenSSL's encoders, which takes a tenth of a
 * provider's start; a key of a known kind is a few bytes around its numbers. */
static int set_public_key(X509 *x509, const EVP_PKEY *key) {
    unsigned char *point = OPENSSL_malloc(POINT_SIZE);
    if (point != NULL && get_point(key, point) &&
        X509_PUBKEY_set0_param(X509_get_X509_PUBKEY(x509), OBJ_nid2obj(NID_X9_62_id_ecPublicKey), V_ASN1_OBJECT,
                               OBJ_nid2obj(NID_X9_62_prime256v1), point, POINT_SIZE))
        return 1;
    OPENSSL_free(point);
    return 0;
}

static int get_secret(const EVP_PKEY *key, unsigned char *secret) {
    BIGNUM *number = NULL;
    if (!EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &number)) return 0;
    const int length = BN_bn2binpad(number, secret, SECRET_SIZE);
    BN_clear_free(number);
    return length == SECRET_SIZE;
}

/* RFC 5915's ECPrivateKey: version 1, the secret, the curve's name, the point. */
static int write_private_key(BIO *bio, const EVP_PKEY *key) {
    static const unsigned char before_secret[] = {0x30, 0x77, 0x02, 0x01, 0x01, 0x04, SECRET_SIZE};
    static const unsigned char before_point[] = {0xA0, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D,
                                                 0x03, 0x01, 0x07, 0xA1, 0x44, 0x03, 0x42, 0x00};
    unsigned char der[sizeof before_secret + SECRET_SIZE + sizeof before_point + POINT_SIZE];
    unsigned char *secret = der + sizeof before_secret;
    unsigned char *point = secret + SECRET_SIZE + sizeof before_point;
    memcpy(der, before_secret, sizeof before_secret);
    memcpy(secret + SECRET_SIZE, before_point, sizeof before_point);
    const int done = get_secret(key, secret) && get_point(key, point) &&
                     PEM_write_bio(bio, PEM_STRING_ECPRIVATEKEY, "", der, (long)sizeof der) > 0;
    OPENSSL_cleanse(der, sizeof der);
    return done;
}

static int fill(X509 *x509, EVP_PKEY *key) {
    return X509_set_version(x509, X509_VERSION_3) && set_random_serial(x509) && set_name(x509) &&
           X509_gmtime_adj(X509_getm_notBefore(x509), -SECONDS_BEFORE) != NULL &&
           X509_time_adj_ex(X509_getm_notAfter(x509), DAYS_AFTER, 0, NULL) != NULL && set_public_key(x509, key) &&
           add_extension(x509, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(x509, NID_key_usage, "critical,digitalSignature,keyEncipherment,keyAgreement,keyCertSign") &&
           add_extension(x509, NID_ext_key_usage, "clientAuth,serverAuth") &&
           add_extension(x509, NID_subject_alt_name, "DNS:localhost") && X509_sign(x509, key, EVP_sha256()) > 0;
}

static int write_der(X509 *x509, struct tnf_strbuf *out) {
    unsigned char *bytes = NULL;
    const int length = i2d_X509(x509, &bytes);
    if (length <= 0) return 0;
    tnf_strbuf_add(out, bytes, (size_t)length);
    OPENSSL_free(bytes);
    return 1;
}

static void take_bio(BIO *bio, struct tnf_strbuf *out) {
    char *bytes = NULL;
    const long length = BIO_get_mem_data(bio, &bytes);
    if (length > 0) tnf_strbuf_add(out, bytes, (size_t)length);
}

static int write_pem(X509 *x509, EVP_PKEY *key, struct tnf_certificate *out) {
    BIO *certificate = BIO_new(BIO_s_mem());
    BIO *secret = BIO_new(BIO_s_secmem());
    const int done = certificate != NULL && secret != NULL && PEM_write_bio_X509(certificate, x509) &&
                     write_private_key(secret, key);
    if (done) {
        take_bio(certificate, &out->pem);
        take_bio(secret, &out->key_pem);
    }
    BIO_free(certificate);
    BIO_free(secret);
    return done;
}

static int make(EVP_PKEY *key, struct tnf_certificate *out, struct tnf_error *err) {
    X509 *x509 = X509_new();
    const int done = x509 != NULL && fill(x509, key) && write_der(x509, &out->der) && write_pem(x509, key, out);
    X509_free(x509);
    return done ? 0 : openssl_error(err, "make a certificate");
}

int tnf_certificate_init(struct tnf_certificate *ret_certificate, struct tnf_error *err) {
    struct tnf_certificate made = {TNF_STRBUF_INIT, TNF_STRBUF_INIT, TNF_STRBUF_INIT};
    EVP_PKEY *key = EVP_EC_gen("P-256");
    if (key == NULL) return openssl_error(err, "make a key");
    const int code = make(key, &made, err);
    EVP_PKEY_free(key);
    if (code < 0) {
        tnf_certificate_release(&made);
        return code;
    }
    *ret_certificate = made;
    return 0;
}

void tnf_certificate_release(struct tnf_certificate *certificate) {
    if (certificate->key_pem.len > 0) OPENSSL_cleanse(certificate->key_pem.ptr, certificate->key_pem.len);
    tnf_strbuf_release(&certificate->pem);
    tnf_strbuf_release(&certificate->der);
    tnf_strbuf_release(&certificate->key_pem);
}

#include "tests/support/test.h"

#include "provider/handshake/certificate.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

static X509 *parse_der(const struct tnf_certificate *certificate) {
    const unsigned char *bytes = (const unsigned char *)certificate->der.ptr;
    X509 *x509 = d2i_X509(NULL, &bytes, (long)certificate->der.len);
    assert_non_null(x509);
    return x509;
}

static EVP_PKEY *parse_key(const struct tnf_certificate *certificate) {
    BIO *bio = BIO_new_mem_buf(certificate->key_pem.ptr, (int)certificate->key_pem.len);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
    BIO_free(bio);
    assert_non_null(key);
    return key;
}

static void it_is_for_localhost_now_and_signed_by_its_key(void **state) {
    struct tnf_certificate certificate;
    (void)state;
    assert_int_equal(tnf_certificate_init(&certificate, NULL), 0);
    X509 *x509 = parse_der(&certificate);
    EVP_PKEY *key = parse_key(&certificate);
    assert_int_equal(X509_check_host(x509, "localhost", 0, 0, NULL), 1);
    assert_int_not_equal(X509_check_host(x509, "example.com", 0, 0, NULL), 1);
    assert_int_equal(X509_cmp_current_time(X509_get0_notBefore(x509)), -1);
    assert_int_equal(X509_cmp_current_time(X509_get0_notAfter(x509)), 1);
    assert_int_equal(X509_check_private_key(x509, key), 1);
    assert_int_equal(X509_verify(x509, key), 1);
    assert_int_equal(EVP_PKEY_get_bits(key), 256);
    EVP_PKEY_free(key);
    X509_free(x509);
    tnf_certificate_release(&certificate);
}

static void pem_and_der_are_the_same_certificate(void **state) {
    struct tnf_certificate certificate;
    (void)state;
    assert_int_equal(tnf_certificate_init(&certificate, NULL), 0);
    X509 *from_der = parse_der(&certificate);
    BIO *bio = BIO_new_mem_buf(certificate.pem.ptr, (int)certificate.pem.len);
    X509 *from_pem = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    assert_int_equal(X509_cmp(from_der, from_pem), 0);
    BIO_free(bio);
    X509_free(from_pem);
    X509_free(from_der);
    tnf_certificate_release(&certificate);
}

static void each_has_a_key_of_its_own(void **state) {
    struct tnf_certificate a;
    struct tnf_certificate b;
    (void)state;
    assert_int_equal(tnf_certificate_init(&a, NULL), 0);
    assert_int_equal(tnf_certificate_init(&b, NULL), 0);
    assert_string_not_equal(a.key_pem.ptr, b.key_pem.ptr);
    assert_string_not_equal(a.pem.ptr, b.pem.ptr);
    tnf_certificate_release(&a);
    tnf_certificate_release(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_for_localhost_now_and_signed_by_its_key),
        cmocka_unit_test(pem_and_der_are_the_same_certificate),
        cmocka_unit_test(each_has_a_key_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

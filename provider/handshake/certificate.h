/*
 * A certificate for one run of the provider: made at start, kept in memory, gone with the process. The host trusts
 * exactly it, because it comes with the handshake.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

struct tnf_certificate {
    struct tnf_strbuf pem;
    struct tnf_strbuf der;
    struct tnf_strbuf key_pem; /* the private key: wiped on release */
};

/* From now on OpenSSL takes no settings and loads no modules from this machine's openssl.cnf: what it says is meant for
 * another OpenSSL than the one that a provider carries in itself, and reading it costs a tenth of the start. Call it
 * before anything else uses OpenSSL; later it does nothing. */
void tnf_certificate_ignore_host_settings(void);
/* Makes an ECDSA P-256 key and a self-signed certificate for "localhost", the name that go-plugin's client asks for.
 * Valid from five minutes ago (clocks of containers differ) for thirty years. TNF_E_IO with OpenSSL's reason. */
int tnf_certificate_init(struct tnf_certificate *ret_certificate, struct tnf_error *err);
void tnf_certificate_release(struct tnf_certificate *certificate);

/*
 * One request over http or https and its answer, through libcurl. Certificates are checked, redirects are not followed,
 * no other protocol is spoken, and neither .netrc nor cookies are read. What could be a secret (header fields, bodies,
 * the query of a URL, keys) is in no error. Proxies are those of the environment (https_proxy and its kin), and
 * SSL_CERT_FILE names other authorities than the system's.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

/* Keeps connections between requests. One thread at a time. */
struct tnf_http_client;

struct tnf_http_client *tnf_http_client_new(void) __attribute__((malloc, returns_nonnull, warn_unused_result));
void tnf_http_client_free(struct tnf_http_client *client);

struct tnf_http_field {
    const char *name;
    const char *value;
};

/* AWS Signature Version 4. S3 signs its path as it stands, encoded once, and wants the parameters of a query in byte
 * order, each with its "=", and percent-encoded as RFC 3986 has it: the caller writes them so. */
struct tnf_http_signature {
    const char *service; /* "s3" */
    const char *region;  /* "us-east-1" */
    const char *access_key;
    const char *secret_key;
    const char *session_token; /* or NULL */
};

enum {
    TNF_HTTP_BODY_MAX = 8 * 1024 * 1024, /* bytes of an answer, unless the request says otherwise */
    TNF_HTTP_HEAD_MAX = 256 * 1024,
    TNF_HTTP_TIMEOUT = 60, /* seconds for the whole exchange, unless the request says otherwise */
    TNF_HTTP_CONNECT_TIMEOUT = 15,
};

struct tnf_http_request {
    const char *method; /* "GET", in capitals */
    const char *url;    /* without user and password */
    const struct tnf_http_field *fields;
    size_t field_count;
    struct tnf_strview body;                    /* ptr NULL: none; its type is the caller's to say */
    const struct tnf_http_signature *signature; /* or NULL; then no field is named Authorization or X-Amz-… */
    size_t body_max;                            /* of the answer; 0: TNF_HTTP_BODY_MAX */
    unsigned timeout;                           /* in seconds; 0: TNF_HTTP_TIMEOUT */
};

struct tnf_http_response {
    int status;             /* 200 */
    bool sent;              /* also on failure: the server may have got the request, and acted on it */
    struct tnf_strbuf head; /* the lines of the header */
    struct tnf_strbuf body;
};
#define TNF_HTTP_RESPONSE_INIT                                                                                         \
    { .head = TNF_STRBUF_INIT, .body = TNF_STRBUF_INIT }
void tnf_http_response_release(struct tnf_http_response *response);

/* Whether there is a libcurl to send requests with; without one, *err says what is missing. Sends nothing. */
bool tnf_http_is_there(struct tnf_error *err);

/* Sends the request and fills *ret, which was initialised and may be used again. A POST is sent once, as it may do harm
 * twice. 0 for every answer, whatever its status. TNF_E_INVALID for a URL, method or field that cannot be sent,
 * TNF_E_LIMIT for an answer that is too large, TNF_E_IO when the server is not reached, is not who it should be, or
 * does not answer in time, TNF_E_NOT_FOUND without libcurl on this machine. */
int tnf_http_send(struct tnf_http_client *client, const struct tnf_http_request *request, struct tnf_http_response *ret,
                  struct tnf_error *err);

/* The value of a header field of the answer, by its name in any case: borrowed, and empty (ptr NULL) without it. */
struct tnf_strview tnf_http_response_field(const struct tnf_http_response *response, const char *name);

/* Appends text as a part of a URL's path or query: all but letters, digits and "-._~" percent-encoded; with `slashes`
 * slashes stay. */
void tnf_http_encode(struct tnf_strbuf *out, struct tnf_strview text, bool slashes);

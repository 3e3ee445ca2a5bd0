/* What git-credential(1) is told and answers: lines of "key=value". Pure. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct tnf_credential {
    struct tnf_strview username;
    struct tnf_strview password;
};

/* What a URL says of a login: views of it. "https://ada@example.com:8443/x.git" has protocol "https", host
 * "example.com:8443" and username "ada". False for what is no URL with a protocol. */
struct tnf_credential_url {
    struct tnf_strview protocol;
    struct tnf_strview host; /* with the port when there is one */
    struct tnf_strview path; /* without the first slash */
    struct tnf_strview username;
};
bool tnf_credential_read_url(struct tnf_strview url, struct tnf_credential_url *ret);

/* Appends the question. TNF_E_INVALID for a value with a newline, which would be another line. */
int tnf_credential_ask(const struct tnf_credential_url *url, struct tnf_strbuf *out, struct tnf_error *err);
/* Appends the credential to a question, as it is told what became of it. */
void tnf_credential_tell(const struct tnf_credential *credential, struct tnf_strbuf *out);
/* Reads the answer; false unless it has both parts. Views of the answer. */
bool tnf_credential_read(struct tnf_strview answer, struct tnf_credential *ret);

/*
 * AWS credentials from where AWS's tools have static ones: the environment, then the profile in the files below ~/.aws.
 * Roles, single sign-on and instance metadata are the AWS CLI's: `aws configure export-credentials` puts what they give
 * into the environment.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

#include <stdbool.h>

struct tnf_aws_credentials {
    struct tnf_strbuf access_key;
    struct tnf_strbuf secret_key;
    struct tnf_strbuf session_token; /* may be empty */
};
#define TNF_AWS_CREDENTIALS_INIT                                                                                       \
    { TNF_STRBUF_INIT, TNF_STRBUF_INIT, TNF_STRBUF_INIT }
/* Wipes and frees. */
void tnf_aws_credentials_release(struct tnf_aws_credentials *credentials);

/* Fills *ret, which was initialised. TNF_E_NOT_FOUND when there are none, with a hint how to get some; no failure shows
 * any part of them. */
int tnf_aws_credentials_find(struct tnf_aws_credentials *ret, struct tnf_error *err);

/* The keys of one section ("default", "profile ci") in the text of such a file, added to what *ret has not yet. True
 * when *ret has both keys then. Pure. */
bool tnf_aws_credentials_read(struct tnf_strview text, struct tnf_strview section, struct tnf_aws_credentials *ret);

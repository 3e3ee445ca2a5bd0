/*
 * Reading a bucket of S3, or of what speaks its protocol: AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL name another server,
 * as for AWS's own tools. Only reads: ListObjectsV2 and GetObject.
 */
#pragma once

#include "generator/state/credentials.h"
#include "generator/state/folder.h"

struct tnf_s3_bucket {
    const struct tnf_aws_credentials *credentials;
    const char *name;
    const char *region;
};

/* Adds the objects whose names begin with `prefix` to *objects, by name; names live in the arena. TNF_E_NOT_FOUND when
 * there is no such bucket, TNF_E_INVALID when S3 refuses for another reason, TNF_E_IO when it does not answer. */
int tnf_s3_list(const struct tnf_s3_bucket *bucket, struct tnf_strview prefix, struct tnf_arena *arena,
                struct tnf_state_objects *objects, struct tnf_error *err);

/* Gets objects over several connections side by side, and calls visit with each, one at a time and in no order: its
 * number in `names`, and its content or, when it could not be had (content.ptr is NULL), why. A negative result of
 * visit ends it and is returned; so is TNF_E_IO, when S3 does not answer at all. An object of more than `max` bytes is
 * not had. */
typedef int (*tnf_s3_object_fn)(size_t number, struct tnf_strview content, const struct tnf_error *why, void *context,
                                struct tnf_error *err);
int tnf_s3_get_each(const struct tnf_s3_bucket *bucket, const struct tnf_strview *names, size_t count, size_t max,
                    tnf_s3_object_fn visit, void *context, struct tnf_error *err);

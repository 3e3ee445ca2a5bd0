/* Platform: the product itself. There is exactly one row. */
#pragma once

#include "catalog/entities/naming.h"

/* Tenants of a cell: all of them are rendered, planned and locked together. */
#define TNF_CELL_SIZE_MAX 100

#define TNF_PLATFORM_FIELDS(F)                                                                                         \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 16, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the platform, first part of every resource name")                    \
    F(REGION, "region", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_REGION, .max = 20, .flags = TNF_FIELD_REQUIRED,  \
      .ref = TNF_ENTITY_NONE, .summary = "default AWS region")                                                         \
    F(ACCOUNT_ID, "account_id", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ACCOUNT, .max = 12,                      \
      .ref = TNF_ENTITY_NONE, .summary = "default AWS account")                                                        \
    F(NETWORK, "network", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_CIDR, .max = 18, .ref = TNF_ENTITY_NONE,       \
      .summary = "range that VPC ranges are allocated from, 10.0.0.0/8 when not set")                                  \
    F(STATE_BUCKET, "state_bucket", .group = "state", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_BUCKET, .max = 63, \
      .ref = TNF_ENTITY_NONE, .summary = "S3 bucket of the Terraform states")                                          \
    F(STATE_REGION, "state_region", .group = "state", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_REGION, .max = 20, \
      .ref = TNF_ENTITY_NONE, .summary = "region of the state bucket")                                                 \
    F(STATE_KMS_KEY, "state_kms_key", .group = "state", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ARN,             \
      .max = 2048, .ref = TNF_ENTITY_NONE, .summary = "KMS key of the states")                                         \
    F(CELL_SIZE, "cell_size", .type = TNF_TYPE_INT, .min = 1, .max = TNF_CELL_SIZE_MAX, .unit = "tenants",             \
      .ref = TNF_ENTITY_NONE,                                                                                          \
      .summary = "pool tenants that share a stack and its state, 1 (each has its own) when not set")                   \
    F(OWNER, "owner", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_EMAIL, .max = 254, .ref = TNF_ENTITY_NONE,         \
      .summary = "who answers for the platform")                                                                       \
    F(TAGS, "tags", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_TAG_KEY, .format = TNF_FORMAT_TEXT,                 \
      .ref = TNF_ENTITY_NONE, .summary = "tags on everything")                                                         \
    TNF_PHYSICAL_NAME(F, 16)

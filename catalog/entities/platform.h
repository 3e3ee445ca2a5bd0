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
    F(STATE_MANAGED, "state_managed", .group = "state", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                 \
      .summary = "whether the bootstrap stack makes the bucket and its key, true when not set")                        \
    F(GITHUB_REPOSITORY, "github_repository", .group = "github", .type = TNF_TYPE_STRING,                              \
      .format = TNF_FORMAT_REPOSITORY, .max = 140, .ref = TNF_ENTITY_NONE,                                             \
      .summary = "GitHub repository that the output is in; with it a bootstrap stack and workflows are generated")     \
    F(GITHUB_BRANCH, "github_branch", .group = "github", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_REF,            \
      .max = 200, .ref = TNF_ENTITY_NONE, .summary = "its default branch, which is applied; main when not set")        \
    F(GITHUB_RUNNER, "github_runner", .group = "github", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_REF,            \
      .max = 100, .ref = TNF_ENTITY_NONE,                                                                              \
      .summary = "label of the runners of jobs that reach AWS, ubuntu-24.04 when not set")                             \
    F(GITHUB_TOOL, "github_tool", .group = "github", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_DOWNLOAD,           \
      .max = 2048, .ref = TNF_ENTITY_NONE,                                                                             \
      .summary = "archive of this program for runners that do not have it: address and checksum")                      \
    F(CELL_SIZE, "cell_size", .type = TNF_TYPE_INT, .min = 1, .max = TNF_CELL_SIZE_MAX, .unit = "tenants",             \
      .ref = TNF_ENTITY_NONE,                                                                                          \
      .summary = "pool tenants that share a stack and its state, 1 (each has its own) when not set")                   \
    F(OWNER, "owner", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_EMAIL, .max = 254, .ref = TNF_ENTITY_NONE,         \
      .summary = "who answers for the platform")                                                                       \
    F(TAGS, "tags", .type = TNF_TYPE_MAP, .key_format = TNF_FORMAT_TAG_KEY, .format = TNF_FORMAT_TEXT,                 \
      .ref = TNF_ENTITY_NONE, .summary = "tags on everything")                                                         \
    TNF_PHYSICAL_NAME(F, 16)

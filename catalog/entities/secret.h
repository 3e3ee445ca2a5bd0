/* Secret: the name of a credential. The value is never here. */
#pragma once

#include "catalog/entities/naming.h"

#define TNF_SECRET_FIELDS(F)                                                                                           \
    F(TENANT, "tenant", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 24,                                 \
      .flags = TNF_FIELD_KEY | TNF_FIELD_PARENT, .ref = TNF_ENTITY_TENANT, .summary = "tenant that it belongs to")     \
    F(NAME, "name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = 40, .flags = TNF_FIELD_KEY,             \
      .ref = TNF_ENTITY_NONE, .summary = "name of the secret")                                                         \
    F(VARIABLE, "variable", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_ENV_NAME, .max = 64, .ref = TNF_ENTITY_NONE, \
      .summary = "environment variable that carries it, the name in capitals when not set")                            \
    F(SUMMARY, "summary", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_TEXT, .max = 256, .ref = TNF_ENTITY_NONE,      \
      .summary = "what it is for")                                                                                     \
    F(GENERATED, "generated", .type = TNF_TYPE_BOOL, .ref = TNF_ENTITY_NONE,                                           \
      .summary = "whether Terraform makes a random value; otherwise somebody puts it into Secrets Manager")            \
    TNF_PHYSICAL_NAME(F, 40)                                                                                           \
    TNF_FORMER_NAMES(F, 40)

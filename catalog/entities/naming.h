/* What keeps a renamed row where it is in AWS: the name that its resources have, and the addresses they had. */
#pragma once

/* Resource names, state keys and parameter paths are made from it: a rename changes none of them. */
#define TNF_PHYSICAL_NAME(F, length)                                                                                   \
    F(PHYSICAL_NAME, "physical_name", .type = TNF_TYPE_STRING, .format = TNF_FORMAT_NAME, .max = (length),             \
      .flags = TNF_FIELD_ALLOCATED, .ref = TNF_ENTITY_NONE,                                                            \
      .summary = "name in AWS, the first one of a row that was renamed; the name when not set")

/* Terraform's addresses are made from names: `moved` blocks lead from each former one to the next. */
#define TNF_FORMER_NAMES(F, length)                                                                                    \
    F(FORMER_NAMES, "former_names", .type = TNF_TYPE_LIST, .format = TNF_FORMAT_NAME, .max = (length),                 \
      .flags = TNF_FIELD_ALLOCATED, .ref = TNF_ENTITY_NONE,                                                            \
      .summary = "names before renames, oldest first: moved blocks lead from them to the name")

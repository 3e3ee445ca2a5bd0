/*
 * What rendering hands to whoever keeps it: one stack (a Terraform root with a state of its own) with its
 * files in memory. The tree, git, check and diff are sinks of the same stream of stacks.
 */
#pragma once

#include "base/error.h"
#include "base/sha256.h"
#include "base/strview.h"

#include <stdint.h>

struct tnf_stack_file {
    struct tnf_strview name;    /* relative to the stack, '/' between parts: main.tf */
    struct tnf_strview content; /* complete bytes */
};

/* A row of the catalog that a stack stands for. Files alone do not tell every change of a row: many fields are for
 * people, and some only take effect together with others. */
struct tnf_stack_row {
    struct tnf_strview name; /* "<entity> <key>": "service acme/api" */
    struct tnf_sha256 hash;  /* of the row's content */
};

/* Also used for folders that are no stacks but are generated (modules/vpc, .github), and for rows that nothing is
 * generated from: without files there is no folder, and only the output's index knows of the path. */
struct tnf_stack {
    struct tnf_strview path;        /* relative to the output: environments/staging/tenants/acme; "" for the root */
    struct tnf_strview tenant;      /* "" for platform stacks and modules */
    struct tnf_strview environment; /* "" for modules */
    struct tnf_stack_file *files;   /* by name, byte order */
    size_t file_count;
    const struct tnf_stack_row *rows; /* by name, byte order */
    size_t row_count;
};

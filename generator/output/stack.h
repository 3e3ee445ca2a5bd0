/*
 * What rendering hands to whoever keeps it: one stack (a Terraform root with a state of its own) with its
 * files in memory. The tree, git, check and diff are sinks of the same stream of stacks.
 */
#pragma once

#include "base/error.h"
#include "base/strview.h"

#include <stdint.h>

struct tnf_stack_file {
    struct tnf_strview name;    /* relative to the stack, '/' between parts: main.tf */
    struct tnf_strview content; /* complete bytes */
};

/* Also used for folders that are no stacks but are generated: modules/vpc, .github. */
struct tnf_stack {
    struct tnf_strview path;        /* relative to the output: environments/staging/tenants/acme; "" for the root */
    struct tnf_strview tenant;      /* "" for platform stacks and modules */
    struct tnf_strview environment; /* "" for modules */
    struct tnf_stack_file *files;   /* by name, byte order */
    size_t file_count;
};

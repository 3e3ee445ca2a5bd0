/* Processors and memory of an EC2 instance type, as its name says them. Pure. Private to cost. */
#pragma once

#include "base/strview.h"

#include <stdbool.h>
#include <stdint.h>

struct tnf_instance_size {
    int64_t cpu;    /* 1024 for a vCPU */
    int64_t memory; /* MiB */
};

/* Of the families t (t3, t3a, t4g), m, c and r with their variants (m7g, c7i, r6id): t3.medium has 2 vCPUs and 4 GiB.
 * False for others. Source: Amazon EC2 instance types, "General purpose", "Compute optimized", "Memory optimized". */
bool tnf_instance_size_of(struct tnf_strview type, struct tnf_instance_size *ret);

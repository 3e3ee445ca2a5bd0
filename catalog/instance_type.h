/*
 * What an EC2 instance type says by its name (Amazon EC2 user guide, "Instance type naming conventions", and
 * "Specifications for accelerated computing instances"). Pure.
 */
#pragma once

#include "base/strview.h"

#include <stdbool.h>
#include <stdint.h>

/* GPUs that nobody knows the number of: a size that came after the table, or less than a whole GPU. */
enum { TNF_GPUS_UNKNOWN = -1 };

/* How many GPUs of NVIDIA or AMD an instance has: 8 for p5.48xlarge, 0 for m7i.large, TNF_GPUS_UNKNOWN for a type of
 * the families g, gr and p that is not in the table. */
int64_t tnf_instance_gpus(struct tnf_strview type);
/* Whether it has Graviton processors: m7g.large, c7gn.large, g5g.xlarge. */
bool tnf_instance_is_arm64(struct tnf_strview type);

/*
 * How wide text is where Terraform aligns it: one column for each grapheme cluster, as `terraform fmt`
 * counts (so a wide character is one column too).
 */
#pragma once

#include "base/strview.h"

#include <stddef.h>

size_t tnf_hcl_columns(struct tnf_strview text);

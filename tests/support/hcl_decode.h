/*
 * Reads HCL string literals back, written from the language's specification and apart from our writer.
 */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>

/* Appends the text of a quoted literal with its quotes. False when it is no literal, or has a template sequence. */
bool tnf_hcl_decode(struct tnf_strview literal, struct tnf_strbuf *out);

/*
 * Canonical HCL: the bytes that `terraform fmt` and `tofu fmt` leave alone. Only white space changes:
 * indentation by brackets, blanks between tokens, `=` and trailing comments of neighbouring lines aligned,
 * no blanks at the end of a line. Beyond what Terraform does, there is at most one blank line in a row and
 * none at the start or end of a file or of a pair of brackets. Rewrites that are more than white space
 * ("${x}" to x, say) are left to whoever writes the source.
 */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

enum { TNF_HCL_FORMAT_MAX = 256 * 1024 * 1024 };

/* Appends the formatted source, which ends with one newline unless it is empty. Fails on what cannot be split into
 * tokens (TNF_E_INVALID; a string that does not end) and past the size or nesting limit (TNF_E_LIMIT); *out is then as
 * it was. `source` must not be part of *out. Linear in time. */
int tnf_hcl_format(struct tnf_strview source, struct tnf_strbuf *out, struct tnf_error *err);

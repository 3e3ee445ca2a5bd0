/*
 * Strings in YAML that every reader, of YAML 1.1 or 1.2, takes for nothing but the string (docs/decisions/0402).
 */
#pragma once

#include "base/strbuf.h"

#include <stdbool.h>

/* Whether a string can stand without quotes, whoever reads it. */
bool tnf_yaml_is_plain_safe(struct tnf_strview text);

/* Appends the string: bare where that is safe, else in double quotes with escapes, on one line. The text is well-formed
 * UTF-8. */
void tnf_yaml_add_string(struct tnf_strbuf *out, struct tnf_strview text);

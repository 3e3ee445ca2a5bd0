/*
 * The formats of strings as regular expressions, for the JSON Schema: what catalog/format.c says, as far as a
 * regular expression can say it. ECMA 262 syntax, which Python's and most editors' engines read the same.
 */
#pragma once

#include "catalog/entity.h"

/* Never NULL. Anchored at both ends. */
const char *tnf_schema_pattern(enum tnf_format format);

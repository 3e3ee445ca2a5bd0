/*
 * What text of each format must look like: pure checks of one string. They are strict on purpose: names and
 * values end in Terraform code, AWS calls and shell commands.
 */
#pragma once

#include "base/strview.h"
#include "catalog/entity.h"

/* Whether the text has the form. Its length is not looked at, other than where the form itself has a limit. */
bool tnf_format_ok(enum tnf_format format, struct tnf_strview text);
/* What the text must be, to follow "must be": "a CIDR range without host bits". */
const char *tnf_format_what(enum tnf_format format);
/* An example or advice: "for example 10.0.0.0/16". */
const char *tnf_format_hint(enum tnf_format format);

/* Formats that have a grammar of their own; used by catalog/format.c. */
#pragma once

#include "base/strview.h"

bool tnf_format_image_ok(struct tnf_strview text);
bool tnf_format_expression_ok(struct tnf_strview text);

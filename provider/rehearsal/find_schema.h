/* Which schema file this program plays. Private to the rehearsal provider. */
#pragma once

#include "base/error.h"
#include "base/strbuf.h"

/* Appends the path of the compiled schema: what TENANTFORM_REHEARSAL_SCHEMA names, else schema.rehearsal, or the only
 * file *.rehearsal, in the folder that the program was started from (`argv0`) or that it lies in. */
int tnf_find_schema(const char *argv0, struct tnf_strbuf *out, struct tnf_error *err);

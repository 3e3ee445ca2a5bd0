/* The manual page as scdoc source, from the rows of the commands; docs/man/tenantform.1.scd is its output. */
#pragma once

#include "base/strbuf.h"

void tnf_cli_manual(struct tnf_strbuf *out);

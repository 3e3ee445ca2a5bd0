/* Pages of the documentation that are made from the program's tables, as Markdown. Pure. */
#pragma once

#include "base/strbuf.h"

/* docs/commands.md: every command with its options, exit statuses, variables of the environment. */
void tnf_cli_page_commands(struct tnf_strbuf *out);
/* docs/errors.md: everything that `tenantform explain` explains. */
void tnf_cli_page_errors(struct tnf_strbuf *out);

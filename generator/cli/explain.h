/* Explaining codes: `tenantform explain CODE` and `tenantform --explain CODE`. */
#pragma once

#include "base/strbuf.h"
#include "generator/cli/command.h"
#include "generator/cli/topics.h"

/* Explains each of the codes, or lists all when there are none. Fails on the first that is not there. */
int tnf_cli_explain(struct tnf_cli *cli, const char *const *ids, size_t count, struct tnf_error *err);

/* Appends one topic as text, as explain shows it. */
void tnf_cli_explain_text(struct tnf_strbuf *out, const struct tnf_cli_topic *topic);

/* Help as text, from the rows of the commands. Everything here is pure: the golden tests compare it. */
#pragma once

#include "base/strbuf.h"
#include "generator/cli/command.h"

/* "usage: tenantform service add [options] TENANT NAME" and a newline. */
void tnf_cli_usage_line(struct tnf_strbuf *out, const struct tnf_cli_command *command);
/* What --help prints for a command. */
void tnf_cli_help_command(struct tnf_strbuf *out, const struct tnf_cli_command *command);
/* What `tenantform help` prints: every command in its group, the entities, the global options. */
void tnf_cli_help_overview(struct tnf_strbuf *out);
/* What `tenantform help tenant` prints: the verbs of an entity. */
void tnf_cli_help_entity(struct tnf_strbuf *out, const struct tnf_entity *entity);

/* What `tenantform help prices` prints: the members of a family. */
void tnf_cli_help_family(struct tnf_strbuf *out, const char *family);

/* Appends words of `text`, wrapped at 100 columns; lines after the first start with `indent` blanks. `column`
 * is where the first line stands. No newline at the end. */
void tnf_cli_wrap(struct tnf_strbuf *out, const char *text, size_t indent, size_t column);

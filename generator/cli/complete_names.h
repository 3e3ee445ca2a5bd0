/* Names out of the catalog, for shell completion. */
#pragma once

#include "generator/cli/complete.h"

/* Appends the names that fit the place: of tenants and environments for the options of that name, and for the keys of
 * entity commands. What fails is silent: there is nobody to tell. */
void tnf_cli_complete_names(struct tnf_cli *cli, const struct tnf_cli_place *place, struct tnf_strbuf *out);

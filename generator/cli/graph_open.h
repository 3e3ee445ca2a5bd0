/* Showing a page in the user's browser. */
#pragma once

#include "generator/cli/command.h"

/* Where a page of that name is kept: "tenantform/NAME.html" in the user's cache folder, which is made when it is
 * missing. In cli->arena. TNF_E_IO without a home. */
int tnf_cli_page_path(struct tnf_cli *cli, struct tnf_strview name, const char **ret, struct tnf_error *err);

/* Hands the file to xdg-open and goes on. False without a screen, without xdg-open, or when that does not start. */
bool tnf_cli_open_page(const char *path);

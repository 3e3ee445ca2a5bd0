/*
 * Long results on a terminal go through a pager, as git's do: TENANTFORM_PAGER, else PAGER, else less; LESS is FRX when
 * it is not set. Only where standard output is a terminal and the text is longer than the screen.
 */
#pragma once

#include "generator/cli/command.h"

/* A result that is held back until it is known how long it is. */
struct tnf_cli_pager {
    FILE *terminal; /* the real cli->out; NULL: nothing is held back */
    char *text;
    size_t length;
};

/* Holds back what goes to cli->out, when it may go through a pager: a command that has long results, on a terminal,
 * neither --json nor `wanted` false. */
void tnf_cli_pager_begin(struct tnf_cli_pager *pager, struct tnf_cli *cli, bool wanted);
/* Shows it, and gives cli->out back. A pager that cannot be started or is left early is no failure. */
void tnf_cli_pager_end(struct tnf_cli_pager *pager, struct tnf_cli *cli);

/* How many lines the text takes on a screen of that many columns (0: as wide as need be). Pure. */
size_t tnf_cli_lines_of(struct tnf_strview text, size_t columns);

/* The command line of the pager from the values of the variables (NULL: not set), or NULL when there is to be none: the
 * one that is set is empty or cat. Pure. */
const char *tnf_cli_pager_command(const char *own, const char *general);

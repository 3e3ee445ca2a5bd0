/* Budgets, held against what the catalog is estimated to cost. */
#pragma once

#include "catalog/catalog.h"
#include "generator/cli/cost_inputs.h"

/* Adds what is over its budget to *findings (TNF-R082), of a catalog in a transaction. Nothing is estimated where there
 * is no budget. Reads --prices and --usage. */
int tnf_cli_check_budgets(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                          struct tnf_findings *findings, struct tnf_error *err);

/* What an estimate is made from beside the catalog: prices and assumptions of use. */
#pragma once

#include "generator/cli/prices.h"
#include "generator/report/cost/cost.h"

/* Rows for the option tables of commands that estimate. */
#define TNF_CLI_COST_OPTIONS                                                                                           \
    TNF_CLI_PRICES_OPTION,                                                                                             \
        TNF_CLI_VALUE("usage", 'u', "FILE", "how much is used of what is paid by use; the rest is as built in")

struct tnf_cli_cost_inputs {
    struct tnf_prices *prices;
    struct tnf_usage usage;
};
#define TNF_CLI_COST_INPUTS_INIT                                                                                       \
    { 0 }

/* Built-in prices and usage, with --prices (or TENANTFORM_PRICES) and --usage over them. What is wrong with a file is
 * in cli->errors. */
int tnf_cli_cost_inputs(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_cost_inputs *ret,
                        struct tnf_error *err);
/* For TNF_AUTO. */
void tnf_cli_cost_inputs_release(struct tnf_cli_cost_inputs *inputs);

/* The prices that a command counts with. */
#pragma once

#include "generator/cli/command.h"
#include "generator/report/prices/prices.h"

#define TNF_CLI_PRICES_OPTION                                                                                          \
    TNF_CLI_VALUE("prices", 'p', "FILE",                                                                               \
                  "price file that lies over the prices that come along; TENANTFORM_PRICES when not given")

/* The prices that come with the program, under the file of --prices, or else of TENANTFORM_PRICES. To be freed with
 * tnf_prices_free. Of a file with faults all are in cli->errors. */
int tnf_cli_prices(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_prices **ret,
                   struct tnf_error *err);

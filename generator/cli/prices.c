#include "generator/cli/prices.h"

#include "base/environment.h"
#include "base/memory.h"

int tnf_cli_prices(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_prices **ret,
                   struct tnf_error *err) {
    const char *path = tnf_cli_value(args, "prices");
    if (path == NULL) path = tnf_environment("TENANTFORM_PRICES");
    TNF_AUTO(tnf_prices_release) struct tnf_prices *prices = tnf_prices_new();
    TNF_TRY(tnf_prices_add_builtin(prices, err));
    if (path != NULL) TNF_TRY(tnf_prices_add_file(prices, path, &cli->errors, err));
    *ret = prices;
    prices = NULL;
    return 0;
}

#include "generator/cli/cost_inputs.h"

int tnf_cli_cost_inputs(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_cost_inputs *ret,
                        struct tnf_error *err) {
    const char *prices = tnf_cli_value(args, "prices");
    const char *usage = tnf_cli_value(args, "usage");
    ret->prices = tnf_prices_new();
    tnf_usage_init(&ret->usage);
    TNF_TRY(tnf_prices_add_builtin(ret->prices, err));
    if (prices != NULL) TNF_TRY(tnf_prices_add_file(ret->prices, prices, &cli->errors, err));
    return usage == NULL ? 0 : tnf_usage_read_file(&ret->usage, usage, err);
}

void tnf_cli_cost_inputs_release(struct tnf_cli_cost_inputs *inputs) {
    tnf_prices_free(inputs->prices);
    inputs->prices = NULL;
}

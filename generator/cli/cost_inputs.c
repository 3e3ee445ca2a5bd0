#include "generator/cli/cost_inputs.h"

int tnf_cli_cost_inputs(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_cli_cost_inputs *ret,
                        struct tnf_error *err) {
    const char *usage = tnf_cli_value(args, "usage");
    tnf_usage_init(&ret->usage);
    TNF_TRY(tnf_cli_prices(cli, args, &ret->prices, err));
    return usage == NULL ? 0 : tnf_usage_read_file(&ret->usage, usage, err);
}

void tnf_cli_cost_inputs_release(struct tnf_cli_cost_inputs *inputs) {
    tnf_prices_free(inputs->prices);
    inputs->prices = NULL;
}

#include "generator/cli/budgets.h"

#include "base/memory.h"
#include "generator/report/budget.h"

int tnf_cli_check_budgets(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                          struct tnf_findings *findings, struct tnf_error *err) {
    bool any = false;
    TNF_TRY(tnf_budgets_any(catalog, &any, err));
    if (!any) return 0;
    TNF_AUTO(tnf_cli_cost_inputs_release) struct tnf_cli_cost_inputs inputs = TNF_CLI_COST_INPUTS_INIT;
    TNF_TRY(tnf_cli_cost_inputs(cli, args, &inputs, err));
    const struct tnf_cost_options options = {.prices = inputs.prices, .usage = &inputs.usage};
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_cost cost;
    TNF_TRY(tnf_cost_collect(catalog, &options, &arena, &cost, err));
    return tnf_budgets_check(catalog, &cost, findings, err);
}

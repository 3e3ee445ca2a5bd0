/* cost: what the catalog's stacks cost in a month. */
#include "base/memory.h"
#include "generator/cli/at.h"
#include "generator/cli/change.h"
#include "generator/cli/commands.h"
#include "generator/cli/cost_change.h"
#include "generator/cli/cost_inputs.h"
#include "generator/cli/cost_output.h"
#include "generator/cli/print.h"
#include "generator/cli/repository.h"

#include <string.h>

/* The catalog's estimate, in cli->arena. */
static int estimate(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_cost_inputs *inputs,
                    struct tnf_cost *ret, struct tnf_error *err) {
    const struct tnf_cost_options options = {
        .prices = inputs->prices, .usage = &inputs->usage, .environment = tnf_sv(tnf_cli_value(args, "environment"))};
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_cli_open(cli, /* write= */ false, &catalog, err));
    TNF_TRY(tnf_catalog_begin_read(catalog, err));
    return tnf_cost_collect(catalog, &options, &cli->arena, ret, err);
}

static int check_tenant(const struct tnf_cost *cost, struct tnf_strview tenant, struct tnf_error *err) {
    if (tenant.len == 0) return 0;
    for (size_t i = 0; i < cost->tenant_count; i++)
        if (tnf_sv_eq(cost->tenants[i].tenant, tenant)) return 0;
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "there is no tenant \"%.*s\" that costs anything here",
                        TNF_SV_ARG(tenant));
    tnf_error_hint(err, "`tenantform placement list` shows who is where; offboarded tenants cost nothing");
    return TNF_E_NOT_FOUND;
}

static bool has_one_environment(const struct tnf_cost *cost) {
    for (size_t i = 1; i < cost->line_count; i++)
        if (cost->lines[i].environment.len > 0 && !tnf_sv_eq(cost->lines[i].environment, cost->lines[0].environment))
            return false;
    return true;
}

static enum tnf_cost_by by_of(const struct tnf_cli_args *args, const struct tnf_cli_cost_view *view) {
    const char *given = tnf_cli_value(args, "by");
    for (size_t i = 0; given != NULL && i < TNF_COST_BY_COUNT; i++)
        if (strcmp(given, tnf_cost_bys[i]) == 0) return (enum tnf_cost_by)i;
    const bool limited = view->environment.len + view->tenant.len > 0;
    return limited || has_one_environment(view->cost) ? TNF_COST_BY_COMPONENT : TNF_COST_BY_ENVIRONMENT;
}

static int show(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cost *cost,
                struct tnf_error *err) {
    struct tnf_cli_cost_view view = {.cost = cost,
                                     .environment = tnf_sv(tnf_cli_value(args, "environment")),
                                     .tenant = tnf_sv(tnf_cli_value(args, "tenant"))};
    TNF_TRY(check_tenant(cost, view.tenant, err));
    view.by = by_of(args, &view);
    tnf_cost_tabulate(cost, view.by, view.tenant, &cli->arena, &view.table);
    if (cli->json) {
        json_t *object = tnf_cli_json_new();
        tnf_cli_cost_json(object, &view);
        return tnf_cli_json_write(cli, object, err);
    }
    if (tnf_cli_has(args, "csv")) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_cli_cost_csv(&text, &view);
        (void)fwrite(text.ptr, 1, text.len, cli->out);
        return TNF_CLI_EXIT_OK;
    }
    tnf_cli_cost_text(cli, &view);
    return TNF_CLI_EXIT_OK;
}

static int compare(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cost *cost,
                   const struct tnf_prices *prices, struct tnf_error *err) {
    struct tnf_cost_comparison comparison;
    TNF_TRY(tnf_cost_compare(cost, prices, tnf_cli_value(args, "instance-type"), &cli->arena, &comparison, err));
    if (cli->json) {
        json_t *object = tnf_cli_json_new();
        tnf_cli_comparison_json(object, &comparison);
        return tnf_cli_json_write(cli, object, err);
    }
    if (tnf_cli_has(args, "csv")) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
        tnf_cli_comparison_csv(&text, &comparison);
        (void)fwrite(text.ptr, 1, text.len, cli->out);
        return TNF_CLI_EXIT_OK;
    }
    tnf_cli_comparison_text(cli, cost, &comparison);
    return TNF_CLI_EXIT_OK;
}

static int show_usage(struct tnf_cli *cli, const struct tnf_usage *usage, struct tnf_error *err) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_usage_write(&text, usage);
    return tnf_cli_text_result(cli, "usage", tnf_strbuf_view(&text), err);
}

static int run(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    if (cli->json && tnf_cli_has(args, "csv"))
        return tnf_cli_usage_error(cli, err, "--json and --csv are two forms of the same: give one");
    if (tnf_cli_has(args, "compare") && (tnf_cli_has(args, "by") || tnf_cli_has(args, "tenant")))
        return tnf_cli_usage_error(cli, err,
                                   "--compare is of an environment or all of them, without --by and --tenant");
    TNF_AUTO(tnf_cli_cost_inputs_release) struct tnf_cli_cost_inputs inputs = TNF_CLI_COST_INPUTS_INIT;
    TNF_TRY(tnf_cli_cost_inputs(cli, args, &inputs, err));
    if (tnf_cli_has(args, "show-usage")) return show_usage(cli, &inputs.usage, err);
    if (tnf_cli_cost_change_is_asked(args)) return tnf_cli_cost_change(cli, args, &inputs, err);
    struct tnf_cost cost;
    TNF_TRY(estimate(cli, args, &inputs, &cost, err));
    if (tnf_cli_has(args, "compare")) return compare(cli, args, &cost, inputs.prices, err);
    return show(cli, args, &cost, err);
}

static const struct tnf_cli_option options[] = {
    TNF_CLI_ENVIRONMENT(false, "only this environment; --env is the same"),
    TNF_CLI_VALUE("tenant", 't', "NAME", "only this tenant: what it has, and its share of what it shares"),
    TNF_CLI_CHOICE("by", 'b', "WHAT", tnf_cost_bys,
                   "a row for each of these; environment when not given, component when there is one environment"),
    TNF_CLI_SWITCH("compare", '\0', "the same on ECS with Fargate, on ECS with EC2 instances and on EKS"),
    TNF_CLI_VALUE("instance-type", '\0', "TYPE",
                  "with --compare: instances for what is on Fargate; t3.medium, or t4g.medium for ARM, when not given"),
    TNF_CLI_SWITCH("csv", '\0', "write the rows as CSV (RFC 4180)"),
    TNF_CLI_SWITCH("show-usage", '\0', "print the assumptions of use, as a file for --usage"),
    TNF_CLI_COST_CHANGE_OPTIONS,
    TNF_CLI_REPO,
    TNF_CLI_COST_OPTIONS,
    TNF_CLI_AT_OPTION,
};

const struct tnf_cli_command tnf_cli_command_cost = {
    .name = "cost",
    .group = TNF_CLI_GROUP_OUTPUT,
    .summary = "estimate what the stacks cost in a month",
    .arguments = "",
    .description =
        "Adds up every resource that AWS bills, from the catalog alone: what is there every month (fixed), and what is "
        "paid by use, from stated assumptions (usage). Each line is a quantity at a price of the price list, rounded "
        "to "
        "cents once. What tenants share is split among those who use it, so that tenants add up to the whole. Free "
        "allowances, discounts and taxes are left out. How it is counted: docs/cost.md.",
    .examples = "Every environment, and their sum\ttenantform cost\n"
                "What staging is made of\ttenantform cost --env staging\n"
                "Tenants, with their shares\ttenantform cost --by tenant\n"
                "Every line of a tenant, with quantities and prices\ttenantform cost --tenant acme --by line\n"
                "What staging would cost elsewhere\ttenantform cost --env staging --compare\n"
                "What changed since revision 3, for a pull request\ttenantform cost --diff 3 --markdown\n"
                "With assumptions of your own\ttenantform cost --show-usage >usage.yaml && tenantform cost --usage "
                "usage.yaml",
    TNF_CLI_OPTIONS(options),
    .long_result = true,
    .run = run,
};

#include "generator/report/advise/cost.h"

#include "generator/report/cost/money.h"
#include "generator/report/markdown.h"

_Static_assert((int)TNF_ADVICE_FARGATE == (int)TNF_COST_ON_FARGATE && (int)TNF_ADVICE_EC2 == (int)TNF_COST_ON_EC2 &&
                   (int)TNF_ADVICE_EKS == (int)TNF_COST_ON_EKS && (int)TNF_ADVICE_OPTIONS == (int)TNF_COST_PLACE_COUNT,
               "options of advice are the places of costs");

static int estimate(struct tnf_catalog *catalog, const struct tnf_prices *prices, const struct tnf_usage *usage,
                    struct tnf_arena *arena, struct tnf_advise_cost *ret, struct tnf_error *err) {
    const struct tnf_cost_options options = {.prices = prices, .usage = usage};
    struct tnf_cost_comparison comparison;
    struct tnf_cost cost;
    TNF_TRY(tnf_cost_collect(catalog, &options, arena, &cost, err));
    TNF_TRY(tnf_cost_compare(&cost, prices, /* instance_type= */ NULL, arena, &comparison, err));
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++) ret->cents[option] = comparison.totals[option];
    return 0;
}

void tnf_advise_estimate(struct tnf_catalog *catalog, const struct tnf_prices *prices, const struct tnf_usage *usage,
                         const struct tnf_advise_known *known, struct tnf_arena *arena, struct tnf_advise_cost *ret) {
    enum { CENTS = 100 };
    const int64_t budget = known->values.of[TNF_FACT_BUDGET];
    struct tnf_error error = {0};
    *ret = (struct tnf_advise_cost){.budget = budget == TNF_FACT_UNKNOWN ? budget : budget * CENTS};
    ret->known = estimate(catalog, prices, usage, arena, ret, &error) == 0;
    if (!ret->known) ret->why_not = tnf_arena_sv(arena, tnf_sv(error.message));
}

void tnf_advise_add_cost(struct tnf_strbuf *out, const struct tnf_advise_cost *cost, enum tnf_advice_option option,
                         enum tnf_advice_option answer) {
    const int64_t difference = cost->cents[option] - cost->cents[answer];
    tnf_strbuf_add_c(out, '$');
    tnf_money_add(out, cost->cents[option]);
    if (difference != 0) tnf_strbuf_add_str(out, difference > 0 ? " (+" : " (");
    if (difference != 0) tnf_money_add(out, difference);
    if (difference != 0) tnf_strbuf_add_c(out, ')');
    if (cost->budget != TNF_FACT_UNKNOWN && cost->cents[option] > cost->budget)
        tnf_strbuf_add_str(out, ", over the budget");
}

void tnf_advise_markdown_cost(struct tnf_strbuf *out, const struct tnf_advise_cost *cost,
                              enum tnf_advice_option answer) {
    tnf_strbuf_add_str(out, "\n## What a month costs\n\n");
    if (!cost->known) {
        tnf_strbuf_add_str(out, "There is no estimate: ");
        tnf_markdown_code(out, cost->why_not);
        tnf_strbuf_add_c(out, '\n');
        return;
    }
    tnf_strbuf_add_str(out, "| Option | US dollars, estimated |\n|---|---|\n");
    for (int option = 0; option < TNF_ADVICE_OPTIONS; option++) {
        tnf_strbuf_addf(out, "| %s | ", tnf_advice_options[option].title);
        tnf_advise_add_cost(out, cost, (enum tnf_advice_option)option, answer);
        tnf_strbuf_add_str(out, " |\n");
    }
}

/* What the options cost, from the estimate of generator/report/cost. */
#pragma once

#include "generator/report/advise/advise.h"
#include "generator/report/cost/compare.h"

struct tnf_advise_cost {
    bool known;
    struct tnf_strview why_not;        /* when it is not: why there is no estimate */
    int64_t cents[TNF_ADVICE_OPTIONS]; /* of the whole platform, a month */
    int64_t budget;                    /* cents a month, TNF_FACT_UNKNOWN when nobody says */
};

/* Estimates the platform in all three places. The catalog is in a read transaction. A catalog that cannot be generated
 * yet has no estimate, and advice all the same. What is returned lives in the arena. */
void tnf_advise_estimate(struct tnf_catalog *catalog, const struct tnf_prices *prices, const struct tnf_usage *usage,
                         const struct tnf_advise_known *known, struct tnf_arena *arena, struct tnf_advise_cost *ret);

/* Appends a row of text for an option: "1,029.77 (+73.00)", and whether it is over the budget. */
void tnf_advise_add_cost(struct tnf_strbuf *out, const struct tnf_advise_cost *cost, enum tnf_advice_option option,
                         enum tnf_advice_option answer);

/* Appends a section of Markdown. */
void tnf_advise_markdown_cost(struct tnf_strbuf *out, const struct tnf_advise_cost *cost,
                              enum tnf_advice_option answer);

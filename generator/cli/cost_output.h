/* An estimate as text for people, as JSON and as CSV. */
#pragma once

#include "generator/cli/command.h"
#include "generator/report/cost/compare.h"
#include "generator/report/cost/table.h"

#include <jansson.h>

/* What is shown of an estimate. */
struct tnf_cli_cost_view {
    const struct tnf_cost *cost;
    enum tnf_cost_by by;
    struct tnf_strview environment; /* "" for all */
    struct tnf_strview tenant;      /* "" for all */
    struct tnf_cost_table table;
};

/* Tables of columns that line up, with what they stand for below them. */
void tnf_cli_cost_text(struct tnf_cli *cli, const struct tnf_cli_cost_view *view);
/* RFC 4180: lines end with CR LF, the first has the names of the columns. */
void tnf_cli_cost_csv(struct tnf_strbuf *out, const struct tnf_cli_cost_view *view);
/* Sets what docs/json/cost.schema.json says. */
void tnf_cli_cost_json(json_t *object, const struct tnf_cli_cost_view *view);

/* {"fixed_cents", "usage_cents", "total_cents"}. New reference. */
json_t *tnf_cli_cost_amount_json(struct tnf_cost_amount amount);

/* Which prices an estimate is made with: "us-east-1, 2025-11-01 to 2026-10-07". Appends nothing without lines. */
void tnf_cli_cost_dates(struct tnf_strbuf *out, const struct tnf_cost *cost);

/* A comparison of places in the same three forms. */
void tnf_cli_comparison_text(struct tnf_cli *cli, const struct tnf_cost *cost,
                             const struct tnf_cost_comparison *comparison);
void tnf_cli_comparison_csv(struct tnf_strbuf *out, const struct tnf_cost_comparison *comparison);
void tnf_cli_comparison_json(json_t *object, const struct tnf_cost_comparison *comparison);

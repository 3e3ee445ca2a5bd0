/* What a change of the catalog costs: estimates of two of its revisions. */
#pragma once

#include "generator/cli/cost_inputs.h"
#include "generator/report/cost_change.h"

#include <jansson.h>

/* Rows for the option table of cost. */
#define TNF_CLI_COST_CHANGE_OPTIONS                                                                                    \
    TNF_CLI_VALUE("diff", '\0', "REV[..REV]", "what changed since this revision of the catalog, or between two"),      \
        TNF_CLI_VALUE("since", '\0', "REF",                                                                            \
                      "what changed since this commit of the output, whose trailer names the revision"),               \
        TNF_CLI_SWITCH("markdown", '\0', "with --diff or --since: Markdown for a pull request")

/* Whether --diff or --since is given. */
bool tnf_cli_cost_change_is_asked(const struct tnf_cli_args *args);
/* cost --diff, cost --since. */
int tnf_cli_cost_change(struct tnf_cli *cli, const struct tnf_cli_args *args, const struct tnf_cli_cost_inputs *inputs,
                        struct tnf_error *err);

/* Estimates two open catalogs, which are in a read transaction or NULL (nothing), and compares them. What *ret has
 * lives in cli->arena, but for prices, which are the inputs'. */
int tnf_cli_cost_between(struct tnf_cli *cli, const struct tnf_cli_cost_inputs *inputs, struct tnf_catalog *before,
                         struct tnf_catalog *after, struct tnf_cost_change *ret, struct tnf_error *err);

/* Two revisions of the catalog at cli->path, from 0 (nothing) up to its newest. */
struct tnf_cli_revisions {
    int64_t from;
    int64_t to;
    int64_t newest;
};
/* The same of two revisions. environment may be empty: all. */
int tnf_cli_cost_of_revisions(struct tnf_cli *cli, const struct tnf_cli_cost_inputs *inputs,
                              const struct tnf_cli_revisions *revisions, struct tnf_strview environment,
                              struct tnf_cost_change *ret, struct tnf_error *err);

/* What docs/json/common.schema.json calls cost_change. New reference. */
json_t *tnf_cli_cost_change_json(const struct tnf_cost_change *change);

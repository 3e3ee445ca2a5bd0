/* Advice as text for people and as JSON. */
#pragma once

#include "generator/cli/print.h"
#include "generator/report/advise/answers.h"
#include "generator/report/advise/cost.h"

/* A file of answers: the option's, or TENANTFORM_ANSWERS; NULL when neither is given. */
const char *tnf_cli_answers_path(const struct tnf_cli_args *args);
/* Row for the option tables of commands that take answers. */
#define TNF_CLI_ANSWERS_OPTION                                                                                         \
    TNF_CLI_VALUE("answers", '\0', "FILE",                                                                             \
                  "answers of people to `advise --questions`; TENANTFORM_ANSWERS when not given")

/* The facts of the catalog, of which the caller holds a snapshot, and the answers, if there are any. Faults of the file
 * are in cli->errors. The facts live in cli->arena. */
int tnf_cli_advise_facts(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_catalog *catalog,
                         struct tnf_advise_facts *ret, struct tnf_error *err);

/* Prints on cli->out: about the platform (tenant NULL) or a tenant; and a line for each answer with its tenants. */
void tnf_cli_advise_text(const struct tnf_cli *cli, const struct tnf_advise_conclusion *conclusion,
                         const struct tnf_advise_tenant *tenant);
void tnf_cli_advise_tenants(const struct tnf_cli *cli, const struct tnf_advise_facts *facts);

/* Prints what the options cost. */
void tnf_cli_advise_cost(const struct tnf_cli *cli, const struct tnf_advise_cost *cost, enum tnf_advice_option answer);

/* New references. */
json_t *tnf_cli_advise_json_cost(const struct tnf_advise_cost *cost);
json_t *tnf_cli_advise_json(const struct tnf_advise_conclusion *conclusion);
json_t *tnf_cli_advise_json_tenant(const struct tnf_advise_tenant *tenant, bool whole);

/* Triggers that are reached, for `validate`: as talk on cli->err, and as a JSON array (new reference). */
void tnf_cli_advise_say_notes(const struct tnf_cli *cli, const struct tnf_advise_facts *facts);
json_t *tnf_cli_advise_json_notes(const struct tnf_advise_facts *facts);

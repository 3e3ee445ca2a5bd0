/* What an estimate says of budgets: TNF-R082. */
#pragma once

#include "catalog/catalog.h"
#include "generator/report/cost/cost.h"

/* Whether an environment or a placement has a budget, so that an estimate is worth making. */
int tnf_budgets_any(struct tnf_catalog *catalog, bool *ret, struct tnf_error *err);

/* Adds a finding for each environment and each placement whose estimate is over its budget, with the three lines that
 * cost most. As AWS Budgets counts: an environment with all its tenants, a tenant without what it shares. Lines without
 * a price count nothing. The estimate must be of all environments. */
int tnf_budgets_check(struct tnf_catalog *catalog, const struct tnf_cost *cost, struct tnf_findings *findings,
                      struct tnf_error *err);

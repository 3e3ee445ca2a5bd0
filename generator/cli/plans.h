/* The plans of changed stacks: made, and as JSON. */
#pragma once

#include "generator/cli/rehearsal.h"
#include "generator/report/plans.h"

#include <jansson.h>

/* Rehearses the changed stacks, as tnf_plans_rehearse does, with progress on a terminal. The plans are in the run's
 * arena. */
int tnf_cli_plans(struct tnf_cli *cli, const struct tnf_cli_rehearsal *how, struct tnf_git_comparison *comparison,
                  const struct tnf_changed *changed, struct tnf_stack_plan **ret, struct tnf_error *err);

/* Adds to the object of a stack "ok", "step", "output", a number for each action and "resources". */
void tnf_cli_plan_json(json_t *object, const struct tnf_stack_plan *plan);

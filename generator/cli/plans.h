/* The plans of changed stacks as JSON. */
#pragma once

#include "generator/cli/command.h"
#include "generator/report/plans.h"

#include <jansson.h>

/* Adds to the object of a stack "ok", "step", "output", a number for each action and "resources". */
void tnf_cli_plan_json(json_t *object, const struct tnf_stack_plan *plan);

/* Changed stacks as JSON. */
#pragma once

#include "generator/report/changed.h"

#include <jansson.h>

/* "apply" or "destroy". */
const char *tnf_cli_changed_action(enum tnf_changed_action action);

/* What a job needs to know of its stack, whose path gets `directory` in front unless that is NULL. A stack that is gone
 * has its files in the commit before. New reference. */
json_t *tnf_cli_changed_json(const struct tnf_changed_stack *stack, const char *directory,
                             const struct tnf_git_comparison *comparison);
/* Why it changed. New reference. */
json_t *tnf_cli_reasons_json(const struct tnf_changed_stack *stack);

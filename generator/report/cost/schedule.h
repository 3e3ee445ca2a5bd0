/* How often a schedule's expression comes true. Pure. Private to cost. */
#pragma once

#include "base/strview.h"

#include <stdint.h>

/* Runs in a month of 730 hours, in millionths, of an expression that the catalog's rules let pass: rate(…), cron(…) or
 * at(…). What happens once is no monthly cost: at(…), and cron(…) in years that are named, give 0. */
int64_t tnf_schedule_runs(struct tnf_strview expression);

/*
 * Schedules of EventBridge as those of a CronJob: five fields, no years, days of the week from 0, Sunday.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
#pragma once

#include "base/arena.h"
#include "base/strview.h"

#include <stdbool.h>

/* Translates a legal expression: cron(…) unless it names years, the last day or the nearest weekday, or the n-th day of
 * a month; rate(…) when its period divides an hour, a day or is one. False when there is none that means the same;
 * *ret_reason then says why, lower case, no full stop. The results live in the arena or are literals. */
bool tnf_kube_cron(struct tnf_arena *arena, struct tnf_strview expression, struct tnf_strview *ret_schedule,
                   struct tnf_strview *ret_reason);

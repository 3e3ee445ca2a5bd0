/* Pieces of work side by side in several threads. Private to rehearse. */
#pragma once

#include "base/error.h"

/* One piece. Called from any thread, once for each index. A negative result ends the run: no further piece is begun. */
typedef int (*tnf_crew_fn)(size_t index, void *context, struct tnf_error *err);

/* Runs pieces 0 to count - 1; `jobs` at a time, 0: as many as there are processors. Returns the first failure. */
int tnf_crew_run(size_t count, unsigned jobs, tnf_crew_fn work, void *context, struct tnf_error *err);

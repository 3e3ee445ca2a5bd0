/* Reading what `terraform plan -json` prints: one JSON object a line. Pure. Private to rehearse. */
#pragma once

#include "base/arena.h"
#include "base/strbuf.h"
#include "generator/rehearse/rehearse.h"
#include "generator/rehearse/versions.h"

struct tnf_plan_summary {
    uint64_t create;
    uint64_t change;
    uint64_t destroy;
    struct tnf_rehearse_count *types; /* created ones, by name; in the arena */
    size_t type_count;
    struct tnf_plan_resource *resources; /* managed ones that the plan does something to, by address; in the arena */
    size_t resource_count;
    struct tnf_strview diagnostics; /* errors as text, in the arena */
};

/* Lines that are no events (a crash, a notice) are kept as diagnostics; unknown events are skipped. */
void tnf_plan_summarise(struct tnf_arena *arena, struct tnf_strview output, struct tnf_plan_summary *ret);

/*
 * An estimate added up by something: rows whose amounts are the total. With a tenant it is that tenant's estimate: its
 * own lines, and its share of what it shares. Pure.
 */
#pragma once

#include "generator/report/cost/cost.h"

enum tnf_cost_by {
    TNF_COST_BY_ENVIRONMENT,
    TNF_COST_BY_TENANT, /* shared costs are split; otherwise they are where they arise */
    TNF_COST_BY_STACK,
    TNF_COST_BY_COMPONENT,
    TNF_COST_BY_RESOURCE,
    TNF_COST_BY_LINE,
    TNF_COST_BY_COUNT
};
extern const char *const tnf_cost_bys[TNF_COST_BY_COUNT + 1]; /* ends with NULL: choices of an option */

/* What a row is of; texts that do not say it are empty. Borrowed from the estimate. */
struct tnf_cost_row {
    struct tnf_strview environment;
    struct tnf_strview tenant;
    struct tnf_strview stack;
    struct tnf_strview address;
    enum tnf_cost_component component;
    const struct tnf_cost_line *line;   /* by line, unless it is a share; else NULL */
    const struct tnf_cost_share *share; /* of a tenant, by stack, resource and line: what it shares; else NULL */
    struct tnf_cost_amount own;
    struct tnf_cost_amount shared; /* by tenant, and of a tenant */
};

struct tnf_cost_table {
    struct tnf_cost_row *rows;
    size_t count;
    struct tnf_cost_amount own;
    struct tnf_cost_amount shared;
};

/* Rows in the order of the estimate; components in the order of their table. `tenant` empty: all of them. The rows live
 * in the arena. */
void tnf_cost_tabulate(const struct tnf_cost *cost, enum tnf_cost_by by, struct tnf_strview tenant,
                       struct tnf_arena *arena, struct tnf_cost_table *ret);

/* Own and shared. */
struct tnf_cost_amount tnf_cost_row_sum(const struct tnf_cost_row *row);

/* What a payer shares, as tables call it: "shared database". Of TNF_COST_OF_POOL: "pool". */
const char *tnf_cost_share_title(enum tnf_cost_payer payer);

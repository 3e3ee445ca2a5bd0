/*
 * What a change costs: two estimates of a catalog beside each other, resource by resource and tenant by tenant. Pure.
 */
#pragma once

#include "base/arena.h"
#include "base/strbuf.h"
#include "generator/report/cost/cost.h"

enum tnf_cost_change_kind { TNF_COST_ADDED, TNF_COST_CHANGED, TNF_COST_REMOVED, TNF_COST_CHANGE_KIND_COUNT };
/* "added", "changed", "removed". */
extern const char *const tnf_cost_change_kinds[TNF_COST_CHANGE_KIND_COUNT];

/* One kind of cost of a resource, where it is not the same any more: the sum of its lines. Texts are borrowed from the
 * estimates, or live in the arena. */
struct tnf_cost_change_item {
    enum tnf_cost_change_kind kind;
    struct tnf_strview stack;
    struct tnf_strview environment;
    struct tnf_strview tenant;  /* "" for what an environment has of itself */
    struct tnf_strview row;     /* service, database, … or "" */
    struct tnf_strview address; /* in the stack's state */
    enum tnf_cost_component component;
    struct tnf_strview before_text; /* what was counted: "1 × 0.25 vCPU on Fargate, 1 × 0.5 GB …" */
    struct tnf_strview after_text;
    int64_t before; /* cents a month */
    int64_t after;
    bool unpriced; /* a line of it has no price, and counts nothing */
};

/* A tenant in an environment whose cost changes, its part of what it shares included. */
struct tnf_cost_change_tenant {
    struct tnf_strview environment;
    struct tnf_strview tenant;
    int64_t before; /* cents a month */
    int64_t after;
};

/* A price that an estimate did without. */
struct tnf_cost_change_gap {
    struct tnf_strview key;
    struct tnf_strview region;
    struct tnf_strview stack; /* of the first resource that needs it, … */
    struct tnf_strview address;
    size_t lines; /* … and how many lines do, in both estimates */
};

struct tnf_cost_change {
    int64_t total_before; /* of everything, cents a month */
    int64_t total_after;
    int64_t before; /* of the items */
    int64_t after;
    struct tnf_cost_change_item *items; /* by stack, then by address and component */
    size_t item_count;
    size_t unpriced_count;                  /* of the items */
    struct tnf_cost_change_tenant *tenants; /* by environment, then by name */
    size_t tenant_count;
    struct tnf_cost_change_gap *gaps; /* by key, then by region */
    size_t gap_count;
};

/* Compares two estimates, which have to outlive *ret. Lists live in the arena. */
void tnf_cost_change_find(const struct tnf_cost *before, const struct tnf_cost *after, struct tnf_arena *arena,
                          struct tnf_cost_change *ret);

/* Appends "$9.01 → $10.63 a month", of the items, and how many of them have no price; nothing changed is "no change of
 * cost". */
void tnf_cost_change_line(const struct tnf_cost_change *change, struct tnf_strbuf *out);
/* Appends "+$1.62 a month", "−$0.40 a month" or "no change", and how many resources have no price. */
void tnf_cost_change_headline(const struct tnf_cost_change *change, struct tnf_strbuf *out);

/* Appends the change as Markdown for a pull request: the headline, a table of tenants, one of resources in a part that
 * opens, prices that are missing. At most `limit` rows of each table; how many more there are is said. Text of the
 * catalog is code. */
void tnf_cost_change_markdown(const struct tnf_cost_change *change, size_t limit, struct tnf_strbuf *out);

#include "generator/report/cost/table.h"

const char *const tnf_cost_bys[TNF_COST_BY_COUNT + 1] = {
    "environment", "tenant", "stack", "component", "resource", "line", NULL,
};

static const char *const share_titles[TNF_COST_PAYER_COUNT] = {
    [TNF_COST_OF_TENANT] = "own",
    [TNF_COST_OF_DATABASES] = "shared database",
    [TNF_COST_OF_CACHES] = "shared cache",
    [TNF_COST_OF_LOAD_BALANCER] = "load balancer",
    [TNF_COST_OF_NETWORK] = "network and cluster",
    [TNF_COST_OF_POOL] = "pool of instances",
    [TNF_COST_OF_ENVIRONMENT] = "environment",
    [TNF_COST_OF_PLATFORM] = "platform",
};

const char *tnf_cost_share_title(enum tnf_cost_payer payer) {
    return share_titles[payer];
}

struct tabulation {
    struct tnf_arena *arena;
    struct tnf_cost_table *table;
    enum tnf_cost_by by;
    size_t capacity;
    size_t start; /* no row before this one can be of what comes */
};

static void add_amount(struct tnf_cost_amount *sum, struct tnf_cost_amount more) {
    sum->fixed += more.fixed;
    sum->usage += more.usage;
}

struct tnf_cost_amount tnf_cost_row_sum(const struct tnf_cost_row *row) {
    struct tnf_cost_amount sum = row->own;
    add_amount(&sum, row->shared);
    return sum;
}

/* Whether both rows are of the same thing. */
static bool same(enum tnf_cost_by by, const struct tnf_cost_row *a, const struct tnf_cost_row *b) {
    if ((a->share == NULL) != (b->share == NULL)) return false;
    if (a->share != NULL)
        return a->share->payer == b->share->payer && tnf_sv_eq(a->share->pool, b->share->pool) &&
               tnf_sv_eq(a->environment, b->environment);
    switch (by) {
    case TNF_COST_BY_ENVIRONMENT:
        return tnf_sv_eq(a->environment, b->environment);
    case TNF_COST_BY_TENANT:
        return tnf_sv_eq(a->environment, b->environment) && tnf_sv_eq(a->tenant, b->tenant);
    case TNF_COST_BY_STACK:
        return tnf_sv_eq(a->stack, b->stack);
    case TNF_COST_BY_COMPONENT:
        return a->component == b->component;
    case TNF_COST_BY_RESOURCE:
        return tnf_sv_eq(a->stack, b->stack) && tnf_sv_eq(a->address, b->address);
    default:
        return false;
    }
}

/* The row of that thing, which may be a new one. */
static struct tnf_cost_row *row_of(struct tabulation *work, const struct tnf_cost_row *wanted) {
    struct tnf_cost_table *table = work->table;
    for (size_t i = table->count; i > work->start; i--)
        if (same(work->by, &table->rows[i - 1], wanted)) return &table->rows[i - 1];
    table->rows = tnf_arena_grow(work->arena, table->rows, table->count, &work->capacity, sizeof *table->rows);
    table->rows[table->count] = *wanted;
    return &table->rows[table->count++];
}

/* Lines come stack by stack, and rows of these kinds are of one stack. */
static bool in_stacks(enum tnf_cost_by by) {
    return by >= TNF_COST_BY_STACK && by != TNF_COST_BY_COMPONENT;
}

static void add_line(struct tabulation *work, const struct tnf_cost_line *line) {
    const bool in_stack = in_stacks(work->by);
    const struct tnf_cost_row wanted = {
        .environment = line->environment,
        .tenant = in_stack ? line->tenant : TNF_SV(""),
        .stack = in_stack ? line->stack : TNF_SV(""),
        .address = work->by >= TNF_COST_BY_RESOURCE ? line->address : TNF_SV(""),
        .component = line->component,
        .line = work->by == TNF_COST_BY_LINE ? line : NULL,
    };
    const struct tnf_cost_amount amount = {line->usage ? 0 : line->cents, line->usage ? line->cents : 0};
    add_amount(&row_of(work, &wanted)->own, amount);
    add_amount(&work->table->own, amount);
}

static void add_lines(struct tabulation *work, const struct tnf_cost *cost, struct tnf_strview tenant) {
    struct tnf_strview stack = {0};
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (tenant.len > 0 && !tnf_sv_eq(line->tenant, tenant)) continue;
        if (in_stacks(work->by) && !tnf_sv_eq(line->stack, stack)) work->start = work->table->count;
        if (work->by == TNF_COST_BY_LINE) work->start = work->table->count;
        stack = line->stack;
        add_line(work, line);
    }
}

static void add_share(struct tabulation *work, const struct tnf_cost_share *share) {
    const bool in_stack = in_stacks(work->by);
    const struct tnf_cost_row wanted = {
        .environment = share->placed,
        .tenant = share->tenant,
        .component = share->component,
        .share = in_stack ? share : NULL,
    };
    add_amount(&row_of(work, &wanted)->shared, share->amount);
    add_amount(&work->table->shared, share->amount);
}

static void add_tenants(struct tabulation *work, const struct tnf_cost *cost, struct tnf_strview tenant) {
    for (size_t i = 0; i < cost->tenant_count; i++) {
        const struct tnf_cost_tenant *found = &cost->tenants[i];
        if (tenant.len > 0 && !tnf_sv_eq(found->tenant, tenant)) continue;
        const struct tnf_cost_row row = {.environment = found->environment, .tenant = found->tenant};
        work->start = work->table->count;
        struct tnf_cost_row *added = row_of(work, &row);
        added->own = found->own;
        added->shared = found->shared;
        add_amount(&work->table->own, found->own);
        add_amount(&work->table->shared, found->shared);
    }
    work->start = work->table->count;
    for (size_t i = 0; i < cost->share_count && tenant.len == 0; i++)
        if (cost->shares[i].tenant.len == 0) add_share(work, &cost->shares[i]);
}

static void sort_components(struct tnf_cost_table *table) {
    for (size_t i = 1; i < table->count; i++)
        for (size_t k = i; k > 0 && table->rows[k].component < table->rows[k - 1].component; k--) {
            const struct tnf_cost_row row = table->rows[k];
            table->rows[k] = table->rows[k - 1];
            table->rows[k - 1] = row;
        }
}

void tnf_cost_tabulate(const struct tnf_cost *cost, enum tnf_cost_by by, struct tnf_strview tenant,
                       struct tnf_arena *arena, struct tnf_cost_table *ret) {
    *ret = (struct tnf_cost_table){0};
    struct tabulation work = {.arena = arena, .table = ret, .by = by};
    if (by == TNF_COST_BY_TENANT) {
        add_tenants(&work, cost, tenant);
        return;
    }
    add_lines(&work, cost, tenant);
    if (in_stacks(by)) work.start = ret->count;
    for (size_t i = 0; i < cost->share_count && tenant.len > 0; i++)
        if (tnf_sv_eq(cost->shares[i].tenant, tenant)) add_share(&work, &cost->shares[i]);
    if (by == TNF_COST_BY_COMPONENT) sort_components(ret);
}

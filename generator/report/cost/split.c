/* Who pays how much of what an environment has of itself. */
#include "generator/report/cost/builder.h"
#include "generator/report/cost/remainders.h"

/* Lines that are split together. */
struct pot {
    struct tnf_strview environment;
    struct tnf_strview pool;
    enum tnf_cost_payer payer;
    enum tnf_cost_component component;
    struct tnf_cost_amount amount;
};

struct pots {
    struct pot *items;
    size_t count;
    size_t capacity;
};

static void add_amount(struct tnf_cost_amount *sum, struct tnf_cost_amount more) {
    sum->fixed += more.fixed;
    sum->usage += more.usage;
}

static struct tnf_cost_amount amount_of(const struct tnf_cost_line *line) {
    return line->usage ? (struct tnf_cost_amount){.usage = line->cents}
                       : (struct tnf_cost_amount){.fixed = line->cents};
}

static bool belongs(const struct pot *pot, const struct tnf_cost_line *line) {
    return pot->payer == line->payer && pot->component == line->component && tnf_sv_eq(pot->pool, line->pool) &&
           tnf_sv_eq(pot->environment, line->environment);
}

static void fill_pots(struct tnf_cost_builder *builder, struct pots *pots) {
    for (size_t i = 0; i < builder->cost.line_count; i++) {
        const struct tnf_cost_line *line = &builder->cost.lines[i];
        if (line->payer == TNF_COST_OF_TENANT) continue;
        size_t at = 0;
        while (at < pots->count && !belongs(&pots->items[at], line)) at++;
        if (at == pots->count) {
            pots->items =
                tnf_arena_grow(builder->arena, pots->items, pots->count, &pots->capacity, sizeof *pots->items);
            pots->items[pots->count++] = (struct pot){.environment = line->environment,
                                                      .pool = line->pool,
                                                      .payer = line->payer,
                                                      .component = line->component};
        }
        add_amount(&pots->items[at].amount, amount_of(line));
    }
}

/* Sums of the tenants' own lines. Lines of a tenant stand together, in the tenants' order. */
static void add_up_tenants(struct tnf_cost *cost) {
    size_t tenant = 0;
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        add_amount(&cost->total, amount_of(line));
        cost->unpriced += line->price == NULL;
        if (line->payer != TNF_COST_OF_TENANT) continue;
        const struct tnf_cost_tenant *found = tnf_cost_find_tenant(cost, line->environment, line->tenant);
        if (found == NULL) continue;
        tenant = (size_t)(found - cost->tenants);
        add_amount(&cost->tenants[tenant].own, amount_of(line));
    }
}

/* What a tenant weighs in a pot; negative: it does not pay. */
static int64_t weigh(const struct tnf_cost_builder *builder, const struct pot *pot, enum tnf_cost_payer payer,
                     size_t tenant) {
    const struct tnf_cost_uses *uses = &builder->uses[tenant];
    const struct tnf_cost_tenant *row = &builder->cost.tenants[tenant];
    if (payer == TNF_COST_OF_PLATFORM) return row->own.fixed;
    if (!tnf_sv_eq(row->environment, pot->environment)) return -1;
    switch (payer) {
    case TNF_COST_OF_DATABASES:
        return uses->databases ? 1 : -1;
    case TNF_COST_OF_CACHES:
        return uses->caches ? 1 : -1;
    case TNF_COST_OF_LOAD_BALANCER:
        return uses->routes ? row->own.fixed : -1;
    case TNF_COST_OF_NETWORK:
        return uses->silo ? -1 : row->own.fixed;
    case TNF_COST_OF_ENVIRONMENT:
        return row->own.fixed;
    default:
        return -1;
    }
}

static void weigh_pool(const struct tnf_cost_builder *builder, const struct pot *pot, int64_t *weights) {
    for (size_t i = 0; i < builder->pool_use_count; i++) {
        const struct tnf_cost_pool_use *use = &builder->pool_uses[i];
        if (!tnf_sv_eq(use->provider, pot->pool) ||
            !tnf_sv_eq(builder->cost.tenants[use->tenant].environment, pot->environment))
            continue;
        weights[use->tenant] = (weights[use->tenant] < 0 ? 0 : weights[use->tenant]) + use->memory;
    }
}

/* Nobody uses it, but it is there for somebody: the next larger group, and at last nobody. */
static enum tnf_cost_payer next_group(enum tnf_cost_payer payer) {
    switch (payer) {
    case TNF_COST_OF_DATABASES:
    case TNF_COST_OF_CACHES:
    case TNF_COST_OF_LOAD_BALANCER:
    case TNF_COST_OF_POOL:
        return TNF_COST_OF_NETWORK;
    case TNF_COST_OF_NETWORK:
        return TNF_COST_OF_ENVIRONMENT;
    default:
        return TNF_COST_OF_TENANT;
    }
}

static bool any_pays(const int64_t *weights, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (weights[i] >= 0) return true;
    return false;
}

/* False: there is nobody. */
static bool find_weights(const struct tnf_cost_builder *builder, const struct pot *pot, int64_t *weights) {
    const size_t count = builder->cost.tenant_count;
    for (enum tnf_cost_payer payer = pot->payer; payer != TNF_COST_OF_TENANT; payer = next_group(payer)) {
        for (size_t i = 0; i < count; i++) weights[i] = weigh(builder, pot, payer, i);
        if (payer == TNF_COST_OF_POOL) weigh_pool(builder, pot, weights);
        if (any_pays(weights, count)) return true;
    }
    return false;
}

static void add_share(struct tnf_cost_builder *builder, const struct pot *pot, const struct tnf_cost_tenant *tenant,
                      struct tnf_cost_amount amount) {
    struct tnf_cost *cost = &builder->cost;
    if (amount.fixed == 0 && amount.usage == 0) return;
    cost->shares =
        tnf_arena_grow(builder->arena, cost->shares, cost->share_count, &builder->share_capacity, sizeof *cost->shares);
    cost->shares[cost->share_count++] = (struct tnf_cost_share){
        .environment = pot->environment,
        .tenant = tenant == NULL ? TNF_SV("") : tenant->tenant,
        .placed = tenant == NULL ? pot->environment : tenant->environment,
        .payer = pot->payer,
        .pool = pot->pool,
        .component = pot->component,
        .amount = amount,
    };
}

static void split_pot(struct tnf_cost_builder *builder, const struct pot *pot, struct tnf_split *split) {
    struct tnf_cost *cost = &builder->cost;
    if (!find_weights(builder, pot, split->weights)) {
        add_share(builder, pot, NULL, pot->amount);
        return;
    }
    int64_t *fixed = TNF_ARENA_ARRAY(builder->arena, int64_t, cost->tenant_count);
    tnf_split(split, cost->tenant_count, pot->amount.fixed);
    for (size_t i = 0; i < cost->tenant_count; i++) fixed[i] = split->parts[i];
    tnf_split(split, cost->tenant_count, pot->amount.usage);
    for (size_t i = 0; i < cost->tenant_count; i++) {
        const struct tnf_cost_amount amount = {fixed[i], split->parts[i]};
        add_share(builder, pot, &cost->tenants[i], amount);
        add_amount(&cost->tenants[i].shared, amount);
    }
}

void tnf_cost_finish(struct tnf_cost_builder *builder) {
    struct pots pots = {0};
    struct tnf_split split;
    add_up_tenants(&builder->cost);
    fill_pots(builder, &pots);
    tnf_split_init(&split, builder->arena, builder->cost.tenant_count);
    for (size_t i = 0; i < pots.count; i++) split_pot(builder, &pots.items[i], &split);
}

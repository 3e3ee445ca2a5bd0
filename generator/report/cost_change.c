#include "generator/report/cost_change.h"

#include "base/memory.h"

#include <stdlib.h>

const char *const tnf_cost_change_kinds[TNF_COST_CHANGE_KIND_COUNT] = {"added", "changed", "removed"};

/* Lines of one estimate that are of one component of one resource. */
struct group {
    const struct tnf_cost_line *first;
    int64_t cents;
    struct tnf_strview text;
    bool unpriced;
};
struct groups {
    struct group *items;
    size_t count;
};

static int compare_places(const struct tnf_cost_line *a, const struct tnf_cost_line *b) {
    int order = tnf_sv_cmp(a->stack, b->stack);
    if (order == 0) order = tnf_sv_cmp(a->address, b->address);
    return order != 0 ? order : (a->component > b->component) - (a->component < b->component);
}

/* Lines of a place stay in the order of the estimate. */
static int by_place(const void *left, const void *right) {
    const struct tnf_cost_line *a = *(const struct tnf_cost_line *const *)left;
    const struct tnf_cost_line *b = *(const struct tnf_cost_line *const *)right;
    const int order = compare_places(a, b);
    return order != 0 ? order : (a > b) - (a < b);
}

static struct tnf_strview joined(struct tnf_arena *arena, struct tnf_strview text, struct tnf_strview more) {
    if (text.len == 0) return more;
    return tnf_arena_printf(arena, "%.*s, %.*s", TNF_SV_ARG(text), TNF_SV_ARG(more));
}

static struct groups group_lines(const struct tnf_cost *cost, struct tnf_arena *arena) {
    struct groups groups = {TNF_ARENA_ARRAY(arena, struct group, cost->line_count + 1), 0};
    const struct tnf_cost_line **lines = TNF_ARENA_ARRAY(arena, const struct tnf_cost_line *, cost->line_count + 1);
    for (size_t i = 0; i < cost->line_count; i++) lines[i] = &cost->lines[i];
    if (cost->line_count > 0) qsort(lines, cost->line_count, sizeof *lines, by_place);
    for (size_t i = 0; i < cost->line_count; i++) {
        if (i == 0 || compare_places(lines[i - 1], lines[i]) != 0)
            groups.items[groups.count++] = (struct group){.first = lines[i]};
        struct group *group = &groups.items[groups.count - 1];
        group->cents += lines[i]->cents;
        group->unpriced = group->unpriced || lines[i]->price == NULL;
        group->text = joined(arena, group->text, lines[i]->description);
    }
    return groups;
}

/* Either may be NULL. */
static void add_item(struct tnf_cost_change *change, const struct group *before, const struct group *after) {
    const struct tnf_cost_line *line = (after != NULL ? after : before)->first;
    struct tnf_cost_change_item item = {
        .kind = before == NULL  ? TNF_COST_ADDED
                : after == NULL ? TNF_COST_REMOVED
                                : TNF_COST_CHANGED,
        .stack = line->stack,
        .environment = line->environment,
        .tenant = line->tenant,
        .row = line->row,
        .address = line->address,
        .component = line->component,
    };
    if (before != NULL) item.before = before->cents, item.before_text = before->text;
    if (after != NULL) item.after = after->cents, item.after_text = after->text;
    item.unpriced = (before != NULL && before->unpriced) || (after != NULL && after->unpriced);
    if (item.before == item.after && (!item.unpriced || tnf_sv_eq(item.before_text, item.after_text))) return;
    change->unpriced_count += item.unpriced;
    change->before += item.before;
    change->after += item.after;
    change->items[change->item_count++] = item;
}

static void compare_lines(const struct groups *before, const struct groups *after, struct tnf_cost_change *change) {
    size_t b = 0;
    size_t a = 0;
    while (b < before->count || a < after->count) {
        const int order = b == before->count  ? 1
                          : a == after->count ? -1
                                              : compare_places(before->items[b].first, after->items[a].first);
        add_item(change, order <= 0 ? &before->items[b] : NULL, order >= 0 ? &after->items[a] : NULL);
        if (order <= 0) b++;
        if (order >= 0) a++;
    }
}

static int compare_tenants(const struct tnf_cost_tenant *a, const struct tnf_cost_tenant *b) {
    const int order = tnf_sv_cmp(a->environment, b->environment);
    return order != 0 ? order : tnf_sv_cmp(a->tenant, b->tenant);
}

static int64_t cents_of(const struct tnf_cost_tenant *tenant) {
    return tenant == NULL ? 0 : tnf_cost_sum(tenant->own) + tnf_cost_sum(tenant->shared);
}

static void compare_all_tenants(const struct tnf_cost *before, const struct tnf_cost *after,
                                struct tnf_cost_change *change) {
    size_t b = 0;
    size_t a = 0;
    while (b < before->tenant_count || a < after->tenant_count) {
        const int order = b == before->tenant_count  ? 1
                          : a == after->tenant_count ? -1
                                                     : compare_tenants(&before->tenants[b], &after->tenants[a]);
        const struct tnf_cost_tenant *was = order <= 0 ? &before->tenants[b++] : NULL;
        const struct tnf_cost_tenant *is = order >= 0 ? &after->tenants[a++] : NULL;
        const struct tnf_cost_tenant *any = is != NULL ? is : was;
        const struct tnf_cost_change_tenant tenant = {any->environment, any->tenant, cents_of(was), cents_of(is)};
        if (tenant.before != tenant.after) change->tenants[change->tenant_count++] = tenant;
    }
}

static int by_price(const void *left, const void *right) {
    const struct tnf_cost_change_gap *a = left;
    const struct tnf_cost_change_gap *b = right;
    int order = tnf_sv_cmp(a->key, b->key);
    if (order == 0) order = tnf_sv_cmp(a->region, b->region);
    if (order == 0) order = tnf_sv_cmp(a->stack, b->stack);
    return order != 0 ? order : tnf_sv_cmp(a->address, b->address);
}

static void add_gaps(const struct tnf_cost *cost, struct tnf_cost_change *change) {
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (line->price != NULL) continue;
        change->gaps[change->gap_count++] =
            (struct tnf_cost_change_gap){line->key, line->region, line->stack, line->address, 1};
    }
}

static void find_gaps(const struct tnf_cost *before, const struct tnf_cost *after, struct tnf_arena *arena,
                      struct tnf_cost_change *change) {
    change->gaps = TNF_ARENA_ARRAY(arena, struct tnf_cost_change_gap, before->unpriced + after->unpriced + 1);
    add_gaps(before, change);
    add_gaps(after, change);
    if (change->gap_count == 0) return;
    qsort(change->gaps, change->gap_count, sizeof *change->gaps, by_price);
    size_t kept = 0;
    for (size_t i = 1; i < change->gap_count; i++) {
        struct tnf_cost_change_gap *last = &change->gaps[kept];
        const struct tnf_cost_change_gap *gap = &change->gaps[i];
        if (tnf_sv_eq(last->key, gap->key) && tnf_sv_eq(last->region, gap->region))
            last->lines++;
        else
            change->gaps[++kept] = *gap;
    }
    change->gap_count = kept + 1;
}

void tnf_cost_change_find(const struct tnf_cost *before, const struct tnf_cost *after, struct tnf_arena *arena,
                          struct tnf_cost_change *ret) {
    const struct groups was = group_lines(before, arena);
    const struct groups is = group_lines(after, arena);
    *ret = (struct tnf_cost_change){
        .total_before = tnf_cost_sum(before->total),
        .total_after = tnf_cost_sum(after->total),
        .items = TNF_ARENA_ARRAY(arena, struct tnf_cost_change_item, was.count + is.count + 1),
        .tenants =
            TNF_ARENA_ARRAY(arena, struct tnf_cost_change_tenant, before->tenant_count + after->tenant_count + 1),
    };
    compare_lines(&was, &is, ret);
    compare_all_tenants(before, after, ret);
    find_gaps(before, after, arena, ret);
}

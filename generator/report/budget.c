#include "generator/report/budget.h"

#include "base/memory.h"

enum { LINES_SHOWN = 3, CENTS = 100 };

static int on_any(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    bool *any = context;
    const size_t field =
        record->entity->id == TNF_ENTITY_ENVIRONMENT ? (size_t)TNF_ENVIRONMENT_BUDGET : (size_t)TNF_PLACEMENT_BUDGET;
    *any = *any || record->data[field].set;
    return 0;
}

int tnf_budgets_any(struct tnf_catalog *catalog, bool *ret, struct tnf_error *err) {
    *ret = false;
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_ENVIRONMENT, NULL, on_any, ret, err));
    return *ret ? 0 : tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, on_any, ret, err);
}

/* What a budget is for: of an environment all tenants too, with a tenant only what is its own. */
struct scope {
    struct tnf_strview environment;
    struct tnf_strview tenant; /* "" for the environment */
};

/* Lines of one environment and tenant that follow each other. */
struct stretch {
    struct scope scope;
    size_t first;
    size_t count;
    int64_t cents;
};

struct checking {
    const struct tnf_cost *cost;
    struct stretch *stretches; /* by environment, tenant and first line, so that no budget looks at all lines */
    size_t stretch_count;
    struct tnf_findings *findings;
};

static int by_scope(const void *a, const void *b) {
    const struct stretch *left = a;
    const struct stretch *right = b;
    int order = tnf_sv_cmp(left->scope.environment, right->scope.environment);
    if (order == 0) order = tnf_sv_cmp(left->scope.tenant, right->scope.tenant);
    return order != 0 ? order : left->first < right->first ? -1 : 1;
}

static void find_stretches(struct checking *checking, struct tnf_arena *arena) {
    const struct tnf_cost *cost = checking->cost;
    struct stretch *last = NULL;
    checking->stretches = TNF_ARENA_ARRAY(arena, struct stretch, cost->line_count + 1);
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (last == NULL || !tnf_sv_eq(last->scope.environment, line->environment) ||
            !tnf_sv_eq(last->scope.tenant, line->tenant)) {
            last = &checking->stretches[checking->stretch_count++];
            *last = (struct stretch){.scope = {line->environment, line->tenant}, .first = i};
        }
        last->count++;
        last->cents += line->cents;
    }
    if (cost->line_count > 0)
        qsort(checking->stretches, checking->stretch_count, sizeof *checking->stretches, by_scope);
}

/* The stretches in scope stand together: from *ret_first on; returns how many. */
static size_t stretches_of(const struct checking *checking, const struct scope *scope, size_t *ret_first) {
    const struct stretch key = {.scope = *scope};
    size_t low = 0;
    for (size_t high = checking->stretch_count; low < high;) {
        const size_t middle = low + (high - low) / 2;
        const bool before = by_scope(&checking->stretches[middle], &key) < 0;
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    size_t count = 0;
    for (; low + count < checking->stretch_count; count++) {
        const struct scope *here = &checking->stretches[low + count].scope;
        if (!tnf_sv_eq(here->environment, scope->environment)) break;
        if (scope->tenant.len > 0 && !tnf_sv_eq(here->tenant, scope->tenant)) break;
    }
    *ret_first = low;
    return count;
}

static int64_t cents_of(const struct checking *checking, const struct scope *scope) {
    size_t first;
    int64_t cents = 0;
    const size_t count = stretches_of(checking, scope, &first);
    for (size_t i = first; i < first + count; i++) cents += checking->stretches[i].cents;
    return cents;
}

/* Keeps the line when it is among the most expensive so far; of equal ones the earlier stays before. */
static void keep_largest(const struct tnf_cost_line *line, const struct tnf_cost_line *kept[static LINES_SHOWN],
                         size_t *count) {
    size_t at = *count;
    while (at > 0 && kept[at - 1]->cents < line->cents) at--;
    if (at == LINES_SHOWN) return;
    if (*count < LINES_SHOWN) (*count)++;
    for (size_t n = *count - 1; n > at; n--) kept[n] = kept[n - 1];
    kept[at] = line;
}

/* The most expensive lines in scope, the most expensive first. Returns how many. */
static size_t find_largest(const struct checking *checking, const struct scope *scope,
                           const struct tnf_cost_line *ret[static LINES_SHOWN]) {
    size_t first;
    size_t kept = 0;
    const size_t count = stretches_of(checking, scope, &first);
    for (size_t i = first; i < first + count; i++) {
        const struct stretch *stretch = &checking->stretches[i];
        for (size_t n = 0; n < stretch->count; n++)
            keep_largest(&checking->cost->lines[stretch->first + n], ret, &kept);
    }
    return kept;
}

static void hint_largest(const struct checking *checking, const struct scope *scope) {
    const struct tnf_cost_line *largest[LINES_SHOWN];
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const size_t count = find_largest(checking, scope, largest);
    for (size_t i = 0; i < count; i++) {
        tnf_strbuf_addf(&text, "%s$", i == 0 ? "" : ", ");
        tnf_money_add(&text, largest[i]->cents);
        tnf_strbuf_addf(&text, " for %.*s", TNF_SV_ARG(largest[i]->description));
        if (largest[i]->row.len > 0) tnf_strbuf_addf(&text, " (%.*s)", TNF_SV_ARG(largest[i]->row));
    }
    tnf_findings_hint(checking->findings, "most goes to: %s; raise the budget, or make these smaller", text.ptr);
}

static void check_budget(const struct checking *checking, const struct tnf_record *record, size_t field,
                         const struct scope *scope) {
    if (!record->data[field].set) return;
    const int64_t cents = cents_of(checking, scope);
    const int64_t budget = record->data[field].integer * CENTS;
    if (cents <= budget) return;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    tnf_money_add(&text, cents);
    tnf_strbuf_add_str(&text, " a month, $");
    tnf_money_add(&text, cents - budget);
    tnf_strbuf_add_str(&text, " over the budget of $");
    tnf_money_add(&text, budget);
    tnf_findings_add(checking->findings, TNF_RULE_BUDGET_KEPT, record, (int)field, -1, "budget: the estimate is $%s",
                     text.ptr);
    hint_largest(checking, scope);
}

static int on_environment(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    const struct scope scope = {.environment = record->data[TNF_ENVIRONMENT_NAME].string};
    check_budget(context, record, TNF_ENVIRONMENT_BUDGET, &scope);
    return 0;
}

static int on_placement(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    const struct scope scope = {record->data[TNF_PLACEMENT_ENVIRONMENT].string,
                                record->data[TNF_PLACEMENT_TENANT].string};
    check_budget(context, record, TNF_PLACEMENT_BUDGET, &scope);
    return 0;
}

int tnf_budgets_check(struct tnf_catalog *catalog, const struct tnf_cost *cost, struct tnf_findings *findings,
                      struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct checking checking = {.cost = cost, .findings = findings};
    find_stretches(&checking, &arena);
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_ENVIRONMENT, NULL, on_environment, &checking, err));
    return tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, on_placement, &checking, err);
}

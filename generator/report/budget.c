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

struct checking {
    const struct tnf_cost *cost;
    struct tnf_findings *findings;
};

/* What a budget is for: of an environment all tenants too, with a tenant only what is its own. */
struct scope {
    struct tnf_strview environment;
    struct tnf_strview tenant; /* "" for the environment */
};

static bool is_in(const struct scope *scope, const struct tnf_cost_line *line) {
    if (!tnf_sv_eq(line->environment, scope->environment)) return false;
    return scope->tenant.len == 0 || tnf_sv_eq(line->tenant, scope->tenant);
}

/* The most expensive lines in scope, the most expensive first; of equal ones the earlier. Returns how many. */
static size_t find_largest(const struct tnf_cost *cost, const struct scope *scope,
                           const struct tnf_cost_line *ret[static LINES_SHOWN]) {
    size_t count = 0;
    for (size_t i = 0; i < cost->line_count; i++) {
        const struct tnf_cost_line *line = &cost->lines[i];
        if (!is_in(scope, line)) continue;
        size_t at = count;
        while (at > 0 && ret[at - 1]->cents < line->cents) at--;
        if (at == LINES_SHOWN) continue;
        if (count < LINES_SHOWN) count++;
        for (size_t n = count - 1; n > at; n--) ret[n] = ret[n - 1];
        ret[at] = line;
    }
    return count;
}

static void hint_largest(const struct checking *checking, const struct scope *scope) {
    const struct tnf_cost_line *largest[LINES_SHOWN];
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf text = TNF_STRBUF_INIT;
    const size_t count = find_largest(checking->cost, scope, largest);
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
    int64_t cents = 0;
    for (size_t i = 0; i < checking->cost->line_count; i++)
        if (is_in(scope, &checking->cost->lines[i])) cents += checking->cost->lines[i].cents;
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
    struct checking checking = {cost, findings};
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_ENVIRONMENT, NULL, on_environment, &checking, err));
    return tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, on_placement, &checking, err);
}

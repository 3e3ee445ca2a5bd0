/* Which stacks, why, and in which order. */
#include "base/memory.h"
#include "generator/report/markdown.h"
#include "generator/report/pull_request_parts.h"

enum { REASONS_SHOWN = 3, STACKS_IN_SIGHT = 25, STACKS_OF_STEP = 5, NAMES_SHOWN = 10 };

/* The columns of counts; what else a plan can do is in the lists of resources. */
static const enum tnf_plan_action columns[] = {TNF_PLAN_CREATE, TNF_PLAN_CHANGE, TNF_PLAN_REPLACE, TNF_PLAN_DESTROY};

void tnf_pull_request_add_count(struct tnf_strbuf *out, size_t count, const char *what) {
    tnf_strbuf_addf(out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

void tnf_pull_request_add_counts(struct tnf_strbuf *out, const size_t counts[TNF_PLAN_ACTION_COUNT]) {
    const char *separator = "";
    for (int action = 0; action < TNF_PLAN_ACTION_COUNT; action++) {
        if (counts[action] == 0) continue;
        tnf_strbuf_addf(out, "%s%zu to %s", separator, counts[action],
                        tnf_plan_action_name((enum tnf_plan_action)action));
        separator = ", ";
    }
    if (*separator == '\0') tnf_strbuf_add_str(out, "nothing to do");
}

static void add_names(struct tnf_strbuf *out, const struct tnf_strview *names, size_t count) {
    for (size_t i = 0; i < count && i < NAMES_SHOWN; i++) {
        tnf_strbuf_add_str(out, i == 0 ? "" : ", ");
        tnf_markdown_code(out, names[i]);
    }
    if (count > NAMES_SHOWN) tnf_strbuf_addf(out, " and %zu more", count - NAMES_SHOWN);
}

void tnf_pull_request_add_summary(struct tnf_strbuf *out, const struct tnf_pull_request *request) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_pull_request_scope scope = tnf_pull_request_scope(request->changed, &arena);
    if (request->changed->count == 0) {
        tnf_strbuf_add_str(out, "No stack changes: there is nothing to plan or to apply.\n");
        return;
    }
    tnf_strbuf_add_str(out, "**");
    tnf_pull_request_add_count(out, request->changed->count, "stack");
    tnf_strbuf_addf(out, "** %s in ", request->changed->count == 1 ? "changes" : "change");
    add_names(out, scope.environments, scope.environment_count);
    if (scope.tenant_count > 0) {
        tnf_strbuf_addf(out, ", of the tenant%s ", scope.tenant_count == 1 ? "" : "s");
        add_names(out, scope.tenants, scope.tenant_count);
    }
    if (request->plans != NULL) {
        size_t totals[TNF_PLAN_ACTION_COUNT];
        tnf_pull_request_totals(request, totals);
        tnf_strbuf_add_str(out, ". Resources: ");
        tnf_pull_request_add_counts(out, totals);
    }
    if (request->cost != NULL) {
        tnf_strbuf_add_str(out, ". Cost: ");
        tnf_cost_change_headline(request->cost, out);
    }
    tnf_strbuf_add_str(out, ".\n");
}

void tnf_pull_request_add_cost(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                               const struct tnf_pull_request_limits *limits) {
    if (request->cost == NULL && request->no_cost == NULL) return;
    tnf_strbuf_add_str(out, "\n### Cost\n\n");
    if (request->cost != NULL)
        tnf_cost_change_markdown(request->cost, limits->others, out);
    else
        tnf_strbuf_addf(out, "Not known: %s.\n", request->no_cost);
}

static void add_reason(struct tnf_strbuf *out, const struct tnf_changed_reason *reason) {
    switch (reason->cause) {
    case TNF_CAUSE_NEW:
        tnf_strbuf_add_str(out, reason->name.len == 0 ? "new" : "renamed, with the state of ");
        tnf_markdown_code(out, reason->name);
        break;
    case TNF_CAUSE_REMOVED:
        tnf_strbuf_add_str(out, "removed");
        break;
    case TNF_CAUSE_ROW:
        tnf_markdown_code(out, reason->name);
        tnf_strbuf_addf(out, " %.*s", TNF_SV_ARG(reason->detail));
        break;
    case TNF_CAUSE_PROVIDERS:
        tnf_strbuf_add_str(out, "provider versions");
        break;
    case TNF_CAUSE_FILE:
        tnf_markdown_code(out, reason->name);
        break;
    case TNF_CAUSE_MODULE:
        tnf_strbuf_add_str(out, "module ");
        tnf_markdown_code(out, reason->name);
        break;
    }
}

/* Where rows changed, that files did says nothing more. */
static void add_reasons(struct tnf_strbuf *out, const struct tnf_changed_stack *stack) {
    const bool rows = stack->reasons[0].cause == TNF_CAUSE_ROW;
    size_t shown = 0;
    size_t hidden = 0;
    for (size_t i = 0; i < stack->reason_count; i++) {
        if (rows && stack->reasons[i].cause == TNF_CAUSE_FILE) continue;
        if (shown == REASONS_SHOWN) {
            hidden++;
            continue;
        }
        tnf_strbuf_add_str(out, shown == 0 ? "" : ", ");
        add_reason(out, &stack->reasons[i]);
        shown++;
    }
    if (hidden > 0) tnf_strbuf_addf(out, " and %zu more", hidden);
}

static void add_head(struct tnf_strbuf *out, const struct tnf_pull_request *request, const char *what) {
    tnf_strbuf_addf(out, "| %s |%s\n|---|%s\n", what,
                    request->plans == NULL ? "" : " create | change | replace | destroy |",
                    request->plans == NULL ? "" : "--:|--:|--:|--:|");
}

static void add_columns(struct tnf_strbuf *out, const size_t *counts) {
    for (size_t i = 0; i < TNF_ARRAY_LEN(columns); i++) {
        if (counts[columns[i]] > 0)
            tnf_strbuf_addf(out, " %zu |", counts[columns[i]]);
        else
            tnf_strbuf_add_str(out, "  |");
    }
}

static void add_stack(struct tnf_strbuf *out, const struct tnf_pull_request *request, size_t index) {
    const struct tnf_changed_stack *stack = &request->changed->stacks[index];
    tnf_strbuf_add_str(out, "| ");
    tnf_markdown_code(out, stack->path);
    tnf_strbuf_add_str(out, "<br>");
    add_reasons(out, stack);
    tnf_strbuf_add_str(out, " |");
    if (request->plans != NULL && request->plans[index].failed != NULL)
        tnf_strbuf_add_str(out, " **failed** |  |  |  |");
    else if (request->plans != NULL)
        add_columns(out, request->plans[index].counts);
    tnf_strbuf_add_c(out, '\n');
}

/* All stacks of an environment as one line. */
static void add_environment(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                            struct tnf_strview environment) {
    size_t counts[TNF_PLAN_ACTION_COUNT] = {0};
    size_t stacks = 0;
    for (size_t i = 0; i < request->changed->count; i++) {
        if (!tnf_sv_eq(request->changed->stacks[i].place.environment, environment)) continue;
        stacks++;
        for (int action = 0; request->plans != NULL && action < TNF_PLAN_ACTION_COUNT; action++)
            counts[action] += request->plans[i].counts[action];
    }
    tnf_strbuf_add_str(out, "| ");
    tnf_markdown_code(out, environment);
    tnf_strbuf_add_str(out, ": ");
    tnf_pull_request_add_count(out, stacks, "stack");
    tnf_strbuf_add_str(out, " |");
    if (request->plans != NULL) add_columns(out, counts);
    tnf_strbuf_add_c(out, '\n');
}

static void add_environments(struct tnf_strbuf *out, const struct tnf_pull_request *request, size_t limit) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_pull_request_scope scope = tnf_pull_request_scope(request->changed, &arena);
    add_head(out, request, "environment");
    for (size_t i = 0; i < scope.environment_count && i < limit; i++)
        add_environment(out, request, scope.environments[i]);
    tnf_strbuf_add_c(out, '\n');
}

void tnf_pull_request_add_stacks(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                 const struct tnf_pull_request_limits *limits) {
    const size_t count = request->changed->count;
    const size_t shown = count < limits->stacks ? count : limits->stacks;
    if (count == 0) return;
    tnf_strbuf_add_str(out, "\n### Stacks\n\n");
    if (count > STACKS_IN_SIGHT) {
        add_environments(out, request, limits->stacks);
        tnf_strbuf_addf(out, "<details>\n<summary>Each of the %zu stacks</summary>\n\n", count);
    }
    add_head(out, request, "stack");
    for (size_t i = 0; i < shown; i++) add_stack(out, request, i);
    if (shown < count)
        tnf_strbuf_addf(out, "\n%zu more stacks are left out here, as the text would be too long.\n", count - shown);
    if (count > STACKS_IN_SIGHT) tnf_strbuf_add_str(out, "\n</details>\n");
}

static void add_step(struct tnf_strbuf *out, const struct tnf_pull_request *request, size_t start, size_t end) {
    const struct tnf_changed_stack *stacks = request->changed->stacks;
    const bool destroys = stacks[start].action == TNF_CHANGED_DESTROY;
    tnf_strbuf_addf(out, "%u. %s ", stacks[start].wave + 1, destroys ? "destroy" : "apply");
    tnf_pull_request_add_count(out, end - start, "stack");
    if (destroys) tnf_strbuf_addf(out, ", with the files of commit %.10s", request->since);
    for (size_t i = start; i < end && i < start + STACKS_OF_STEP; i++) {
        tnf_strbuf_add_str(out, i == start ? ": " : ", ");
        tnf_markdown_code(out, stacks[i].path);
    }
    tnf_strbuf_add_str(out, end - start > STACKS_OF_STEP ? ", …\n" : "\n");
}

void tnf_pull_request_add_steps(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                                const struct tnf_pull_request_limits *limits) {
    (void)limits; /* there are few waves */
    const struct tnf_changed *changed = request->changed;
    if (changed->count == 0) return;
    tnf_strbuf_add_str(out,
                       "\n### How to apply\n\nMerge, then step by step; the stacks of one step can be worked on side "
                       "by side.\n\n");
    size_t start = 0;
    while (start < changed->count) {
        size_t end = start + 1;
        while (end < changed->count && changed->stacks[end].wave == changed->stacks[start].wave) end++;
        add_step(out, request, start, end);
        start = end;
    }
    tnf_strbuf_addf(out, "\n`tenantform changed --since %.10s --until %.10s` lists them in this order.\n",
                    request->since, request->until);
}

#include "generator/report/pull_request.h"

#include "base/memory.h"
#include "generator/report/markdown.h"
#include "generator/report/pull_request_parts.h"

enum { NAMES_IN_TITLE = 3 };

static void add_name(struct tnf_arena *arena, struct tnf_strview **names, size_t *count, size_t *capacity,
                     struct tnf_strview name) {
    if (name.len == 0) return;
    *names = tnf_arena_grow(arena, *names, *count, capacity, sizeof **names);
    (*names)[(*count)++] = name;
}

/* The tenant whose folder in a cell a changed file is in, or "". */
static struct tnf_strview tenant_of_file(const struct tnf_changed_reason *reason) {
    struct tnf_strview rest = reason->name;
    if (reason->cause != TNF_CAUSE_FILE || !tnf_sv_eq_c(tnf_sv_next(&rest, '/'), "tenants")) return TNF_SV("");
    return tnf_sv_next(&rest, '/');
}

struct tnf_pull_request_scope tnf_pull_request_scope(const struct tnf_changed *changed, struct tnf_arena *arena) {
    struct tnf_pull_request_scope scope = {0};
    size_t environment_capacity = 0;
    size_t tenant_capacity = 0;
    for (size_t i = 0; i < changed->count; i++) {
        const struct tnf_changed_stack *stack = &changed->stacks[i];
        add_name(arena, &scope.environments, &scope.environment_count, &environment_capacity, stack->place.environment);
        add_name(arena, &scope.tenants, &scope.tenant_count, &tenant_capacity, stack->place.tenant);
        for (size_t j = 0; stack->place.cell.len > 0 && j < stack->reason_count; j++)
            add_name(arena, &scope.tenants, &scope.tenant_count, &tenant_capacity, tenant_of_file(&stack->reasons[j]));
    }
    scope.environment_count = tnf_sv_sort_unique(scope.environments, scope.environment_count);
    scope.tenant_count = tnf_sv_sort_unique(scope.tenants, scope.tenant_count);
    return scope;
}

void tnf_pull_request_totals(const struct tnf_pull_request *request, size_t ret[TNF_PLAN_ACTION_COUNT]) {
    for (int action = 0; action < TNF_PLAN_ACTION_COUNT; action++) {
        ret[action] = 0;
        for (size_t i = 0; request->plans != NULL && i < request->changed->count; i++)
            ret[action] += request->plans[i].counts[action];
    }
}

/* "Add" when all that a tenant has is new, "Remove" when all of it goes. The platform changes along with its tenants.
 */
static const char *verb_of(const struct tnf_changed *changed) {
    size_t count = 0;
    size_t added = 0;
    size_t removed = 0;
    for (size_t i = 0; i < changed->count; i++) {
        const struct tnf_changed_stack *stack = &changed->stacks[i];
        if (stack->place.tenant.len == 0 && stack->place.cell.len == 0) continue;
        count++;
        if (stack->place.cell.len > 0) continue;
        added += stack->reasons[0].cause == TNF_CAUSE_NEW && stack->reasons[0].name.len == 0;
        removed += stack->action == TNF_CHANGED_DESTROY;
    }
    if (count > 0 && added == count) return "Add";
    return count > 0 && removed == count ? "Remove" : "Update";
}

static void add_names(struct tnf_strbuf *out, const struct tnf_strview *names, size_t count, const char *what) {
    if (count > NAMES_IN_TITLE) {
        tnf_pull_request_add_count(out, count, what);
        return;
    }
    for (size_t i = 0; i < count; i++)
        tnf_strbuf_addf(out, "%s%.*s", i == 0 ? "" : i + 1 < count ? ", " : " and ", TNF_SV_ARG(names[i]));
}

void tnf_pull_request_title(const struct tnf_pull_request *request, struct tnf_strbuf *out) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf title = TNF_STRBUF_INIT;
    const struct tnf_pull_request_scope scope = tnf_pull_request_scope(request->changed, &arena);
    tnf_strbuf_add_str(&title, verb_of(request->changed));
    tnf_strbuf_add_c(&title, ' ');
    if (scope.tenant_count > 0) {
        add_names(&title, scope.tenants, scope.tenant_count, "tenant");
        tnf_strbuf_add_str(&title, scope.environment_count == 0 ? "" : " in ");
    } else if (scope.environment_count == 0) {
        tnf_strbuf_add_str(&title, "the output");
    }
    add_names(&title, scope.environments, scope.environment_count, "environment");
    for (size_t i = 0; i < title.len; i++)
        if ((unsigned char)title.ptr[i] < ' ' || title.ptr[i] == 0x7f) title.ptr[i] = ' ';
    /* Names of environments and tenants are ASCII, unless somebody made folders by hand. */
    if (title.len > TNF_PULL_REQUEST_TITLE_MAX || !tnf_sv_is_utf8(tnf_strbuf_view(&title))) {
        tnf_strbuf_clear(&title);
        tnf_strbuf_addf(&title, "%s ", verb_of(request->changed));
        tnf_pull_request_add_count(&title, request->changed->count, "stack");
    }
    tnf_strbuf_add_sv(out, tnf_strbuf_view(&title));
}

static void compose(struct tnf_strbuf *out, const struct tnf_pull_request *request,
                    const struct tnf_pull_request_limits *limits) {
    tnf_strbuf_clear(out);
    tnf_strbuf_add_str(out, TNF_PULL_REQUEST_BEGIN "\n");
    tnf_pull_request_add_summary(out, request);
    tnf_pull_request_add_losses(out, request, limits);
    tnf_pull_request_add_stacks(out, request, limits);
    tnf_pull_request_add_cost(out, request, limits);
    tnf_pull_request_add_resources(out, request, limits);
    tnf_pull_request_add_checks(out, request, limits);
    tnf_pull_request_add_revisions(out, request, limits);
    tnf_pull_request_add_steps(out, request, limits);
    tnf_strbuf_add_str(out, TNF_PULL_REQUEST_END "\n");
}

/* What is missed least goes first: resources that stay, then stacks, then all the rest. False at the end. */
static bool lower(struct tnf_pull_request_limits *limits) {
    enum { STACKS_KEPT = 50, LOSSES_KEPT = 100 };
    if (limits->resources > 0)
        limits->resources /= 2;
    else if (limits->stacks > STACKS_KEPT)
        limits->stacks /= 2;
    else if (limits->losses > LOSSES_KEPT)
        limits->losses /= 2;
    else if (limits->stacks > 0 || limits->losses > 0 || limits->others > 0)
        *limits = (struct tnf_pull_request_limits){0, limits->losses / 2, limits->stacks / 2, limits->others / 2};
    else
        return false;
    return true;
}

void tnf_pull_request_body(const struct tnf_pull_request *request, struct tnf_strbuf *out) {
    enum { RESOURCES_MAX = 1024, STACKS_MAX = 1024, OTHERS_MAX = 64 };
    struct tnf_pull_request_limits limits = {RESOURCES_MAX, RESOURCES_MAX, STACKS_MAX, OTHERS_MAX};
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf body = TNF_STRBUF_INIT;
    do {
        compose(&body, request, &limits);
    } while (body.len > TNF_PULL_REQUEST_BODY_MAX && lower(&limits));
    tnf_strbuf_add_sv(out, tnf_strbuf_view(&body));
}

/* Offset of `mark` in the text after `start`, or the text's length. */
static size_t find(struct tnf_strview text, size_t start, const char *mark) {
    const struct tnf_strview rest = tnf_sv_from(text, start);
    const char *at = rest.len == 0 ? NULL : memmem(rest.ptr, rest.len, mark, strlen(mark));
    return at == NULL ? text.len : (size_t)(at - text.ptr);
}

void tnf_pull_request_merge(struct tnf_strview body, struct tnf_strview ours, struct tnf_strbuf *out) {
    const size_t begin = find(body, 0, TNF_PULL_REQUEST_BEGIN);
    const size_t end = find(body, begin, TNF_PULL_REQUEST_END);
    /* GitHub gives line breaks as they were typed, which is CR LF in a browser. */
    const struct tnf_strview mine = tnf_sv_trim(ours);
    if (begin == body.len || end == body.len) {
        tnf_strbuf_add_sv(out, body);
        if (tnf_sv_trim(body).len > 0) tnf_strbuf_add_str(out, "\n\n");
        tnf_strbuf_add_sv(out, mine);
        return;
    }
    tnf_strbuf_add_sv(out, tnf_sv_n(body.ptr, begin));
    tnf_strbuf_add_sv(out, mine);
    tnf_strbuf_add_sv(out, tnf_sv_from(body, end + strlen(TNF_PULL_REQUEST_END)));
}

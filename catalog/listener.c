#include "catalog/listener.h"

#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"

#include <inttypes.h>
#include <stdlib.h>

void tnf_listener_release(struct tnf_listener *listener) {
    free(listener->routes);
    free(listener->conditions);
    tnf_arena_release(&listener->arena);
    *listener = (struct tnf_listener){0};
}

void tnf_listener_add_route(struct tnf_listener *listener, const struct tnf_listener_route *route) {
    listener->routes =
        tnf_xgrow(listener->routes, listener->route_count, &listener->route_capacity, sizeof *listener->routes);
    struct tnf_listener_route *copy = &listener->routes[listener->route_count++];
    *copy = *route;
    for (size_t i = 0; i < TNF_ARRAY_LEN(copy->names); i++)
        copy->names[i] = tnf_arena_sv(&listener->arena, route->names[i]);
}

void tnf_listener_add_condition(struct tnf_listener *listener, struct tnf_strview environment, struct tnf_strview host,
                                struct tnf_strview path, struct tnf_strview headers) {
    listener->conditions = tnf_xgrow(listener->conditions, listener->condition_count, &listener->condition_capacity,
                                     sizeof *listener->conditions);
    const size_t route = listener->route_count - 1;
    const struct tnf_listener_route *newest = &listener->routes[route];
    const struct tnf_strview owner = newest->silo ? newest->names[0] : (struct tnf_strview){0};
    const struct tnf_strview text =
        tnf_arena_printf(&listener->arena, "%.*s/%.*s\n%.*s\n%.*s\n%.*s", TNF_SV_ARG(environment), TNF_SV_ARG(owner),
                         TNF_SV_ARG(host), TNF_SV_ARG(path), TNF_SV_ARG(headers));
    listener->conditions[listener->condition_count++] =
        (struct tnf_listener_condition){.text = text,
                                        .environment = tnf_sv_n(text.ptr, environment.len),
                                        .host = tnf_sv_n(text.ptr + environment.len + 1 + owner.len + 1, host.len),
                                        .route = route};
}

unsigned tnf_listener_specificity(bool host, struct tnf_strview path, size_t headers) {
    enum { CONDITION_WEIGHT = 1000 };
    const unsigned conditions = (unsigned)host + (path.len > 0) + (unsigned)headers;
    unsigned literal = 0;
    for (size_t i = 0; i < path.len; i++) literal += path.ptr[i] != '*' && path.ptr[i] != '?';
    return conditions * CONDITION_WEIGHT + literal;
}

static struct tnf_record record_of(struct tnf_arena *arena, const struct tnf_listener_route *route) {
    struct tnf_record record = tnf_record_new(arena, TNF_ENTITY_ROUTE);
    for (size_t i = 0; i < TNF_ARRAY_LEN(route->names); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = route->names[i]};
    return record;
}

static int compare_conditions(const void *a, const void *b) {
    const struct tnf_listener_condition *left = a;
    const struct tnf_listener_condition *right = b;
    const int order = tnf_sv_cmp(left->text, right->text);
    if (order != 0) return order;
    return left->route < right->route ? -1 : left->route > right->route;
}

static void check_conditions(struct tnf_listener *listener, struct tnf_findings *findings) {
    const struct tnf_listener_condition *conditions = listener->conditions;
    if (listener->condition_count < 2) return;
    qsort(listener->conditions, listener->condition_count, sizeof *conditions, compare_conditions);
    for (size_t i = 1; i < listener->condition_count; i++) {
        if (!tnf_sv_eq(conditions[i - 1].text, conditions[i].text)) continue;
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_record route = record_of(&arena, &listener->routes[conditions[i].route]);
        const struct tnf_record other = record_of(&arena, &listener->routes[conditions[i - 1].route]);
        const struct tnf_strview other_key = tnf_record_key(&arena, &other);
        tnf_findings_add(findings, TNF_RULE_ROUTE_SAME, &route, -1, -1,
                         "has the same conditions as route %.*s in environment %.*s", TNF_SV_ARG(other_key),
                         TNF_SV_ARG(conditions[i].environment));
    }
}

/* owner[p] is the first route with priority p, as index + 1. */
static size_t *owners(const struct tnf_listener *listener) {
    size_t *owner = tnf_xcalloc(TNF_PRIORITY_MAX + 1, sizeof *owner);
    for (size_t i = 0; i < listener->route_count; i++) {
        const int64_t priority = listener->routes[i].priority;
        if (priority > 0 && priority <= TNF_PRIORITY_MAX && owner[priority] == 0) owner[priority] = i + 1;
    }
    return owner;
}

static void check_priorities(const struct tnf_listener *listener, struct tnf_findings *findings) {
    TNF_AUTO_FREE size_t *owner = owners(listener);
    for (size_t i = 0; i < listener->route_count; i++) {
        const int64_t priority = listener->routes[i].priority;
        if (priority <= 0 || priority > TNF_PRIORITY_MAX || owner[priority] == i + 1) continue;
        TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
        const struct tnf_record route = record_of(&arena, &listener->routes[i]);
        const struct tnf_record other = record_of(&arena, &listener->routes[owner[priority] - 1]);
        const struct tnf_strview other_key = tnf_record_key(&arena, &other);
        tnf_findings_add(findings, TNF_RULE_ROUTE_PRIORITY, &route, TNF_ROUTE_PRIORITY, -1,
                         "priority: %" PRId64 " is that of route %.*s", priority, TNF_SV_ARG(other_key));
    }
}

void tnf_listener_check(struct tnf_listener *listener, struct tnf_findings *findings) {
    check_priorities(listener, findings);
    check_conditions(listener, findings);
}

static int compare_waiting(const void *a, const void *b) {
    const struct tnf_listener_route *left = *(struct tnf_listener_route *const *)a;
    const struct tnf_listener_route *right = *(struct tnf_listener_route *const *)b;
    if (left->specificity != right->specificity) return left->specificity > right->specificity ? -1 : 1;
    return left < right ? -1 : left > right; /* both in the one array, which is in key order */
}

/* The next free priority from *at on, 0 when there is none. */
static int64_t next_free(const size_t *owner, int64_t *at) {
    while (*at <= TNF_PRIORITY_MAX && owner[*at] != 0) (*at)++;
    return *at <= TNF_PRIORITY_MAX ? (*at)++ : 0;
}

static int64_t behind_highest(const size_t *owner) {
    int64_t at = TNF_PRIORITY_MAX;
    while (at > 0 && owner[at] == 0) at--;
    return at + 1;
}

size_t tnf_listener_allocate(struct tnf_listener *listener) {
    TNF_AUTO_FREE size_t *owner = owners(listener);
    TNF_AUTO_FREE struct tnf_listener_route **waiting =
        tnf_xcalloc(listener->route_count + 1, sizeof(struct tnf_listener_route *));
    size_t count = 0;
    for (size_t i = 0; i < listener->route_count; i++)
        if (listener->routes[i].priority == 0) waiting[count++] = &listener->routes[i];
    if (count > 1) qsort(waiting, count, sizeof *waiting, compare_waiting);
    int64_t last = behind_highest(owner);
    int64_t gap = 1;
    size_t without = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t priority = next_free(owner, &last);
        if (priority == 0) priority = next_free(owner, &gap);
        if (priority > 0) owner[priority] = SIZE_MAX;
        waiting[i]->priority = priority;
        without += priority == 0;
    }
    return without;
}

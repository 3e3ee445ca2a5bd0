#include "catalog/spread.h"

#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/record.h"

#include <inttypes.h>

struct tenant {
    size_t first; /* its routes */
    size_t count;
    size_t services;
    int64_t number;    /* 0: none of its routes has one yet */
    bool silo;         /* with a load balancer of its own in each environment */
    bool first_only;   /* see tnf_spread_allocate */
    bool *environment; /* whether it is in each */
};

/* What is on one load balancer of one environment. */
struct load {
    int64_t rules;
    int64_t services;
};

struct spread {
    const struct tnf_listener *listener;
    const struct tnf_spread_limit *limits;
    size_t limit_count;
    struct tnf_arena arena;
    struct tenant *tenants;
    size_t tenant_count;
    size_t *tenant_of;  /* for each route */
    struct load *loads; /* by number, then environment */
    int64_t numbers;    /* how many numbers loads has room for */
};

static bool same_name(const struct tnf_listener_route *a, const struct tnf_listener_route *b, size_t key) {
    return tnf_sv_eq(a->names[key], b->names[key]);
}

static void add_tenants(struct spread *spread) {
    const struct tnf_listener_route *routes = spread->listener->routes;
    spread->tenants = TNF_ARENA_ARRAY(&spread->arena, struct tenant, spread->listener->route_count);
    spread->tenant_of = TNF_ARENA_ARRAY(&spread->arena, size_t, spread->listener->route_count);
    for (size_t i = 0; i < spread->listener->route_count; i++) {
        const bool same = i > 0 && same_name(&routes[i - 1], &routes[i], 0);
        if (!same) {
            /* One more than there are, for a name that is not among them. */
            bool *environment = TNF_ARENA_ARRAY(&spread->arena, bool, spread->limit_count + 1);
            spread->tenants[spread->tenant_count++] =
                (struct tenant){.first = i, .silo = routes[i].silo, .environment = environment};
        }
        struct tenant *tenant = &spread->tenants[spread->tenant_count - 1];
        tenant->count++;
        tenant->services += !same || !same_name(&routes[i - 1], &routes[i], 1);
        if (tenant->number == 0) tenant->number = routes[i].balancer;
        spread->tenant_of[i] = spread->tenant_count - 1;
    }
}

/* limit_count when it is not there. */
static size_t find_environment(const struct spread *spread, struct tnf_strview name) {
    size_t i = 0;
    while (i < spread->limit_count && !tnf_sv_eq(spread->limits[i].environment, name)) i++;
    return i;
}

struct host {
    struct tnf_strview environment;
    struct tnf_strview name;
    size_t tenant;
};

static int compare_hosts(const void *a, const void *b) {
    const struct host *left = a;
    const struct host *right = b;
    const int order = tnf_sv_cmp(left->environment, right->environment);
    return order != 0 ? order : tnf_sv_cmp(left->name, right->name);
}

/* Neighbours with one name in one environment: whose tenants differ share a host. */
static void find_shared(struct spread *spread, struct host *hosts, size_t count) {
    if (count > 1) qsort(hosts, count, sizeof *hosts, compare_hosts);
    for (size_t i = 1; i < count; i++) {
        if (hosts[i - 1].tenant == hosts[i].tenant || compare_hosts(&hosts[i - 1], &hosts[i]) != 0) continue;
        spread->tenants[hosts[i - 1].tenant].first_only = true;
        spread->tenants[hosts[i].tenant].first_only = true;
    }
}

static void read_conditions(struct spread *spread) {
    const struct tnf_listener *listener = spread->listener;
    struct host *hosts = TNF_ARENA_ARRAY(&spread->arena, struct host, listener->condition_count);
    size_t count = 0;
    for (size_t i = 0; i < listener->condition_count; i++) {
        const struct tnf_listener_condition *condition = &listener->conditions[i];
        const size_t index = spread->tenant_of[condition->route];
        struct tenant *tenant = &spread->tenants[index];
        tenant->environment[find_environment(spread, condition->environment)] = true;
        if (tenant->silo) continue;
        if (condition->host.len == 0) tenant->first_only = true;
        if (condition->host.len > 0) hosts[count++] = (struct host){condition->environment, condition->host, index};
    }
    find_shared(spread, hosts, count);
}

static struct load *load_at(struct spread *spread, int64_t number, size_t environment) {
    if (number >= spread->numbers) {
        const int64_t wanted = 2 * number + 1;
        struct load *loads = TNF_ARENA_ARRAY(&spread->arena, struct load, (size_t)wanted * spread->limit_count);
        if (spread->numbers > 0)
            memcpy(loads, spread->loads, (size_t)spread->numbers * spread->limit_count * sizeof *loads);
        spread->loads = loads;
        spread->numbers = wanted;
    }
    return &spread->loads[(size_t)number * spread->limit_count + environment];
}

static void put_on(struct spread *spread, const struct tenant *tenant) {
    for (size_t i = 0; i < spread->limit_count; i++) {
        if (!tenant->environment[i]) continue;
        struct load *load = load_at(spread, tenant->number, i);
        load->rules += (int64_t)tenant->count;
        load->services += (int64_t)tenant->services;
    }
}

static void init(struct spread *spread, const struct tnf_listener *listener, const struct tnf_spread_limit *limits,
                 size_t limit_count) {
    *spread =
        (struct spread){.listener = listener, .limits = limits, .limit_count = limit_count, .arena = TNF_ARENA_INIT};
    add_tenants(spread);
    read_conditions(spread);
    for (size_t i = 0; i < spread->tenant_count; i++)
        if (!spread->tenants[i].silo && spread->tenants[i].number > 0) put_on(spread, &spread->tenants[i]);
}

static bool fits(int64_t taken, size_t more, int64_t limit) {
    enum { RESERVE = 5 };
    return taken == 0 || taken + (int64_t)more <= limit - limit / RESERVE;
}

static bool has_room(struct spread *spread, const struct tenant *tenant, int64_t number) {
    for (size_t i = 0; i < spread->limit_count; i++) {
        if (!tenant->environment[i]) continue;
        const struct load *load = load_at(spread, number, i);
        if (!fits(load->rules, tenant->count, spread->limits[i].rules) ||
            !fits(load->services, tenant->services, TNF_SPREAD_TARGET_GROUPS))
            return false;
    }
    return true;
}

void tnf_spread_allocate(struct tnf_listener *listener, const struct tnf_spread_limit *limits, size_t limit_count) {
    struct spread spread;
    init(&spread, listener, limits, limit_count);
    for (size_t i = 0; i < spread.tenant_count; i++) {
        struct tenant *tenant = &spread.tenants[i];
        if (tenant->silo) continue;
        if (tenant->number == 0) {
            tenant->number = 1;
            while (!tenant->first_only && !has_room(&spread, tenant, tenant->number)) tenant->number++;
            put_on(&spread, tenant);
        }
        for (size_t r = tenant->first; r < tenant->first + tenant->count; r++)
            if (listener->routes[r].balancer == 0) listener->routes[r].balancer = tenant->number;
    }
    tnf_arena_release(&spread.arena);
}

static struct tnf_record record_of(struct tnf_arena *arena, enum tnf_entity_id entity,
                                   const struct tnf_strview *names) {
    struct tnf_record record = tnf_record_new(arena, entity);
    for (size_t i = 0; i < tnf_entity_key_count(record.entity); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = names[i]};
    return record;
}

static void check_tenant(struct spread *spread, const struct tenant *tenant, struct tnf_findings *findings) {
    for (size_t i = tenant->first; i < tenant->first + tenant->count; i++) {
        const struct tnf_listener_route *route = &spread->listener->routes[i];
        if (route->balancer == 0) continue;
        const bool apart = route->balancer != tenant->number;
        if (!apart && (route->balancer == 1 || !tenant->first_only)) continue;
        const struct tnf_record record = record_of(&spread->arena, TNF_ENTITY_ROUTE, route->names);
        if (apart)
            tnf_findings_add(findings, TNF_RULE_BALANCER, &record, TNF_ROUTE_LOAD_BALANCER, -1,
                             "load_balancer: is %" PRId64 ", and another route of tenant %.*s is on %" PRId64,
                             route->balancer, TNF_SV_ARG(route->names[0]), tenant->number);
        else
            tnf_findings_add(findings, TNF_RULE_BALANCER, &record, TNF_ROUTE_LOAD_BALANCER, -1,
                             "load_balancer: is %" PRId64 ", and tenant %.*s has routes without a host, or a host that"
                             " another tenant has too",
                             route->balancer, TNF_SV_ARG(route->names[0]));
    }
}

/* Of load balancer `number`, or of the one that the tenant of the record has for itself (0). */
static void check_load(const struct load *load, int64_t limit, int64_t number, const struct tnf_record *record,
                       int field, struct tnf_findings *findings) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_strview name =
        number == 0 ? TNF_SV("its load balancer") : tnf_arena_printf(&arena, "load balancer %" PRId64, number);
    if (load->rules > limit)
        tnf_findings_add(findings, TNF_RULE_BALANCER_FULL, record, field, -1,
                         "%.*s has %" PRId64 " listener rules, the quota is %" PRId64, TNF_SV_ARG(name), load->rules,
                         limit);
    if (load->services > TNF_SPREAD_TARGET_GROUPS)
        tnf_findings_add(findings, TNF_RULE_BALANCER_FULL, record, field, -1,
                         "%.*s has %" PRId64 " target groups, one for each service with routes, and takes %d",
                         TNF_SV_ARG(name), load->services, TNF_SPREAD_TARGET_GROUPS);
}

static void check_silo(struct spread *spread, const struct tenant *tenant, struct tnf_findings *findings) {
    const struct load load = {(int64_t)tenant->count, (int64_t)tenant->services};
    for (size_t i = 0; i < spread->limit_count; i++) {
        if (!tenant->environment[i]) continue;
        const struct tnf_strview names[] = {spread->listener->routes[tenant->first].names[0],
                                            spread->limits[i].environment};
        const struct tnf_record record = record_of(&spread->arena, TNF_ENTITY_PLACEMENT, names);
        check_load(&load, spread->limits[i].rules, 0, &record, -1, findings);
    }
}

void tnf_spread_check(const struct tnf_listener *listener, const struct tnf_spread_limit *limits, size_t limit_count,
                      struct tnf_findings *findings) {
    struct spread spread;
    init(&spread, listener, limits, limit_count);
    for (size_t i = 0; i < spread.tenant_count; i++) {
        if (spread.tenants[i].silo)
            check_silo(&spread, &spread.tenants[i], findings);
        else
            check_tenant(&spread, &spread.tenants[i], findings);
    }
    for (size_t i = 0; i < limit_count; i++) {
        const struct tnf_record record = record_of(&spread.arena, TNF_ENTITY_ENVIRONMENT, &limits[i].environment);
        for (int64_t number = 1; number < spread.numbers; number++)
            check_load(load_at(&spread, number, i), limits[i].rules, number, &record,
                       TNF_ENVIRONMENT_LOAD_BALANCER_RULES, findings);
    }
    tnf_arena_release(&spread.arena);
}

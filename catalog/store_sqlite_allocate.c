/* Allocation at the commit: reads what is taken, asks the pure part, stores what it says. */
#include "catalog/store_sqlite_commit.h"

#include "base/memory.h"
#include "catalog/defaults.h"
#include "catalog/entities/all.h"

static int store_range(struct tnf_catalog *catalog, const struct tnf_range *range, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, range->entity);
    char text[TNF_CIDR_TEXT_SIZE];
    tnf_cidr_format(range->cidr, text);
    for (size_t i = 0; i < tnf_entity_key_count(record.entity); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = range->names[i]};
    const int field = range->entity == TNF_ENTITY_ENVIRONMENT ? (int)TNF_ENVIRONMENT_CIDR : (int)TNF_PLACEMENT_CIDR;
    record.data[field] = (struct tnf_datum){.set = true, .string = tnf_sv(text)};
    return tnf_catalog_update(catalog, &record, /* whole= */ false, err);
}

static void report_full(const struct tnf_range *range, struct tnf_cidr network, unsigned prefix,
                        struct tnf_findings *findings) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, range->entity);
    char text[TNF_CIDR_TEXT_SIZE];
    tnf_cidr_format(network, text);
    for (size_t i = 0; i < tnf_entity_key_count(record.entity); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = range->names[i]};
    tnf_findings_add(findings, TNF_RULE_CIDR_FULL, &record, -1, -1, "no /%u is free in the platform's network %s",
                     prefix, text);
}

/* Rows [from, to) of waiting, which are of one entity, get networks of one size. */
static int allocate_size(struct tnf_catalog *catalog, struct tnf_ranges *taken, struct tnf_cidr network,
                         unsigned prefix, struct tnf_range *waiting, size_t count, struct tnf_findings *findings,
                         struct tnf_error *err) {
    if (count == 0) return 0;
    TNF_AUTO_FREE struct tnf_cidr *free_ones = tnf_xcalloc(count, sizeof *free_ones);
    tnf_ranges_sort(taken);
    const size_t found = tnf_ranges_allocate(taken, network, prefix, count, free_ones);
    for (size_t i = 0; i < found; i++) {
        waiting[i].cidr = free_ones[i];
        tnf_ranges_add(taken, &waiting[i]);
        TNF_TRY(store_range(catalog, &waiting[i], err));
    }
    for (size_t i = found; i < count; i++) report_full(&waiting[i], network, prefix, findings);
    return 0;
}

static int allocate_waiting(struct tnf_catalog *catalog, struct tnf_ranges *taken, struct tnf_ranges *waiting,
                            struct tnf_cidr network, struct tnf_findings *findings, struct tnf_error *err) {
    size_t environments = 0;
    while (environments < waiting->count && waiting->items[environments].entity == TNF_ENTITY_ENVIRONMENT)
        environments++;
    TNF_TRY(allocate_size(catalog, taken, network, TNF_DEFAULT_ENVIRONMENT_PREFIX, waiting->items, environments,
                          findings, err));
    if (environments == waiting->count) return 0;
    return allocate_size(catalog, taken, network, TNF_DEFAULT_SILO_PREFIX, waiting->items + environments,
                         waiting->count - environments, findings, err);
}

static int allocate_ranges(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record platform;
    bool found = false;
    TNF_TRY(tnf_store_read_platform(catalog, &arena, &platform, &found, err));
    if (!found) return 0; /* a rule says so */
    struct tnf_strview network = tnf_record_string(&platform, TNF_PLATFORM_NETWORK);
    if (network.len == 0) network = TNF_SV(TNF_DEFAULT_NETWORK);
    struct tnf_cidr cidr;
    if (!tnf_cidr_parse(network, &cidr))
        return tnf_error_set(err, TNF_E_INVALID, "platform network: %.*s is not a range", TNF_SV_ARG(network));
    TNF_AUTO(tnf_ranges_release) struct tnf_ranges taken = {0};
    TNF_AUTO(tnf_ranges_release) struct tnf_ranges waiting = {0};
    TNF_TRY(tnf_store_read_ranges(catalog, &arena, &taken, &waiting, err));
    return allocate_waiting(catalog, &taken, &waiting, cidr, findings, err);
}

static int store_priority(struct tnf_catalog *catalog, const struct tnf_listener_route *route,
                          struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, TNF_ENTITY_ROUTE);
    for (size_t i = 0; i < TNF_ARRAY_LEN(route->names); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = route->names[i]};
    if (route->priority == 0) {
        tnf_findings_add(findings, TNF_RULE_ROUTES_FULL, &record, TNF_ROUTE_PRIORITY, -1, "priority: all %d are taken",
                         TNF_PRIORITY_MAX);
        return 0;
    }
    record.data[TNF_ROUTE_PRIORITY] = (struct tnf_datum){.set = true, .integer = route->priority};
    return tnf_catalog_update(catalog, &record, /* whole= */ false, err);
}

static bool has_room_behind(const struct tnf_listener *listener) {
    int64_t highest = 0;
    int64_t waiting = 0;
    for (size_t i = 0; i < listener->route_count; i++) {
        if (listener->routes[i].priority > highest) highest = listener->routes[i].priority;
        waiting += listener->routes[i].priority == 0;
    }
    return highest + waiting <= TNF_PRIORITY_MAX;
}

static int store_priorities(struct tnf_catalog *catalog, struct tnf_listener *listener, struct tnf_findings *findings,
                            struct tnf_error *err) {
    TNF_AUTO_FREE bool *waiting = tnf_xcalloc(listener->route_count + 1, sizeof *waiting);
    for (size_t i = 0; i < listener->route_count; i++) waiting[i] = listener->routes[i].priority == 0;
    (void)tnf_listener_allocate(listener);
    for (size_t i = 0; i < listener->route_count; i++)
        if (waiting[i]) TNF_TRY(store_priority(catalog, &listener->routes[i], findings, err));
    return 0;
}

/* Only where the numbers behind the highest run out do all routes have to say which are free. */
static int allocate_priorities(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    TNF_TRY(tnf_store_read_listener(catalog, TNF_STORE_ROUTES_WAITING, &listener, err));
    if (has_room_behind(&listener)) return store_priorities(catalog, &listener, findings, err);
    TNF_AUTO(tnf_listener_release) struct tnf_listener all = {0};
    TNF_TRY(tnf_store_read_listener(catalog, TNF_STORE_ROUTES_ALL, &all, err));
    return store_priorities(catalog, &all, findings, err);
}

static int store_balancer(struct tnf_catalog *catalog, const struct tnf_listener_route *route, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, TNF_ENTITY_ROUTE);
    for (size_t i = 0; i < TNF_ARRAY_LEN(route->names); i++)
        record.data[i] = (struct tnf_datum){.set = true, .string = route->names[i]};
    record.data[TNF_ROUTE_LOAD_BALANCER] = (struct tnf_datum){.set = true, .integer = route->balancer};
    return tnf_catalog_update(catalog, &record, /* whole= */ false, err);
}

/* Which routes are needed to give those without a load balancer theirs: around them, as their tenants have one, or all,
 * as a tenant comes new. *ret_wanted is false when no route lacks one. */
static int wants_balancer(struct tnf_catalog *catalog, bool *ret_wanted, enum tnf_store_routes *ret_routes,
                          struct tnf_error *err) {
    static const char sql[] =
        "SELECT max(NOT EXISTS (SELECT 1 FROM route AS o WHERE o.tenant = r.tenant AND o.load_balancer IS NOT NULL))"
        " FROM route AS r JOIN tenant AS t ON t.name = r.tenant WHERE r.load_balancer IS NULL AND t.isolation <> "
        "'silo'";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    const int row = tnf_store_step(catalog, statement, err);
    if (row < 0) return row;
    *ret_wanted = sqlite3_column_type(statement, 0) != SQLITE_NULL;
    *ret_routes =
        sqlite3_column_int(statement, 0) == 0 && !catalog->renamed ? TNF_STORE_ROUTES_AROUND : TNF_STORE_ROUTES_ALL;
    return 0;
}

static int store_balancers(struct tnf_catalog *catalog, struct tnf_listener *listener, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_spread_limit *limits;
    size_t limit_count;
    TNF_TRY(tnf_store_read_limits(catalog, &arena, &limits, &limit_count, err));
    TNF_AUTO_FREE bool *waiting = tnf_xcalloc(listener->route_count + 1, sizeof *waiting);
    for (size_t i = 0; i < listener->route_count; i++)
        waiting[i] = listener->routes[i].balancer == 0 && !listener->routes[i].silo;
    tnf_spread_allocate(listener, limits, limit_count);
    for (size_t i = 0; i < listener->route_count; i++)
        if (waiting[i]) TNF_TRY(store_balancer(catalog, &listener->routes[i], err));
    return 0;
}

static int allocate_balancers(struct tnf_catalog *catalog, struct tnf_error *err) {
    bool wanted = false;
    enum tnf_store_routes routes = TNF_STORE_ROUTES_ALL;
    TNF_TRY(wants_balancer(catalog, &wanted, &routes, err));
    if (!wanted) return 0;
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    TNF_TRY(tnf_store_read_listener(catalog, routes, &listener, err));
    return store_balancers(catalog, &listener, err);
}

/* Tenants of this transaction that have the name that a renamed one still has in AWS. Starts from the renamed ones, of
 * which there are few: a CROSS JOIN is not turned round. */
static const char names_waiting_sql[] =
    "SELECT o.name FROM tenant AS t CROSS JOIN tenant AS o ON o.name = t.physical_name AND o.physical_name IS NULL"
    " WHERE t.physical_name IS NOT NULL AND t.name <> o.name AND EXISTS (SELECT 1 FROM change WHERE id >= ?1"
    " AND action = 'insert' AND entity = 'tenant' AND key = o.name) ORDER BY 1";
static const char name_taken_sql[] = "SELECT 1 FROM tenant WHERE physical_name = ?1 UNION ALL"
                                     " SELECT 1 FROM tenant WHERE name = ?1 AND physical_name IS NULL LIMIT 1";

static int is_taken(struct tnf_catalog *catalog, struct tnf_strview name, bool *ret, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, name_taken_sql, &statement, err));
    tnf_store_bind_text(statement, 1, name);
    const int row = tnf_store_step(catalog, statement, err);
    *ret = row > 0;
    return row < 0 ? row : 0;
}

/* acme-2, acme-3, …: the first that is free; a name too long for that is the rules' to refuse. */
static int allocate_name(struct tnf_catalog *catalog, struct tnf_strview name, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_record record = tnf_record_new(&arena, TNF_ENTITY_TENANT);
    struct tnf_datum *physical = &record.data[TNF_TENANT_PHYSICAL_NAME];
    record.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = name};
    bool taken = true;
    for (unsigned n = 2; taken; n++) {
        *physical = (struct tnf_datum){.set = true, .string = tnf_arena_printf(&arena, "%.*s-%u", TNF_SV_ARG(name), n)};
        TNF_TRY(is_taken(catalog, physical->string, &taken, err));
    }
    const int64_t longest = record.entity->fields[TNF_TENANT_PHYSICAL_NAME].max;
    return (int64_t)physical->string.len > longest ? 0 : tnf_catalog_update(catalog, &record, /* whole= */ false, err);
}

static int allocate_names(struct tnf_catalog *catalog, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    struct tnf_strview *names = NULL;
    size_t count = 0;
    size_t capacity = 0;
    TNF_TRY(tnf_store_prepare(catalog, names_waiting_sql, &statement, err));
    (void)sqlite3_bind_int64(statement, 1, catalog->first_change);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        names = tnf_arena_grow(&arena, names, count, &capacity, sizeof *names);
        names[count++] = tnf_arena_sv(&arena, tnf_store_column(statement, 0));
    }
    for (size_t i = 0; i < count && row == 0; i++) row = allocate_name(catalog, names[i], err);
    return row;
}

int tnf_store_allocate(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    const unsigned ranged = TNF_STORE_BIT(TNF_ENTITY_PLATFORM) | TNF_STORE_BIT(TNF_ENTITY_ENVIRONMENT) |
                            TNF_STORE_BIT(TNF_ENTITY_TENANT) | TNF_STORE_BIT(TNF_ENTITY_PLACEMENT);
    if (catalog->tenants) TNF_TRY(allocate_names(catalog, err));
    if (catalog->tenants) TNF_TRY(tnf_store_allocate_cells(catalog, findings, err));
    if (tnf_store_touched(catalog, ranged)) TNF_TRY(allocate_ranges(catalog, findings, err));
    if (tnf_store_touched(catalog, TNF_STORE_BIT(TNF_ENTITY_ROUTE)))
        TNF_TRY(allocate_priorities(catalog, findings, err));
    const unsigned routed =
        TNF_STORE_BIT(TNF_ENTITY_ROUTE) | TNF_STORE_BIT(TNF_ENTITY_TENANT) | TNF_STORE_BIT(TNF_ENTITY_PLACEMENT);
    if (tnf_store_touched(catalog, routed)) TNF_TRY(allocate_balancers(catalog, err));
    return 0;
}

/* What has a place that no two may share, read for the rules across tenants: ranges, listener priorities. */
#include "catalog/store_sqlite_commit.h"

#include "base/memory.h"
#include "catalog/entities/all.h"

int tnf_store_read_platform(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_record *ret,
                            bool *ret_found, struct tnf_error *err) {
    sqlite3_stmt *statement = NULL;
    const struct tnf_entity *entity = tnf_entity(TNF_ENTITY_PLATFORM);
    TNF_TRY(tnf_store_statement(catalog, entity, TNF_STORE_SCAN, &statement, err));
    const int row = tnf_store_step(catalog, statement, err);
    *ret_found = row > 0;
    if (row <= 0) return row;
    const int code = tnf_store_read_row(catalog, statement, entity, arena, ret, err);
    (void)sqlite3_reset(statement);
    return code;
}

/* Environments first: the larger blocks go to the front of the network. */
static const char ranges_sql[] =
    "SELECT 0, name, NULL, cidr FROM (SELECT name, cidr FROM environment ORDER BY name)"
    " UNION ALL SELECT 1, tenant, environment, cidr FROM (SELECT p.tenant, p.environment, p.cidr FROM placement AS p"
    " JOIN tenant AS t ON t.name = p.tenant WHERE p.cidr IS NOT NULL OR t.isolation = 'silo'"
    " ORDER BY p.tenant, p.environment)";

static struct tnf_range read_range(sqlite3_stmt *statement, struct tnf_arena *arena) {
    const bool placement = sqlite3_column_int(statement, 0) != 0;
    struct tnf_range range = {.entity = placement ? TNF_ENTITY_PLACEMENT : TNF_ENTITY_ENVIRONMENT};
    range.names[0] = tnf_arena_sv(arena, tnf_store_column(statement, 1));
    if (placement) range.names[1] = tnf_arena_sv(arena, tnf_store_column(statement, 2));
    return range;
}

int tnf_store_read_ranges(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_ranges *ret_ranges,
                          struct tnf_ranges *ret_waiting, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, ranges_sql, &statement, err));
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        struct tnf_range range = read_range(statement, arena);
        if (sqlite3_column_type(statement, 3) == SQLITE_NULL) {
            if (ret_waiting != NULL) tnf_ranges_add(ret_waiting, &range);
            continue;
        }
        if (tnf_cidr_parse(tnf_store_column(statement, 3), &range.cidr)) tnf_ranges_add(ret_ranges, &range);
    }
    return row;
}

/* One line for each route in each environment of its tenant; a route of a tenant without one has a single line. */
#define ROUTES_SQL                                                                                                     \
    "SELECT r.tenant, r.service, r.name, r.priority, r.host, r.subdomain, r.path, lower(r.headers),"                   \
    " (SELECT count(*) FROM json_each(r.headers)), p.environment, t.isolation = 'silo', r.load_balancer,"              \
    " CASE WHEN t.isolation = 'silo' THEN coalesce(p.domain, e.domain) ELSE e.domain END"                              \
    " FROM route AS r LEFT JOIN tenant AS t ON t.name = r.tenant LEFT JOIN placement AS p ON p.tenant = r.tenant"      \
    " LEFT JOIN environment AS e ON e.name = p.environment"
#define ROUTES_ORDER_SQL " ORDER BY r.tenant, r.service, r.name, p.environment"
static const char *const routes_sql[] = {
    [TNF_STORE_ROUTES_ALL] = ROUTES_SQL ROUTES_ORDER_SQL,
    [TNF_STORE_ROUTES_WAITING] =
        ROUTES_SQL " WHERE r.priority IS NULL OR r.priority = (SELECT max(priority) FROM route)" ROUTES_ORDER_SQL,
    /* A subdomain and a host may be the same name: which, only the domain of each environment tells. */
    [TNF_STORE_ROUTES_NEAR] =
        "WITH touched AS MATERIALIZED (SELECT x.host, x.subdomain, x.path, lower(x.headers) AS headers, x.priority"
        " FROM change AS c JOIN route AS x ON x.tenant = json_extract(c.after, '$.tenant')"
        " AND x.service = json_extract(c.after, '$.service') AND x.name = json_extract(c.after, '$.name')"
        " WHERE c.id >= ?1 AND c.entity = 'route') " ROUTES_SQL
        " WHERE (r.tenant, r.service, r.name) IN (SELECT n.tenant, n.service, n.name FROM touched AS x"
        " CROSS JOIN route AS n WHERE n.priority = x.priority OR n.path IS x.path AND lower(n.headers) IS x.headers"
        " AND (n.host IS x.host AND n.subdomain IS x.subdomain OR n.host IS NOT NULL AND x.subdomain IS NOT NULL"
        " OR n.subdomain IS NOT NULL AND x.host IS NOT NULL))" ROUTES_ORDER_SQL,
    [TNF_STORE_ROUTES_AROUND] =
        "WITH touched AS MATERIALIZED (SELECT DISTINCT x.host, x.subdomain, x.load_balancer, x.tenant"
        " FROM change AS c JOIN route AS x ON x.tenant = json_extract(c.after, '$.tenant')"
        " WHERE c.id >= ?1 AND c.entity = 'route') " ROUTES_SQL " WHERE r.tenant IN (SELECT tenant FROM touched"
        " UNION SELECT tenant FROM route WHERE load_balancer IN (SELECT load_balancer FROM touched)"
        " UNION SELECT tenant FROM route WHERE host IN (SELECT host FROM touched)"
        " UNION SELECT tenant FROM route WHERE subdomain IN (SELECT subdomain FROM touched))" ROUTES_ORDER_SQL,
};
enum {
    R_PRIORITY = 3,
    R_HOST,
    R_SUBDOMAIN,
    R_PATH,
    R_HEADERS,
    R_HEADER_COUNT,
    R_ENVIRONMENT,
    R_SILO,
    R_BALANCER,
    R_DOMAIN
};

static bool is_newest(const struct tnf_listener *listener, sqlite3_stmt *statement) {
    if (listener->route_count == 0) return false;
    const struct tnf_listener_route *newest = &listener->routes[listener->route_count - 1];
    for (size_t i = 0; i < TNF_ARRAY_LEN(newest->names); i++)
        if (!tnf_sv_eq(newest->names[i], tnf_store_column(statement, (int)i))) return false;
    return true;
}

static void add_route(struct tnf_listener *listener, sqlite3_stmt *statement) {
    struct tnf_listener_route route = {.priority = sqlite3_column_int64(statement, R_PRIORITY),
                                       .balancer = sqlite3_column_int64(statement, R_BALANCER),
                                       .silo = sqlite3_column_int(statement, R_SILO) != 0};
    for (size_t i = 0; i < TNF_ARRAY_LEN(route.names); i++) route.names[i] = tnf_store_column(statement, (int)i);
    const bool host = sqlite3_column_type(statement, R_HOST) != SQLITE_NULL ||
                      sqlite3_column_type(statement, R_SUBDOMAIN) != SQLITE_NULL;
    route.specificity = tnf_listener_specificity(host, tnf_store_column(statement, R_PATH),
                                                 (size_t)sqlite3_column_int64(statement, R_HEADER_COUNT));
    tnf_listener_add_route(listener, &route);
}

static void add_condition(struct tnf_listener *listener, sqlite3_stmt *statement) {
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf host = TNF_STRBUF_INIT;
    tnf_strbuf_add_sv(&host, tnf_store_column(statement, R_HOST));
    if (sqlite3_column_type(statement, R_SUBDOMAIN) != SQLITE_NULL) {
        tnf_strbuf_add_sv(&host, tnf_store_column(statement, R_SUBDOMAIN));
        tnf_strbuf_add_c(&host, '.');
        tnf_strbuf_add_sv(&host, tnf_store_column(statement, R_DOMAIN));
    }
    tnf_listener_add_condition(listener, tnf_store_column(statement, R_ENVIRONMENT), tnf_strbuf_view(&host),
                               tnf_store_column(statement, R_PATH), tnf_store_column(statement, R_HEADERS));
}

int tnf_store_read_listener(struct tnf_catalog *catalog, enum tnf_store_routes which, struct tnf_listener *ret,
                            struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, routes_sql[which], &statement, err));
    if (which == TNF_STORE_ROUTES_NEAR || which == TNF_STORE_ROUTES_AROUND)
        (void)sqlite3_bind_int64(statement, 1, catalog->first_change);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        if (!is_newest(ret, statement)) add_route(ret, statement);
        if (sqlite3_column_type(statement, R_ENVIRONMENT) != SQLITE_NULL) add_condition(ret, statement);
    }
    return row;
}

int tnf_store_read_limits(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_spread_limit **ret,
                          size_t *ret_count, struct tnf_error *err) {
    static const char sql[] = "SELECT name, load_balancer_rules FROM environment ORDER BY name";
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, sql, &statement, err));
    struct tnf_spread_limit *limits = NULL;
    size_t capacity = 0;
    *ret_count = 0;
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        limits = tnf_arena_grow(arena, limits, *ret_count, &capacity, sizeof *limits);
        const bool set = sqlite3_column_type(statement, 1) != SQLITE_NULL;
        limits[(*ret_count)++] =
            (struct tnf_spread_limit){.environment = tnf_arena_sv(arena, tnf_store_column(statement, 0)),
                                      .rules = set ? sqlite3_column_int64(statement, 1) : TNF_SPREAD_RULES};
    }
    *ret = limits;
    return row;
}

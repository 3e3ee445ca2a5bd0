/* A tenant with its routes, services and data. */
#include "generator/report/graph/builder.h"

#include "base/memory.h"

#include <inttypes.h>

/* Where things of a tenant are. */
struct site {
    struct tnf_graph_builder *builder;
    const struct tnf_stack_model *model;
    struct tnf_strview own;     /* prefix of its boxes: "staging/tenant-2" */
    struct tnf_strview network; /* prefix of its foundation: its own, or the environment's */
    size_t group;
    bool crowded; /* with many services: what they have to do with others is drawn once, from all of them */
};

enum { SERVICES_MAX = 30 }; /* that have lines of their own */

/* Where a service's lines to what is not a service begin. */
static size_t begin_of(const struct site *site, size_t service) {
    return site->crowded ? site->group : service;
}

static struct tnf_strview id_of(const struct site *site, const char *kind, struct tnf_strview name) {
    return tnf_arena_printf(site->builder->arena, "%.*s/%s/%.*s", TNF_SV_ARG(site->own), kind, TNF_SV_ARG(name));
}

static size_t find(const struct site *site, const char *kind, struct tnf_strview name) {
    return tnf_graph_find(site->builder->graph, id_of(site, kind, name));
}

static size_t put(const struct site *site, size_t parent, enum tnf_graph_kind kind, struct tnf_strview id,
                  struct tnf_strview label) {
    return tnf_graph_place(site->builder, site->model, parent, kind, id, label);
}

static void add_all_texts(const struct site *site, size_t box, struct tnf_value list) {
    if (list.kind != TNF_VALUE_LIST) return;
    for (size_t i = 0; i < tnf_list_count(list); i++)
        tnf_graph_detail(site->builder->graph, box, "%.*s", TNF_SV_ARG(tnf_list_at(list, i).text));
}

static struct tnf_strview first_host(struct tnf_value route) {
    const struct tnf_value hosts = tnf_graph_value(route, "hosts");
    return hosts.kind == TNF_VALUE_LIST && tnf_list_count(hosts) > 0 ? tnf_list_at(hosts, 0).text : TNF_SV("any host");
}

static size_t balancer_of(const struct site *site) {
    const struct tnf_strview named = tnf_graph_text(site->model->value, "balancer");
    const struct tnf_strview name = named.len == 0 ? TNF_SV("load_balancer") : named;
    return tnf_graph_find(site->builder->graph, tnf_arena_printf(site->builder->arena, "%.*s/%.*s",
                                                                 TNF_SV_ARG(site->network), TNF_SV_ARG(name)));
}

static void describe_route(const struct site *site, size_t box, struct tnf_value route) {
    const struct tnf_value headers = tnf_graph_value(route, "headers");
    add_all_texts(site, box, tnf_graph_value(route, "paths"));
    for (size_t i = 0; i < tnf_graph_count(route, "headers"); i++)
        tnf_graph_detail(site->builder->graph, box, "%.*s: %.*s", TNF_SV_ARG(tnf_object_key_at(headers, i)),
                         TNF_SV_ARG(tnf_object_at(headers, i).text));
}

static void add_route(const struct site *site, size_t service, struct tnf_strview service_name, struct tnf_strview name,
                      struct tnf_value route) {
    struct tnf_graph *graph = site->builder->graph;
    if (site->crowded) {
        tnf_graph_detail(graph, service, "%.*s", TNF_SV_ARG(first_host(route)));
        describe_route(site, service, route);
        tnf_graph_connect(graph, balancer_of(site), site->group, TNF_GRAPH_ROUTES, TNF_SV(""));
        return;
    }
    const struct tnf_strview full =
        tnf_arena_printf(site->builder->arena, "%.*s/%.*s", TNF_SV_ARG(service_name), TNF_SV_ARG(name));
    const size_t box = put(site, site->group, TNF_GRAPH_ROUTE, id_of(site, "route", full), first_host(route));
    describe_route(site, box, route);
    tnf_graph_detail(graph, box, "priority %" PRId64, tnf_graph_int(route, "priority"));
    tnf_graph_connect(graph, balancer_of(site), box, TNF_GRAPH_ROUTES, TNF_SV(""));
    tnf_graph_connect(graph, box, service, TNF_GRAPH_ROUTES, TNF_SV(""));
}

static void describe_place(const struct site *site, size_t box, struct tnf_value service) {
    struct tnf_graph *graph = site->builder->graph;
    const struct tnf_value pool = tnf_graph_value(service, "pool");
    const int64_t gpus = tnf_graph_int(service, "gpus");
    const char *arm = tnf_sv_eq_c(tnf_graph_text(service, "architecture"), "arm64") ? " · arm64" : "";
    const int64_t own = tnf_graph_int(service, "spot_percent");
    const int64_t spot = own > 0 ? own : tnf_graph_int(site->model->value, "spot_percent");
    if (gpus > 0)
        tnf_graph_detail(graph, box, "EC2 · %" PRId64 " GPU%s%s", gpus, gpus == 1 ? "" : "s", arm);
    else if (pool.kind == TNF_VALUE_OBJECT)
        tnf_graph_detail(graph, box, "EC2%s", arm);
    else if (spot == 0)
        tnf_graph_detail(graph, box, "Fargate%s", arm);
    else
        tnf_graph_detail(graph, box, "Fargate, %" PRId64 " %% Spot%s", spot, arm);
    if (pool.kind != TNF_VALUE_OBJECT) return;
    const struct tnf_strview provider =
        tnf_arena_printf(site->builder->arena, "capacity/%.*s", TNF_SV_ARG(tnf_graph_text(pool, "capacity_provider")));
    tnf_graph_connect(graph, begin_of(site, box), tnf_graph_find(graph, provider), TNF_GRAPH_RUNS_ON, TNF_SV(""));
}

static void add_service(const struct site *site, struct tnf_strview name, struct tnf_value service) {
    struct tnf_graph *graph = site->builder->graph;
    const bool once = tnf_graph_value(service, "continuous").kind == TNF_VALUE_BOOL;
    const int64_t port = tnf_graph_int(service, "port");
    const struct tnf_graph_box box = {
        .kind = once ? TNF_GRAPH_TASK : TNF_GRAPH_SERVICE,
        .parent = site->group,
        .id = id_of(site, "service", name),
        .label = name,
        .environment = site->model->environment,
        .tenant = site->model->tenant,
        .service = name,
        .cents = TNF_GRAPH_COST_UNKNOWN,
    };
    const size_t index = tnf_graph_add(graph, &box);
    const struct tnf_strview size =
        tnf_graph_size_of(site->builder->arena, service, tnf_graph_bool(site->model->value, "suspended"));
    tnf_graph_detail(graph, index, "%.*s", TNF_SV_ARG(size));
    describe_place(site, index, service);
    if (port > 0) tnf_graph_detail(graph, index, "port %" PRId64, port);
    const struct tnf_value routes = tnf_graph_value(service, "routes");
    for (size_t i = 0; i < tnf_graph_count(service, "routes"); i++)
        add_route(site, index, name, tnf_object_key_at(routes, i), tnf_object_at(routes, i));
}

static void add_schedules(const struct site *site) {
    const struct tnf_value services = tnf_graph_value(site->model->value, "schedules");
    for (size_t i = 0; i < tnf_graph_count(site->model->value, "schedules"); i++) {
        const struct tnf_value schedules = tnf_object_at(services, i);
        const struct tnf_strview service = tnf_object_key_at(services, i);
        for (size_t j = 0; j < tnf_object_count(schedules); j++) {
            const struct tnf_value schedule = tnf_object_at(schedules, j);
            const struct tnf_strview name = tnf_object_key_at(schedules, j);
            const struct tnf_strview full =
                tnf_arena_printf(site->builder->arena, "%.*s/%.*s", TNF_SV_ARG(service), TNF_SV_ARG(name));
            const size_t box = put(site, site->group, TNF_GRAPH_SCHEDULE, id_of(site, "schedule", full), name);
            tnf_graph_detail(site->builder->graph, box, "%.*s", TNF_SV_ARG(tnf_graph_text(schedule, "expression")));
            tnf_graph_detail(site->builder->graph, box, "%.*s%s", TNF_SV_ARG(tnf_graph_text(schedule, "timezone")),
                             tnf_graph_bool(schedule, "enabled") ? "" : " · switched off");
            tnf_graph_connect(site->builder->graph, box, find(site, "service", service), TNF_GRAPH_STARTS, TNF_SV(""));
        }
    }
}

typedef void (*describe_fn)(struct tnf_graph *graph, size_t box, struct tnf_value value);

/* Databases or caches of the tenant alone, in the subnets of its network. */
static void add_data(const struct site *site, const char *key, const char *kind, enum tnf_graph_kind box_kind,
                     const char *label, describe_fn describe) {
    const struct tnf_value map = tnf_graph_value(site->model->value, key);
    for (size_t i = 0; i < tnf_graph_count(site->model->value, key); i++) {
        const size_t subnets = tnf_graph_at(site->builder, site->network, "database");
        const struct tnf_strview name = tnf_object_key_at(map, i);
        const size_t box = put(site, subnets, box_kind, id_of(site, kind, name),
                               tnf_arena_printf(site->builder->arena, "%s %.*s", label, TNF_SV_ARG(name)));
        describe(site->builder->graph, box, tnf_object_at(map, i));
        tnf_graph_detail(site->builder->graph, box, "of %.*s alone", TNF_SV_ARG(site->model->tenant));
    }
}

static void add_files(const struct site *site) {
    const struct tnf_value volumes = tnf_graph_value(site->model->value, "volumes");
    const size_t count = tnf_graph_count(site->model->value, "volumes");
    if (count == 0) return;
    const size_t app = tnf_graph_at(site->builder, site->network, "app");
    const size_t box =
        put(site, app, TNF_GRAPH_FILES, tnf_graph_id(site->builder, site->own, "files"), TNF_SV("EFS file system"));
    for (size_t i = 0; i < count; i++)
        tnf_graph_detail(site->builder->graph, box, "%.*s", TNF_SV_ARG(tnf_object_key_at(volumes, i)));
    tnf_graph_detail(site->builder->graph, box, "encrypted, an access point each");
}

/* The end of a connection: "database/main", "service/api", "file system". */
static size_t end_of(const struct site *site, struct tnf_strview key) {
    const bool pool = tnf_graph_bool(site->model->value, "pool");
    if (tnf_sv_eq_c(key, "file system")) return tnf_graph_at(site->builder, site->own, "files");
    if (pool && tnf_sv_starts_with(key, TNF_SV("database/")))
        return tnf_graph_at(site->builder, site->network, "shared_database");
    if (pool && tnf_sv_starts_with(key, TNF_SV("cache/")))
        return tnf_graph_at(site->builder, site->network, "shared_cache");
    return tnf_graph_find(site->builder->graph,
                          tnf_arena_printf(site->builder->arena, "%.*s/%.*s", TNF_SV_ARG(site->own), TNF_SV_ARG(key)));
}

static void add_connections(const struct site *site) {
    const struct tnf_value connections = tnf_graph_value(site->model->value, "connections");
    for (size_t i = 0; i < tnf_graph_count(site->model->value, "connections"); i++) {
        const struct tnf_value connection = tnf_object_at(connections, i);
        const struct tnf_strview to = tnf_graph_text(connection, "to");
        enum tnf_graph_line line = TNF_GRAPH_DATA;
        if (tnf_sv_starts_with(to, TNF_SV("service/"))) line = TNF_GRAPH_CALLS;
        if (tnf_sv_eq_c(to, "file system")) line = TNF_GRAPH_MOUNTS;
        const size_t from = end_of(site, tnf_graph_text(connection, "from"));
        tnf_graph_connect(site->builder->graph, line == TNF_GRAPH_CALLS ? from : begin_of(site, from), end_of(site, to),
                          line, tnf_arena_printf(site->builder->arena, "%" PRId64, tnf_graph_int(connection, "port")));
    }
}

static void add_secrets(const struct site *site) {
    const struct tnf_value secrets = tnf_graph_value(site->model->value, "secrets");
    const size_t count = tnf_graph_count(site->model->value, "secrets");
    if (count == 0) return;
    const size_t region = tnf_graph_region(site->builder, site->model);
    const size_t box = put(site, region, TNF_GRAPH_SECRETS, tnf_graph_id(site->builder, site->own, "secrets"),
                           TNF_SV("Secrets Manager"));
    for (size_t i = 0; i < count; i++)
        tnf_graph_detail(site->builder->graph, box, "%.*s", TNF_SV_ARG(tnf_object_key_at(secrets, i)));
    const struct tnf_value services = tnf_graph_value(site->model->value, "services");
    for (size_t i = 0; i < tnf_graph_count(site->model->value, "services"); i++)
        if (tnf_graph_count(tnf_object_at(services, i), "secrets") > 0)
            tnf_graph_connect(site->builder->graph,
                              begin_of(site, find(site, "service", tnf_object_key_at(services, i))), box,
                              TNF_GRAPH_READS, TNF_SV(""));
}

static const char *isolation_text(struct tnf_value tenant) {
    if (tnf_graph_bool(tenant, "pool")) return "pool: database and role of its own on shared instances";
    if (tnf_graph_bool(tenant, "bridge")) return "bridge: own database and cache, shared network and cluster";
    return "silo: a network, a cluster and data of its own";
}

void tnf_graph_tenant(struct tnf_graph_builder *builder, const struct tnf_stack_model *model) {
    struct site site = {.builder = builder, .model = model, .network = model->environment};
    site.own = tnf_arena_printf(builder->arena, "%.*s/%.*s", TNF_SV_ARG(model->environment), TNF_SV_ARG(model->tenant));
    if (tnf_graph_bool(model->value, "silo")) {
        site.network = site.own;
        tnf_graph_foundation(builder, model, site.own, true);
    }
    site.group = put(&site, tnf_graph_at(builder, site.network, "cluster"), TNF_GRAPH_TENANT,
                     tnf_graph_id(builder, site.own, "tenant"),
                     tnf_arena_printf(builder->arena, "Tenant %.*s", TNF_SV_ARG(model->tenant)));
    tnf_graph_detail(builder->graph, site.group, "%s", isolation_text(model->value));
    site.crowded = tnf_graph_count(model->value, "services") > SERVICES_MAX;
    const struct tnf_value services = tnf_graph_value(model->value, "services");
    for (size_t i = 0; i < tnf_graph_count(model->value, "services"); i++)
        add_service(&site, tnf_object_key_at(services, i), tnf_object_at(services, i));
    add_schedules(&site);
    add_files(&site);
    if (!tnf_graph_bool(model->value, "pool")) {
        add_data(&site, "databases", "database", TNF_GRAPH_DATABASE, "RDS", tnf_graph_describe_database);
        add_data(&site, "caches", "cache", TNF_GRAPH_CACHE, "ElastiCache", tnf_graph_describe_cache);
    }
    add_connections(&site);
    add_secrets(&site);
}

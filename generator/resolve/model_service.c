/* Services as the ecs-service module takes them, and who may connect to whom. */
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/names.h"
#include "catalog/record.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

struct service_context {
    struct tnf_arena *arena;
    const struct tnf_datum *environment;
    const struct tnf_bundle *bundle;
    const struct tnf_record *service;
    const struct tnf_datum *row; /* its data */
};

static struct tnf_value scaling(const struct service_context *context) {
    const struct tnf_datum *row = context->row;
    const struct tnf_datum *own = context->bundle->placement.data;
    const struct tnf_datum *env = context->environment;
    struct tnf_value scaling = tnf_value_object(context->arena);
    const int64_t min = tnf_layer_int(
        TNF_DEFAULT_SCALING_MIN,
        TNF_LAYERS(&row[TNF_SERVICE_SCALING_MIN], &own[TNF_PLACEMENT_SCALING_MIN], &env[TNF_ENVIRONMENT_SCALING_MIN]));
    const int64_t max = tnf_layer_int(
        TNF_DEFAULT_SCALING_MAX,
        TNF_LAYERS(&row[TNF_SERVICE_SCALING_MAX], &own[TNF_PLACEMENT_SCALING_MAX], &env[TNF_ENVIRONMENT_SCALING_MAX]));
    tnf_object_set_int(context->arena, scaling, "min", min);
    tnf_object_set_int(context->arena, scaling, "max", max < min ? min : max);
    tnf_object_set_int(context->arena, scaling, "cpu",
                       tnf_layer_int(TNF_DEFAULT_SCALING_CPU,
                                     TNF_LAYERS(&row[TNF_SERVICE_SCALING_CPU], &own[TNF_PLACEMENT_SCALING_CPU],
                                                &env[TNF_ENVIRONMENT_SCALING_CPU])));
    if (row[TNF_SERVICE_SCALING_IN_COOLDOWN].set)
        tnf_object_set_int(context->arena, scaling, "in_cooldown", row[TNF_SERVICE_SCALING_IN_COOLDOWN].integer);
    if (row[TNF_SERVICE_SCALING_OUT_COOLDOWN].set)
        tnf_object_set_int(context->arena, scaling, "out_cooldown", row[TNF_SERVICE_SCALING_OUT_COOLDOWN].integer);
    return scaling;
}

static void set_int(const struct service_context *context, struct tnf_value object, const char *key, int field) {
    if (context->row[field].set) tnf_object_set_int(context->arena, object, key, context->row[field].integer);
}

static struct tnf_value health(const struct service_context *context) {
    struct tnf_value health = tnf_value_object(context->arena);
    tnf_object_set_string(
        context->arena, health, "path",
        tnf_layer_string(TNF_SV(TNF_DEFAULT_HEALTH_PATH), TNF_LAYERS(&context->row[TNF_SERVICE_HEALTH_PATH])));
    set_int(context, health, "interval", TNF_SERVICE_HEALTH_INTERVAL);
    set_int(context, health, "timeout", TNF_SERVICE_HEALTH_TIMEOUT);
    set_int(context, health, "retries", TNF_SERVICE_HEALTH_RETRIES);
    set_int(context, health, "grace", TNF_SERVICE_HEALTH_GRACE);
    return health;
}

struct tnf_strview tnf_model_route_host(struct tnf_arena *arena, const struct tnf_datum *environment,
                                        const struct tnf_bundle *bundle, const struct tnf_datum *route) {
    if (route[TNF_ROUTE_HOST].set) return route[TNF_ROUTE_HOST].string;
    if (!route[TNF_ROUTE_SUBDOMAIN].set) return (struct tnf_strview){0};
    const struct tnf_datum *domain = tnf_model_isolation(bundle) == TNF_ISOLATION_SILO
                                         ? &bundle->placement.data[TNF_PLACEMENT_DOMAIN]
                                         : &environment[TNF_ENVIRONMENT_DOMAIN];
    if (!domain->set) return (struct tnf_strview){0};
    return tnf_arena_printf(arena, "%.*s.%.*s", TNF_SV_ARG(route[TNF_ROUTE_SUBDOMAIN].string),
                            TNF_SV_ARG(domain->string));
}

static struct tnf_value route_value(const struct service_context *context, const struct tnf_datum *route) {
    struct tnf_value value = tnf_value_object(context->arena);
    const struct tnf_strview host = tnf_model_route_host(context->arena, context->environment, context->bundle, route);
    if (host.len > 0) {
        struct tnf_value hosts = tnf_value_list(context->arena);
        tnf_list_add(context->arena, hosts, tnf_value_string(host));
        tnf_object_set_value(context->arena, value, "hosts", hosts);
    }
    if (route[TNF_ROUTE_PATH].set) {
        struct tnf_value paths = tnf_value_list(context->arena);
        tnf_list_add(context->arena, paths, tnf_value_string(route[TNF_ROUTE_PATH].string));
        tnf_object_set_value(context->arena, value, "paths", paths);
    }
    if (route[TNF_ROUTE_HEADERS].set)
        tnf_object_set_value(context->arena, value, "headers",
                             tnf_model_map(context->arena, &route[TNF_ROUTE_HEADERS].map));
    tnf_object_set_int(context->arena, value, "priority", route[TNF_ROUTE_PRIORITY].integer);
    return value;
}

static void add_routes(const struct service_context *context, struct tnf_value service) {
    const struct tnf_strview name = context->row[TNF_SERVICE_NAME].string;
    struct tnf_value routes = tnf_value_object(context->arena);
    for (size_t i = 0; i < context->bundle->routes.count; i++) {
        const struct tnf_datum *route = context->bundle->routes.items[i].data;
        if (!tnf_sv_eq(route[TNF_ROUTE_SERVICE].string, name)) continue;
        tnf_object_set(context->arena, routes, route[TNF_ROUTE_NAME].string, route_value(context, route));
    }
    if (tnf_object_count(routes) > 0) tnf_object_set_value(context->arena, service, "routes", routes);
}

/* "s3:GetObject arn:…" → {actions = ["s3:GetObject"], resources = ["arn:…"]}. */
static void add_policy(const struct service_context *context, struct tnf_value service) {
    if (!context->row[TNF_SERVICE_POLICY].set) return;
    const struct tnf_strings *lines = &context->row[TNF_SERVICE_POLICY].list;
    struct tnf_value policy = tnf_value_list(context->arena);
    for (size_t i = 0; i < lines->count; i++) {
        struct tnf_strview rest = lines->items[i];
        const struct tnf_strview action = tnf_sv_next(&rest, ' ');
        struct tnf_value actions = tnf_value_list(context->arena);
        struct tnf_value resources = tnf_value_list(context->arena);
        tnf_list_add(context->arena, actions, tnf_value_string(action));
        tnf_list_add(context->arena, resources, tnf_value_string(tnf_sv_trim(rest)));
        struct tnf_value statement = tnf_value_object(context->arena);
        tnf_object_set_value(context->arena, statement, "actions", actions);
        tnf_object_set_value(context->arena, statement, "resources", resources);
        tnf_list_add(context->arena, policy, statement);
    }
    tnf_object_set_value(context->arena, service, "policy", policy);
}

static void add_options(const struct service_context *context, struct tnf_value service) {
    const struct tnf_datum *row = context->row;
    struct tnf_arena *arena = context->arena;
    if (row[TNF_SERVICE_ARCHITECTURE].set)
        tnf_object_set_string(arena, service, "architecture", row[TNF_SERVICE_ARCHITECTURE].string);
    if (row[TNF_SERVICE_COMMAND].set)
        tnf_object_set_value(arena, service, "command", tnf_model_list(arena, &row[TNF_SERVICE_COMMAND].list));
    set_int(context, service, "ephemeral_storage", TNF_SERVICE_EPHEMERAL_STORAGE);
    if (row[TNF_SERVICE_VARIABLES].set)
        tnf_object_set_value(arena, service, "variables", tnf_model_map(arena, &row[TNF_SERVICE_VARIABLES].map));
    if (tnf_sv_eq_c(tnf_layer_string(TNF_SV(""), TNF_LAYERS(&row[TNF_SERVICE_CAPACITY])), "fargate_spot"))
        tnf_object_set_int(arena, service, "spot_percent", 100);
    add_policy(context, service);
}

/* What the wiring, not the module, looks at: every service has these three keys, so that for expressions over all
 * services need no lookup. */
static void add_uses(const struct service_context *context, struct tnf_value service) {
    const struct tnf_datum *row = context->row;
    struct tnf_arena *arena = context->arena;
    const struct tnf_datum *database = &row[TNF_SERVICE_DATABASE];
    const struct tnf_datum *cache = &row[TNF_SERVICE_CACHE];
    tnf_object_set_value(arena, service, "database",
                         database->set ? tnf_value_string(database->string) : tnf_value_null());
    tnf_object_set_value(arena, service, "cache", cache->set ? tnf_value_string(cache->string) : tnf_value_null());
    tnf_object_set_value(arena, service, "secrets",
                         row[TNF_SERVICE_SECRETS].set ? tnf_model_list(arena, &row[TNF_SERVICE_SECRETS].list)
                                                      : tnf_value_list(arena));
}

static struct tnf_value service_value(const struct service_context *context) {
    const struct tnf_datum *row = context->row;
    struct tnf_arena *arena = context->arena;
    struct tnf_value service = tnf_value_object(arena);
    const bool continuous = !tnf_service_runs_once(context->service);
    const int64_t port = tnf_service_port(context->service);
    tnf_model_set_name(arena, service, context->service);
    tnf_object_set_string(arena, service, "image", row[TNF_SERVICE_IMAGE].string);
    tnf_object_set_int(arena, service, "cpu",
                       tnf_layer_int(TNF_DEFAULT_SERVICE_CPU, TNF_LAYERS(&row[TNF_SERVICE_CPU])));
    tnf_object_set_int(arena, service, "memory",
                       tnf_layer_int(TNF_DEFAULT_SERVICE_MEMORY, TNF_LAYERS(&row[TNF_SERVICE_MEMORY])));
    if (continuous && port != 0) {
        tnf_object_set_int(arena, service, "port", port);
        tnf_object_set_value(arena, service, "health", health(context));
    }
    if (continuous)
        tnf_object_set_value(arena, service, "scaling", scaling(context));
    else
        tnf_object_set_bool(arena, service, "continuous", false);
    add_options(context, service);
    add_uses(context, service);
    add_routes(context, service);
    return service;
}

struct tnf_value tnf_model_services(struct tnf_arena *arena, const struct tnf_record *environment,
                                    const struct tnf_bundle *bundle) {
    struct tnf_value services = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->services.count; i++) {
        const struct tnf_record *service = &bundle->services.items[i];
        const struct service_context context = {arena, environment->data, bundle, service, service->data};
        tnf_object_set(arena, services, service->data[TNF_SERVICE_NAME].string, service_value(&context));
    }
    return services;
}

/* One end of a connection: what it is called in the rule, and its key among the security groups. */
struct endpoint {
    struct tnf_strview label;
    struct tnf_strview key;
};

/* Rules are known by names in AWS, so that a rename leaves them alone. */
static void connect(struct tnf_arena *arena, struct tnf_value connections, const struct tnf_record *from,
                    const struct endpoint *to, int64_t port) {
    struct tnf_value connection = tnf_value_object(arena);
    const struct tnf_strview name = tnf_physical_name(from);
    tnf_object_set_string(arena, connection, "from",
                          tnf_arena_printf(arena, "service/%.*s", TNF_SV_ARG(from->data[TNF_SERVICE_NAME].string)));
    tnf_object_set_string(arena, connection, "to", to->key);
    tnf_object_set_int(arena, connection, "port", port);
    tnf_object_set(arena, connections, tnf_arena_printf(arena, "%.*s to %.*s", TNF_SV_ARG(name), TNF_SV_ARG(to->label)),
                   connection);
}

/* row: NULL where there is none, as for a pool tenant's database. */
static struct endpoint endpoint(struct tnf_arena *arena, const char *kind, struct tnf_strview name,
                                const struct tnf_record *row) {
    const struct tnf_strview label = row == NULL ? name : tnf_physical_name(row);
    return (struct endpoint){.label = tnf_arena_printf(arena, "%s %.*s", kind, TNF_SV_ARG(label)),
                             .key = tnf_arena_printf(arena, "%s/%.*s", kind, TNF_SV_ARG(name))};
}

static bool has_volumes(const struct tnf_bundle *bundle, struct tnf_strview service) {
    for (size_t i = 0; i < bundle->volumes.count; i++)
        if (tnf_sv_eq(bundle->volumes.items[i].data[TNF_VOLUME_SERVICE].string, service)) return true;
    return false;
}

static const struct tnf_record *find(const struct tnf_records *rows, struct tnf_strview name) {
    for (size_t i = 0; i < rows->count; i++)
        if (tnf_sv_eq(tnf_record_name(&rows->items[i]), name)) return &rows->items[i];
    return NULL;
}

static void connect_service(struct tnf_arena *arena, struct tnf_value connections, const struct tnf_bundle *bundle,
                            const struct tnf_record *service) {
    const struct tnf_datum *row = service->data;
    if (row[TNF_SERVICE_DATABASE].set) {
        const struct tnf_strview name = row[TNF_SERVICE_DATABASE].string;
        const struct endpoint to = endpoint(arena, "database", name, find(&bundle->databases, name));
        connect(arena, connections, service, &to, 5432);
    }
    if (row[TNF_SERVICE_CACHE].set) {
        const struct tnf_strview name = row[TNF_SERVICE_CACHE].string;
        const struct endpoint to = endpoint(arena, "cache", name, find(&bundle->caches, name));
        connect(arena, connections, service, &to, 6379);
    }
    if (has_volumes(bundle, row[TNF_SERVICE_NAME].string)) {
        const struct endpoint to = {TNF_SV("file system"), TNF_SV("file system")};
        connect(arena, connections, service, &to, 2049);
    }
    const size_t calls = row[TNF_SERVICE_CALLS].set ? row[TNF_SERVICE_CALLS].list.count : 0;
    for (size_t i = 0; i < calls; i++) {
        const struct tnf_record *callee = find(&bundle->services, row[TNF_SERVICE_CALLS].list.items[i]);
        if (callee == NULL) continue;
        const struct endpoint to = endpoint(arena, "service", row[TNF_SERVICE_CALLS].list.items[i], callee);
        connect(arena, connections, service, &to, tnf_service_port(callee));
    }
}

struct tnf_value tnf_model_connections(struct tnf_arena *arena, const struct tnf_bundle *bundle) {
    struct tnf_value connections = tnf_value_object(arena);
    for (size_t i = 0; i < bundle->services.count; i++)
        connect_service(arena, connections, bundle, &bundle->services.items[i]);
    tnf_object_sort(connections);
    return connections;
}

/*
 * bench-catalog PATH TENANTS: makes a catalog for benchmarks through the catalog's own interface: bridge tenants
 * in staging and production, each with two services, a database and a cache in each environment, two secrets
 * and a route. Prints what it took to standard error.
 */
#include "base/memory.h"
#include "catalog/catalog.h"
#include "catalog/entities/all.h"

#include <inttypes.h>
#include <stdio.h>

static struct tnf_datum text(struct tnf_strview value) {
    return (struct tnf_datum){.set = true, .string = value};
}

static struct tnf_datum number(int64_t value) {
    return (struct tnf_datum){.set = true, .integer = value};
}

static struct tnf_record keyed(struct tnf_arena *arena, enum tnf_entity_id entity, const char *first,
                               const char *second, const char *third) {
    struct tnf_record record = tnf_record_new(arena, entity);
    const char *const keys[] = {first, second, third};
    for (size_t i = 0; i < TNF_ARRAY_LEN(keys) && keys[i] != NULL; i++) record.data[i] = text(tnf_sv(keys[i]));
    return record;
}

static int insert_platform(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_error *err) {
    struct tnf_record platform = keyed(arena, TNF_ENTITY_PLATFORM, "bench", NULL, NULL);
    platform.data[TNF_PLATFORM_REGION] = text(TNF_SV("us-east-1"));
    platform.data[TNF_PLATFORM_STATE_BUCKET] = text(TNF_SV("bench-terraform-state"));
    TNF_TRY(tnf_catalog_insert(catalog, &platform, err));
    static const char *const names[] = {"staging", "production"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(names); i++) {
        struct tnf_record environment = keyed(arena, TNF_ENTITY_ENVIRONMENT, names[i], NULL, NULL);
        environment.data[TNF_ENVIRONMENT_DOMAIN] = text(tnf_arena_printf(arena, "%s.example.com", names[i]));
        environment.data[TNF_ENVIRONMENT_ZONE_ID] = text(TNF_SV("Z0123456789ABCDEFGHIJ"));
        TNF_TRY(tnf_catalog_insert(catalog, &environment, err));
    }
    return 0;
}

static int insert_placement(struct tnf_catalog *catalog, struct tnf_arena *arena, const char *tenant,
                            const char *environment, struct tnf_error *err) {
    const struct tnf_record placement = keyed(arena, TNF_ENTITY_PLACEMENT, tenant, environment, NULL);
    const struct tnf_record database = keyed(arena, TNF_ENTITY_DATABASE, tenant, environment, "main");
    const struct tnf_record cache = keyed(arena, TNF_ENTITY_CACHE, tenant, environment, "main");
    TNF_TRY(tnf_catalog_insert(catalog, &placement, err));
    TNF_TRY(tnf_catalog_insert(catalog, &database, err));
    return tnf_catalog_insert(catalog, &cache, err);
}

static int insert_services(struct tnf_catalog *catalog, struct tnf_arena *arena, const char *tenant,
                           struct tnf_error *err) {
    static struct tnf_strview secrets[] = {{"api-key", 7}, {"signing-key", 11}};
    static struct tnf_pair variables[] = {{{"LOG_LEVEL", 9}, {"info", 4}}, {{"REGION", 6}, {"us-east-1", 9}}};
    for (size_t i = 0; i < TNF_ARRAY_LEN(secrets); i++) {
        const struct tnf_record secret = keyed(arena, TNF_ENTITY_SECRET, tenant, secrets[i].ptr, NULL);
        TNF_TRY(tnf_catalog_insert(catalog, &secret, err));
    }
    struct tnf_record web = keyed(arena, TNF_ENTITY_SERVICE, tenant, "web", NULL);
    web.data[TNF_SERVICE_KIND] = text(TNF_SV("web"));
    web.data[TNF_SERVICE_IMAGE] = text(TNF_SV("registry.example.com/bench/web:1.4.0"));
    web.data[TNF_SERVICE_CPU] = number(512);
    web.data[TNF_SERVICE_MEMORY] = number(1024);
    web.data[TNF_SERVICE_PORT] = number(8080);
    web.data[TNF_SERVICE_VARIABLES] = (struct tnf_datum){.set = true, .map = {variables, TNF_ARRAY_LEN(variables)}};
    web.data[TNF_SERVICE_SECRETS] = (struct tnf_datum){.set = true, .list = {secrets, TNF_ARRAY_LEN(secrets)}};
    web.data[TNF_SERVICE_DATABASE] = text(TNF_SV("main"));
    web.data[TNF_SERVICE_CACHE] = text(TNF_SV("main"));
    TNF_TRY(tnf_catalog_insert(catalog, &web, err));
    struct tnf_record worker = keyed(arena, TNF_ENTITY_SERVICE, tenant, "worker", NULL);
    worker.data[TNF_SERVICE_KIND] = text(TNF_SV("worker"));
    worker.data[TNF_SERVICE_IMAGE] = text(TNF_SV("registry.example.com/bench/worker:1.4.0"));
    worker.data[TNF_SERVICE_DATABASE] = text(TNF_SV("main"));
    return tnf_catalog_insert(catalog, &worker, err);
}

static int insert_tenant(struct tnf_catalog *catalog, struct tnf_arena *arena, unsigned long index,
                         struct tnf_error *err) {
    const char *name = tnf_arena_printf(arena, "tenant-%05lu", index).ptr;
    struct tnf_record tenant = keyed(arena, TNF_ENTITY_TENANT, name, NULL, NULL);
    tenant.data[TNF_TENANT_ISOLATION] = text(TNF_SV("bridge"));
    TNF_TRY(tnf_catalog_insert(catalog, &tenant, err));
    TNF_TRY(insert_placement(catalog, arena, name, "staging", err));
    TNF_TRY(insert_placement(catalog, arena, name, "production", err));
    TNF_TRY(insert_services(catalog, arena, name, err));
    struct tnf_record route = keyed(arena, TNF_ENTITY_ROUTE, name, "web", "site");
    route.data[TNF_ROUTE_SUBDOMAIN] = text(tnf_sv(name));
    return tnf_catalog_insert(catalog, &route, err);
}

static int fill(struct tnf_catalog *catalog, unsigned long tenants, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_change change = {.author = TNF_SV("bench"), .reason = TNF_SV("fill")};
    int64_t revision = 0;
    TNF_TRY(tnf_catalog_begin(catalog, &change, err));
    TNF_TRY(insert_platform(catalog, &arena, err));
    for (unsigned long i = 1; i <= tenants; i++) {
        tnf_arena_reset(&arena);
        TNF_TRY(insert_tenant(catalog, &arena, i, err));
    }
    return tnf_catalog_commit(catalog, &revision, NULL, err);
}

static double seconds(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int make(const char *path, unsigned long tenants, struct tnf_error *err) {
    struct tnf_catalog *catalog = NULL;
    TNF_TRY(tnf_catalog_open(path, TNF_OPEN_WRITE | TNF_OPEN_CREATE, &catalog, err));
    const double start = seconds();
    const int code = fill(catalog, tenants, err);
    if (code == 0) (void)fprintf(stderr, "%lu tenants in %.2f s\n", tenants, seconds() - start);
    tnf_catalog_close(catalog);
    return code;
}

int main(int argc, char **argv) {
    int64_t tenants = 0;
    if (argc != 3 || !tnf_sv_to_int(tnf_sv(argv[2]), 1, 99999, &tenants)) {
        (void)fprintf(stderr, "usage: bench-catalog PATH TENANTS (1 to 99999)\n");
        return 2;
    }
    struct tnf_error err = {0};
    if (make(argv[1], (unsigned long)tenants, &err) == 0) return 0;
    (void)fprintf(stderr, "bench-catalog: %s\n", err.message);
    return 1;
}

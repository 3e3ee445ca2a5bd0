/* The facts that a catalog has: rows are counted as they come by, in the order of their keys. */
#include "generator/report/advise/advise.h"

#include "base/memory.h"
#include "catalog/effective.h"
#include "catalog/instance_type.h"
#include "catalog/record.h"

#include <stdlib.h>

/* Rows that a fact is from: the first, and how many. */
struct sample {
    struct tnf_strview first;
    int64_t count;
};

struct counted {
    struct sample services;
    struct sample instances; /* services on instances without GPUs */
    struct sample gpus;
    struct sample scheduled;
    struct sample placements;
};

struct environment {
    struct tnf_strview name;
    int64_t services;
};

struct collecting {
    struct tnf_arena *arena;
    struct tnf_advise_facts *facts;
    struct counted *counted; /* of each tenant */
    size_t tenant_capacity;
    struct environment *environments;
    size_t environment_count, environment_capacity;
    struct counted whole;
    struct sample gpu_pools, instance_pools, runner_clusters;
};

static void sample_row(struct collecting *found, struct sample *sample, const struct tnf_record *record) {
    if (sample->count++ > 0) return;
    sample->first = tnf_arena_printf(found->arena, "%s %.*s", record->entity->title,
                                     TNF_SV_ARG(tnf_record_key(found->arena, record)));
}

/* Who is on the way out asks for nothing any more. */
static bool leaves(struct tnf_strview state) {
    return tnf_sv_eq_c(state, "offboarding") || tnf_sv_eq_c(state, "offboarded");
}

static int add_tenant(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    if (leaves(tnf_record_string(record, TNF_TENANT_STATE))) return 0;
    struct tnf_advise_facts *facts = found->facts;
    facts->tenants = tnf_arena_grow(found->arena, facts->tenants, facts->tenant_count, &found->tenant_capacity,
                                    sizeof *facts->tenants);
    facts->tenants[facts->tenant_count++] = (struct tnf_advise_tenant){
        .name = tnf_arena_sv(found->arena, tnf_record_string(record, TNF_TENANT_NAME)),
        .pool = tnf_sv_eq_c(tnf_record_string(record, TNF_TENANT_ISOLATION), "pool"),
        .known = {.values = tnf_advice_nothing()},
    };
    return 0;
}

static int by_name(const void *name, const void *tenant) {
    return tnf_sv_cmp(*(const struct tnf_strview *)name, ((const struct tnf_advise_tenant *)tenant)->name);
}

struct tnf_advise_tenant *tnf_advise_find_tenant(const struct tnf_advise_facts *facts, struct tnf_strview name) {
    if (facts->tenant_count == 0) return NULL;
    return bsearch(&name, facts->tenants, facts->tenant_count, sizeof *facts->tenants, by_name);
}

/* Index of the tenant, or -1 for one that is leaving. */
static ptrdiff_t tenant_of(const struct collecting *found, struct tnf_strview name) {
    const struct tnf_advise_tenant *tenant = tnf_advise_find_tenant(found->facts, name);
    return tenant == NULL ? -1 : tenant - found->facts->tenants;
}

static void count_service(struct collecting *found, struct counted *counted, const struct tnf_record *service) {
    sample_row(found, &counted->services, service);
    if (tnf_service_gpus(service) > 0)
        sample_row(found, &counted->gpus, service);
    else if (!tnf_service_is_fargate(service))
        sample_row(found, &counted->instances, service);
    if (tnf_sv_eq_c(tnf_service_kind(service), "scheduled")) sample_row(found, &counted->scheduled, service);
}

static int add_service(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    const ptrdiff_t tenant = tenant_of(found, tnf_record_string(record, TNF_SERVICE_TENANT));
    if (tenant < 0) return 0;
    count_service(found, &found->counted[tenant], record);
    count_service(found, &found->whole, record);
    return 0;
}

static struct environment *environment_of(struct collecting *found, struct tnf_strview name) {
    for (size_t i = 0; i < found->environment_count; i++)
        if (tnf_sv_eq(found->environments[i].name, name)) return &found->environments[i];
    found->environments = tnf_arena_grow(found->arena, found->environments, found->environment_count,
                                         &found->environment_capacity, sizeof *found->environments);
    struct environment *added = &found->environments[found->environment_count++];
    *added = (struct environment){.name = tnf_arena_sv(found->arena, name)};
    return added;
}

static int add_placement(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    const ptrdiff_t tenant = tenant_of(found, tnf_record_string(record, TNF_PLACEMENT_TENANT));
    if (tenant < 0 || leaves(tnf_record_string(record, TNF_PLACEMENT_STATE))) return 0;
    sample_row(found, &found->counted[tenant].placements, record);
    sample_row(found, &found->whole.placements, record);
    environment_of(found, tnf_record_string(record, TNF_PLACEMENT_ENVIRONMENT))->services +=
        found->counted[tenant].services.count;
    return 0;
}

static int add_pool(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    const bool gpus = tnf_instance_gpus(tnf_record_string(record, TNF_GPU_POOL_INSTANCE_TYPE)) != 0;
    sample_row(found, gpus ? &found->gpu_pools : &found->instance_pools, record);
    return 0;
}

static int add_runner_cluster(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    sample_row(found, &found->runner_clusters, record);
    return 0;
}

static void know(struct tnf_advise_known *known, enum tnf_advice_fact_id fact, int64_t value, struct tnf_strview rows) {
    known->values.of[fact] = value;
    known->origins[fact] = (struct tnf_advise_origin){.rows = rows};
}

/* The first row, and how many more. */
static struct tnf_strview rows_of(const struct collecting *found, const struct sample *sample) {
    if (sample->count <= 1) return sample->first;
    return tnf_arena_printf(found->arena, "%.*s and %lld more", TNF_SV_ARG(sample->first),
                            (long long)(sample->count - 1));
}

/* What is said of the platform and of a tenant alike. */
static void know_counted(const struct collecting *found, const struct counted *counted,
                         struct tnf_advise_known *known) {
    if (counted->services.count > 0)
        know(known, TNF_FACT_WORKLOADS, TNF_WORKLOADS_PLAIN, rows_of(found, &counted->services));
    if (counted->instances.count > 0)
        know(known, TNF_FACT_WORKLOADS, TNF_WORKLOADS_INSTANCES, rows_of(found, &counted->instances));
    if (counted->gpus.count > 0) know(known, TNF_FACT_WORKLOADS, TNF_WORKLOADS_GPUS, rows_of(found, &counted->gpus));
    know(known, TNF_FACT_SCHEDULED, counted->scheduled.count, rows_of(found, &counted->scheduled));
    if (counted->placements.count > 0)
        know(known, TNF_FACT_DEPLOYED, TNF_DEPLOYED_PLACED, rows_of(found, &counted->placements));
}

/* Pools are there for services, of tenants that may come later too. */
static void know_pools(const struct collecting *found, struct tnf_advise_known *whole) {
    if (found->instance_pools.count > 0 && whole->values.of[TNF_FACT_WORKLOADS] < TNF_WORKLOADS_INSTANCES)
        know(whole, TNF_FACT_WORKLOADS, TNF_WORKLOADS_INSTANCES, rows_of(found, &found->instance_pools));
    if (found->gpu_pools.count > 0 && whole->values.of[TNF_FACT_WORKLOADS] < TNF_WORKLOADS_GPUS)
        know(whole, TNF_FACT_WORKLOADS, TNF_WORKLOADS_GPUS, rows_of(found, &found->gpu_pools));
}

static void know_whole(const struct collecting *found) {
    struct tnf_advise_known *whole = &found->facts->whole;
    struct environment largest = {.services = 0};
    for (size_t i = 0; i < found->environment_count; i++)
        if (found->environments[i].services > largest.services) largest = found->environments[i];
    know_counted(found, &found->whole, whole);
    know_pools(found, whole);
    know(whole, TNF_FACT_SERVICES, largest.services,
         largest.services == 0 ? TNF_SV("no environment has services")
                               : tnf_arena_printf(found->arena, "environment %.*s", TNF_SV_ARG(largest.name)));
    know(whole, TNF_FACT_RUNNER_CLUSTERS, found->runner_clusters.count, rows_of(found, &found->runner_clusters));
}

static void know_sharing(const struct collecting *found) {
    struct tnf_advise_facts *facts = found->facts;
    int64_t sharing = 0;
    struct tnf_strview rows = TNF_SV("");
    for (size_t i = 0; i < facts->tenant_count; i++) {
        if (!facts->tenants[i].pool) continue;
        if (sharing++ == 0) rows = tnf_arena_printf(found->arena, "tenant %.*s", TNF_SV_ARG(facts->tenants[i].name));
    }
    rows = rows_of(found, &(struct sample){rows, sharing});
    know(&facts->whole, TNF_FACT_SHARING, sharing, rows);
    for (size_t i = 0; i < facts->tenant_count; i++)
        if (facts->tenants[i].pool) know(&facts->tenants[i].known, TNF_FACT_SHARING, sharing, rows);
}

static void know_tenants(const struct collecting *found) {
    for (size_t i = 0; i < found->facts->tenant_count; i++) {
        struct tnf_advise_known *known = &found->facts->tenants[i].known;
        know_counted(found, &found->counted[i], known);
        know(known, TNF_FACT_SERVICES, found->counted[i].services.count, rows_of(found, &found->counted[i].services));
    }
}

static int collect(struct tnf_catalog *catalog, struct collecting *found, struct tnf_error *err) {
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_TENANT, NULL, add_tenant, found, err));
    found->counted = TNF_ARENA_ARRAY(found->arena, struct counted, found->facts->tenant_count + 1);
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_SERVICE, NULL, add_service, found, err));
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_PLACEMENT, NULL, add_placement, found, err));
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_GPU_POOL, NULL, add_pool, found, err));
    return tnf_catalog_each(catalog, TNF_ENTITY_RUNNER_CLUSTER, NULL, add_runner_cluster, found, err);
}

int tnf_advise_read(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_advise_facts *ret,
                    struct tnf_error *err) {
    struct tnf_advise_facts facts = {.whole = {.values = tnf_advice_nothing()}};
    struct collecting found = {.arena = arena, .facts = &facts};
    TNF_TRY(collect(catalog, &found, err));
    know_whole(&found);
    know_sharing(&found);
    know_tenants(&found);
    *ret = facts;
    return 0;
}

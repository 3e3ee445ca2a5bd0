#include "generator/resolve/scene.h"

#include "catalog/effective.h"
#include "catalog/names.h"
#include "catalog/record.h"

struct collecting {
    struct tnf_scene *scene;
    struct tnf_record *items;
    size_t count;
    size_t capacity;
};

static int collect(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *found = context;
    found->items =
        tnf_arena_grow(&found->scene->arena, found->items, found->count, &found->capacity, sizeof *found->items);
    found->items[found->count++] = tnf_record_copy(&found->scene->arena, record);
    return 0;
}

static int read_platform(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err) {
    struct collecting found = {.scene = scene};
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_PLATFORM, NULL, collect, &found, err));
    if (found.count == 0) {
        (void)tnf_error_set(err, TNF_E_INVALID, "the catalog has no platform");
        tnf_error_hint(err, "import one, or run `tenantform init --platform NAME --region REGION`");
        return TNF_E_INVALID;
    }
    scene->platform = found.items[0];
    scene->platforms = (struct tnf_records){found.items, 1};
    return 0;
}

/* The rows of every entity that nests under environments: a new one needs no line here. */
static int read_nested(struct tnf_catalog *catalog, struct tnf_scene *scene, size_t environment,
                       struct tnf_error *err) {
    struct collecting found = {.scene = scene};
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        if (tnf_entity((enum tnf_entity_id)id)->parent != TNF_ENTITY_ENVIRONMENT) continue;
        struct tnf_record filter = tnf_record_new(&scene->arena, (enum tnf_entity_id)id);
        filter.data[0] = scene->environments.items[environment].data[TNF_ENVIRONMENT_NAME];
        TNF_TRY(tnf_catalog_each(catalog, (enum tnf_entity_id)id, &filter, collect, &found, err));
    }
    scene->nested[environment] = (struct tnf_records){found.items, found.count};
    return 0;
}

static int read_environments(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err) {
    struct collecting found = {.scene = scene};
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_ENVIRONMENT, NULL, collect, &found, err));
    if (found.count == 0) {
        (void)tnf_error_set(err, TNF_E_INVALID, "the catalog has no environment");
        tnf_error_hint(err, "add one: `tenantform environment add staging`");
        return TNF_E_INVALID;
    }
    scene->environments = (struct tnf_records){found.items, found.count};
    scene->has_pool = TNF_ARENA_ARRAY(&scene->arena, bool, found.count);
    scene->service_counts = TNF_ARENA_ARRAY(&scene->arena, int64_t, found.count);
    scene->balancers = TNF_ARENA_ARRAY(&scene->arena, struct tnf_balancers, found.count);
    scene->nested = TNF_ARENA_ARRAY(&scene->arena, struct tnf_records, found.count);
    for (size_t i = 0; i < found.count; i++) {
        const struct tnf_strview name = found.items[i].data[TNF_ENVIRONMENT_NAME].string;
        TNF_TRY(tnf_catalog_has_isolation(catalog, name, TNF_SV("pool"), &scene->has_pool[i], err));
        TNF_TRY(tnf_catalog_count_services(catalog, name, TNF_SCENE_SERVICES_MAX, &scene->service_counts[i], err));
        TNF_TRY(tnf_catalog_balancers(catalog, name, &scene->arena, &scene->balancers[i], err));
        TNF_TRY(read_nested(catalog, scene, i, err));
    }
    return 0;
}

static int read_one(struct tnf_catalog *catalog, struct tnf_scene *scene, const struct tnf_record *filter,
                    struct tnf_record *ret, struct tnf_error *err) {
    struct collecting found = {.scene = scene};
    TNF_TRY(tnf_catalog_each(catalog, filter->entity->id, filter, collect, &found, err));
    *ret = found.count > 0 ? found.items[0] : tnf_record_new(&scene->arena, filter->entity->id);
    return 0;
}

static int read_owner(struct tnf_catalog *catalog, struct tnf_scene *scene, const struct tnf_record *pool,
                      struct tnf_pool_owner *ret, struct tnf_error *err) {
    const struct tnf_datum *name = &pool->data[TNF_GPU_POOL_TENANT];
    *ret = (struct tnf_pool_owner){.silo = false};
    if (!name->set) return 0;
    struct tnf_record key = tnf_record_new(&scene->arena, TNF_ENTITY_TENANT);
    struct tnf_record place = tnf_record_new(&scene->arena, TNF_ENTITY_PLACEMENT);
    struct tnf_record tenant;
    struct tnf_record placement;
    key.data[TNF_TENANT_NAME] = *name;
    place.data[TNF_PLACEMENT_TENANT] = *name;
    place.data[TNF_PLACEMENT_ENVIRONMENT] = pool->data[TNF_GPU_POOL_ENVIRONMENT];
    TNF_TRY(read_one(catalog, scene, &key, &tenant, err));
    TNF_TRY(read_one(catalog, scene, &place, &placement, err));
    *ret = (struct tnf_pool_owner){.name = tnf_physical_name(&tenant),
                                   .silo = tnf_sv_eq_c(tenant.data[TNF_TENANT_ISOLATION].string, "silo"),
                                   .idle = tnf_tenant_state(&tenant, &placement) != TNF_STATE_ACTIVE};
    return 0;
}

static int read_pools(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err) {
    struct collecting pools = {.scene = scene};
    TNF_TRY(tnf_catalog_each(catalog, TNF_ENTITY_GPU_POOL, NULL, collect, &pools, err));
    scene->pools = (struct tnf_records){pools.items, pools.count};
    scene->owners = TNF_ARENA_ARRAY(&scene->arena, struct tnf_pool_owner, pools.count + 1);
    for (size_t i = 0; i < pools.count; i++)
        TNF_TRY(read_owner(catalog, scene, &pools.items[i], &scene->owners[i], err));
    return 0;
}

int tnf_scene_read(struct tnf_catalog *catalog, bool local_state, struct tnf_scene *ret, struct tnf_error *err) {
    struct tnf_scene scene = {.arena = TNF_ARENA_INIT, .local_state = local_state};
    int code = read_platform(catalog, &scene, err);
    if (code == 0) code = read_environments(catalog, &scene, err);
    if (code == 0) code = read_pools(catalog, &scene, err);
    if (code == 0) code = tnf_watch_read(catalog, &scene, err);
    if (code == 0) code = tnf_targets_read(catalog, &scene, err);
    if (code < 0) {
        tnf_scene_release(&scene);
        return code;
    }
    *ret = scene;
    return 0;
}

void tnf_scene_release(struct tnf_scene *scene) {
    tnf_arena_release(&scene->arena);
    *scene = (struct tnf_scene){.arena = TNF_ARENA_INIT};
}

int tnf_scene_environment(const struct tnf_scene *scene, struct tnf_strview name) {
    for (size_t i = 0; i < scene->environments.count; i++)
        if (tnf_sv_eq(scene->environments.items[i].data[TNF_ENVIRONMENT_NAME].string, name)) return (int)i;
    return -1;
}

struct tnf_records tnf_scene_nested(const struct tnf_scene *scene, size_t environment, enum tnf_entity_id id) {
    const struct tnf_records *nested = &scene->nested[environment];
    size_t first = 0;
    while (first < nested->count && nested->items[first].entity != tnf_entity(id)) first++;
    size_t count = 0;
    while (first + count < nested->count && nested->items[first + count].entity == tnf_entity(id)) count++;
    return (struct tnf_records){nested->items + first, count};
}

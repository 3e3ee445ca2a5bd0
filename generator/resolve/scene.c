#include "generator/resolve/scene.h"

#include "base/memory.h"
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
    if (found->count == found->capacity) {
        const size_t capacity = found->capacity == 0 ? 4 : 2 * found->capacity;
        struct tnf_record *grown = TNF_ARENA_ARRAY(&found->scene->arena, struct tnf_record, capacity);
        for (size_t i = 0; i < found->count; i++) grown[i] = found->items[i];
        found->items = grown;
        found->capacity = capacity;
    }
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
    return 0;
}

/* Looks for the environments that a pool tenant is placed in; ends early when all of them have one. */
struct looking {
    struct tnf_scene *scene;
    struct tnf_catalog *catalog;
    size_t missing;
};
enum { ALL_FOUND = TNF_E_INTERNAL - 1 };

static int check_placement(struct looking *looking, struct tnf_strview tenant, size_t index, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    const struct tnf_record *environment = &looking->scene->environments.items[index];
    struct tnf_record key = tnf_record_new(&arena, TNF_ENTITY_PLACEMENT);
    key.data[TNF_PLACEMENT_TENANT] = (struct tnf_datum){.set = true, .string = tenant};
    key.data[TNF_PLACEMENT_ENVIRONMENT] = environment->data[TNF_ENVIRONMENT_NAME];
    struct tnf_record found;
    struct tnf_error missing = {0};
    const int code = tnf_catalog_get(looking->catalog, &key, &arena, &found, &missing);
    if (code == TNF_E_NOT_FOUND) return 0;
    if (code < 0) {
        if (err != NULL) *err = missing;
        return code;
    }
    looking->scene->has_pool[index] = true;
    looking->missing--;
    return 0;
}

static int look_at_tenant(const struct tnf_record *tenant, void *context, struct tnf_error *err) {
    struct looking *looking = context;
    if (!tnf_sv_eq_c(tenant->data[TNF_TENANT_ISOLATION].string, "pool")) return 0;
    for (size_t i = 0; i < looking->scene->environments.count; i++) {
        if (looking->scene->has_pool[i]) continue;
        TNF_TRY(check_placement(looking, tenant->data[TNF_TENANT_NAME].string, i, err));
    }
    return looking->missing == 0 ? ALL_FOUND : 0;
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
    struct looking looking = {scene, catalog, found.count};
    const int code = tnf_catalog_each(catalog, TNF_ENTITY_TENANT, NULL, look_at_tenant, &looking, err);
    return code == ALL_FOUND ? 0 : code;
}

int tnf_scene_read(struct tnf_catalog *catalog, bool local_state, struct tnf_scene *ret, struct tnf_error *err) {
    struct tnf_scene scene = {.arena = TNF_ARENA_INIT, .local_state = local_state};
    int code = read_platform(catalog, &scene, err);
    if (code == 0) code = read_environments(catalog, &scene, err);
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

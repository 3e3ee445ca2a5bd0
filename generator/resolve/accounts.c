#include "generator/resolve/accounts.h"

#include "catalog/record.h"
#include "generator/resolve/scene.h"

static int by_site(const void *a, const void *b) {
    const struct tnf_watched *left = *(struct tnf_watched *const *)a;
    const struct tnf_watched *right = *(struct tnf_watched *const *)b;
    int order = tnf_sv_cmp(left->site.account, right->site.account);
    if (order == 0) order = tnf_sv_cmp(left->site.region, right->site.region);
    return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

static int by_account(const void *a, const void *b) {
    const struct tnf_watched *left = *(struct tnf_watched *const *)a;
    const struct tnf_watched *right = *(struct tnf_watched *const *)b;
    const int order = tnf_sv_cmp(left->site.account, right->site.account);
    return order != 0 ? order : (left->order > right->order) - (left->order < right->order);
}

void tnf_watch_share_out(struct tnf_watched *items, size_t count) {
    struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_watched **sorted = TNF_ARENA_ARRAY(&arena, struct tnf_watched *, count + 1);
    for (size_t i = 0; i < count; i++) {
        items[i].order = i;
        sorted[i] = &items[i];
    }
    qsort(sorted, count, sizeof(struct tnf_watched *), by_site);
    for (size_t i = 0; i < count; i++)
        sorted[i]->has_stack = i == 0 || !tnf_site_eq(&sorted[i]->site, &sorted[i - 1]->site);
    qsort(sorted, count, sizeof(struct tnf_watched *), by_account);
    for (size_t i = 0; i < count; i++)
        sorted[i]->account_wide = i == 0 || !tnf_sv_eq(sorted[i]->site.account, sorted[i - 1]->site.account);
    tnf_arena_release(&arena);
}

struct asking {
    struct tnf_scene *scene;
    size_t environment;
    size_t capacity;
};

static void ask(struct asking *asking, const struct tnf_record *placement) {
    struct tnf_scene *scene = asking->scene;
    struct tnf_watch *watch = &scene->watch;
    watch->items = tnf_arena_grow(&scene->arena, watch->items, watch->count, &asking->capacity, sizeof *watch->items);
    struct tnf_watched watched = {.environment = asking->environment};
    if (placement != NULL) watched.placement = tnf_record_copy(&scene->arena, placement);
    watched.site = tnf_effective_site(&scene->platform, &scene->environments.items[asking->environment],
                                      placement == NULL ? NULL : &watched.placement);
    watch->items[watch->count++] = watched;
}

static int on_placement(const struct tnf_record *placement, void *context, struct tnf_error *err) {
    (void)err;
    ask(context, placement);
    return 0;
}

static int read_who_asks(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err) {
    struct asking asking = {.scene = scene};
    const size_t count = scene->environments.count;
    bool *hardening = TNF_ARENA_ARRAY(&scene->arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        asking.environment = i;
        hardening[i] = tnf_record_bool(&scene->environments.items[i], TNF_ENVIRONMENT_HARDENING, false);
        if (hardening[i]) ask(&asking, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        asking.environment = i;
        if (!hardening[i]) continue;
        TNF_TRY(tnf_catalog_each_own_account(catalog, scene->environments.items[i].data[TNF_ENVIRONMENT_NAME].string,
                                             on_placement, &asking, err));
    }
    return 0;
}

/* Drops who got no stack, and says where each environment's tenants begin. */
static void keep_stacks(struct tnf_scene *scene) {
    struct tnf_watch *watch = &scene->watch;
    size_t kept = 0;
    for (size_t i = 0; i < watch->count; i++)
        if (watch->items[i].has_stack) watch->items[kept++] = watch->items[i];
    watch->count = kept;
    watch->first = TNF_ARENA_ARRAY(&scene->arena, size_t, scene->environments.count + 1);
    size_t at = 0;
    while (at < kept && watch->items[at].placement.entity == NULL) at++;
    for (size_t i = 0; i < scene->environments.count; i++) {
        watch->first[i] = at;
        while (at < kept && watch->items[at].environment == i) at++;
    }
    watch->first[scene->environments.count] = at;
}

static int read_tenant(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_watched *watched,
                       struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(arena, TNF_ENTITY_TENANT);
    key.data[TNF_TENANT_NAME] = watched->placement.data[TNF_PLACEMENT_TENANT];
    return tnf_catalog_get(catalog, &key, arena, &watched->tenant, err);
}

int tnf_watch_read(struct tnf_catalog *catalog, struct tnf_scene *scene, struct tnf_error *err) {
    TNF_TRY(read_who_asks(catalog, scene, err));
    tnf_watch_share_out(scene->watch.items, scene->watch.count);
    keep_stacks(scene);
    for (size_t i = scene->watch.first[0]; i < scene->watch.count; i++)
        TNF_TRY(read_tenant(catalog, &scene->arena, &scene->watch.items[i], err));
    return 0;
}

struct tnf_watched *tnf_watch_environment(const struct tnf_watch *watch, size_t environment) {
    for (size_t i = 0; i < watch->count && i < watch->first[0]; i++)
        if (watch->items[i].environment == environment) return &watch->items[i];
    return NULL;
}

size_t tnf_watch_account_count(const struct tnf_watch *watch, size_t environment) {
    if (watch->count == 0) return 0;
    return watch->first[environment + 1] - watch->first[environment];
}

struct tnf_watched *tnf_watch_account(const struct tnf_watch *watch, size_t environment, size_t nth) {
    return &watch->items[watch->first[environment] + nth];
}

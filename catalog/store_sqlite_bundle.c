/* Bundles: the tenants of one environment, each with what belongs to it there. */
#include "catalog/store_sqlite_group.h"

#include "base/memory.h"

struct visitor {
    tnf_bundle_arena_fn arena;
    tnf_bundle_fn visit;
    void *context;
};

static int visit_bundle(struct tnf_store_group *group, const struct visitor *visitor, struct tnf_error *err) {
    struct tnf_tenant_rows rows;
    TNF_TRY(tnf_store_group_read(group, visitor->arena(visitor->context), &rows, err));
    const struct tnf_records placements = rows.of[TNF_ENTITY_PLACEMENT];
    const struct tnf_bundle bundle = {
        .tenant = rows.tenant,
        .placement = placements.count > 0 ? placements.items[0] : (struct tnf_record){0},
        .services = rows.of[TNF_ENTITY_SERVICE],
        .databases = rows.of[TNF_ENTITY_DATABASE],
        .caches = rows.of[TNF_ENTITY_CACHE],
        .secrets = rows.of[TNF_ENTITY_SECRET],
        .routes = rows.of[TNF_ENTITY_ROUTE],
        .schedules = rows.of[TNF_ENTITY_SCHEDULE],
        .volumes = rows.of[TNF_ENTITY_VOLUME],
    };
    return visitor->visit(&bundle, visitor->context, err);
}

/* All tenants that the cursors still have in front of them. */
static int visit_rest(struct tnf_store_group *group, const struct visitor *visitor, struct tnf_error *err) {
    int more = tnf_store_group_next(group, err);
    while (more > 0) {
        TNF_TRY(visit_bundle(group, visitor, err));
        more = tnf_store_group_next(group, err);
    }
    return more;
}

static int each_bundle(struct tnf_catalog *catalog, struct tnf_strview environment, const struct tnf_strings *only,
                       const struct visitor *visitor, struct tnf_error *err) {
    TNF_AUTO(tnf_store_group_release) struct tnf_store_group group;
    TNF_TRY(tnf_store_group_init(&group, catalog, environment, only != NULL, err));
    group.unplaced = environment.len == 0;
    if (only == NULL) return visit_rest(&group, visitor, err);
    for (size_t i = 0; i < only->count; i++) {
        TNF_TRY(tnf_store_group_seek(&group, only->items[i], err));
        TNF_TRY(visit_rest(&group, visitor, err));
    }
    return 0;
}

int tnf_catalog_each_bundle(struct tnf_catalog *catalog, struct tnf_strview environment, const struct tnf_strings *only,
                            tnf_bundle_arena_fn arena, tnf_bundle_fn visit, void *context, struct tnf_error *err) {
    const struct visitor visitor = {.arena = arena, .visit = visit, .context = context};
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    const int code = each_bundle(catalog, environment, only, &visitor, err);
    if (opened) tnf_catalog_end_read(catalog);
    return code;
}

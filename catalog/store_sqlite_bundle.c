/* Bundles: the tenants of one environment, each with what belongs to it there. */
#include "catalog/store_sqlite_group.h"

#include "base/memory.h"
#include "catalog/cells.h"

struct visitor {
    tnf_bundle_arena_fn arena;
    tnf_bundle_fn visit;
    void *context;
};

static int visit_bundle(struct tnf_store_group *group, const struct visitor *visitor, struct tnf_error *err) {
    struct tnf_tenant_rows rows;
    struct tnf_arena *arena = visitor->arena(tnf_store_group_cell(group), visitor->context);
    TNF_TRY(tnf_store_group_read(group, arena, &rows, err));
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

static int visit_group(struct tnf_store_group *group, const struct tnf_strings *only, const struct visitor *visitor,
                       struct tnf_error *err) {
    if (only == NULL) return visit_rest(group, visitor, err);
    for (size_t i = 0; i < only->count; i++) {
        TNF_TRY(tnf_store_group_seek(group, only->items[i], err));
        TNF_TRY(visit_rest(group, visitor, err));
    }
    return 0;
}

static int each_bundle(struct tnf_catalog *catalog, struct tnf_strview environment, enum tnf_bundles which,
                       const struct tnf_strings *only, const struct visitor *visitor, struct tnf_error *err) {
    TNF_AUTO(tnf_store_group_release) struct tnf_store_group group;
    if (which == TNF_BUNDLES_OF_CELLS) {
        TNF_TRY(tnf_store_group_init_cells(&group, catalog, environment, only != NULL, err));
    } else {
        TNF_TRY(tnf_store_group_init(&group, catalog, environment, only != NULL, err));
        group.unplaced = environment.len == 0;
        group.alone = which == TNF_BUNDLES_ALONE;
    }
    return visit_group(&group, only, visitor, err);
}

int tnf_catalog_each_bundle(struct tnf_catalog *catalog, struct tnf_strview environment, enum tnf_bundles which,
                            const struct tnf_strings *only, tnf_bundle_arena_fn arena, tnf_bundle_fn visit,
                            void *context, struct tnf_error *err) {
    const struct visitor visitor = {.arena = arena, .visit = visit, .context = context};
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    const int code = each_bundle(catalog, environment, which, only, &visitor, err);
    if (opened) tnf_catalog_end_read(catalog);
    return code;
}

static int read_cells(struct tnf_catalog *catalog, const struct tnf_strings *tenants, struct tnf_arena *arena,
                      struct tnf_strings *ret, struct tnf_error *err) {
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(
        tnf_store_prepare(catalog, "SELECT cell FROM tenant WHERE name = ?1 AND isolation = 'pool'", &statement, err));
    for (size_t i = 0; i < tenants->count; i++) {
        (void)sqlite3_reset(statement);
        tnf_store_bind_text(statement, 1, tenants->items[i]);
        const int row = tnf_store_step(catalog, statement, err);
        if (row < 0) return row;
        const struct tnf_strview cell = row > 0 ? tnf_store_column(statement, 0) : TNF_SV("");
        if (tnf_cell_is_shared(cell)) ret->items[ret->count++] = tnf_arena_sv(arena, cell);
    }
    return 0;
}

int tnf_catalog_cells(struct tnf_catalog *catalog, const struct tnf_strings *tenants, struct tnf_arena *arena,
                      struct tnf_strings *ret, struct tnf_error *err) {
    struct tnf_strings cells = {.items = TNF_ARENA_ARRAY(arena, struct tnf_strview, tenants->count)};
    bool opened = false;
    TNF_TRY(tnf_store_snapshot(catalog, &opened, err));
    const int code = read_cells(catalog, tenants, arena, &cells, err);
    if (opened) tnf_catalog_end_read(catalog);
    if (code < 0) return code;
    *ret = (struct tnf_strings){.items = cells.items, .count = tnf_sv_sort_unique(cells.items, cells.count)};
    return 0;
}

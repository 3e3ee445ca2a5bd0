/* The rules over rows: loads what the pure rules look at, only as much as the transaction can have broken. */
#include "catalog/store_sqlite_commit.h"
#include "catalog/store_sqlite_group.h"

#include "base/memory.h"
#include "catalog/entities/all.h"
#include "catalog/rules_span.h"

/* Rows of one entity, kept. */
struct loading {
    struct tnf_arena *arena;
    struct tnf_records rows;
    size_t capacity;
};

static int keep(const struct tnf_record *record, void *context, struct tnf_error *err) {
    (void)err;
    struct loading *loading = context;
    loading->rows.items =
        tnf_xgrow(loading->rows.items, loading->rows.count, &loading->capacity, sizeof *loading->rows.items);
    loading->rows.items[loading->rows.count++] = tnf_record_copy(loading->arena, record);
    return 0;
}

static int load(struct tnf_catalog *catalog, enum tnf_entity_id entity, struct tnf_arena *arena,
                struct tnf_records *ret, struct tnf_error *err) {
    struct loading loading = {.arena = arena};
    const int code = tnf_catalog_each(catalog, entity, NULL, keep, &loading, err);
    ret->count = loading.rows.count;
    ret->items = TNF_ARENA_ARRAY(arena, struct tnf_record, ret->count);
    if (ret->count > 0) memcpy(ret->items, loading.rows.items, ret->count * sizeof *ret->items);
    free(loading.rows.items);
    return code;
}

static int load_context(struct tnf_catalog *catalog, struct tnf_arena *arena, struct tnf_rules_context *context,
                        struct tnf_error *err) {
    struct tnf_record *platform = TNF_ARENA_NEW(arena, struct tnf_record);
    bool found = false;
    TNF_TRY(tnf_store_read_platform(catalog, arena, platform, &found, err));
    if (found) context->platform = platform;
    TNF_TRY(load(catalog, TNF_ENTITY_ENVIRONMENT, arena, &context->environments, err));
    TNF_TRY(load(catalog, TNF_ENTITY_GPU_POOL, arena, &context->gpu_pools, err));
    TNF_TRY(load(catalog, TNF_ENTITY_RUNNER_CLUSTER, arena, &context->runner_clusters, err));
    context->unpublished = TNF_ARENA_ARRAY(arena, bool, context->environments.count);
    return 0;
}

static int check_rest(struct tnf_store_group *group, const struct tnf_rules_context *context, struct tnf_arena *arena,
                      struct tnf_error *err) {
    int more = tnf_store_group_next(group, err);
    while (more > 0) {
        struct tnf_tenant_rows rows;
        tnf_arena_reset(arena);
        TNF_TRY(tnf_store_group_read(group, arena, &rows, err));
        tnf_rules_tenant(context, &rows);
        more = tnf_store_group_next(group, err);
    }
    return more;
}

/* Tenants that have one name in AWS: the later one and the earlier one. */
static const char same_names_sql[] =
    "SELECT b.name, a.name FROM tenant AS a JOIN tenant AS b ON b.name = a.physical_name"
    " WHERE b.physical_name IS NULL AND b.name <> a.name UNION ALL"
    " SELECT b.name, a.name FROM tenant AS a JOIN tenant AS b ON b.physical_name = a.physical_name"
    " WHERE a.name < b.name ORDER BY 1";
/* The tenant ?1 and those that have its name in AWS. */
static const char same_name_sql[] =
    "SELECT t.name, o.name FROM tenant AS t JOIN tenant AS o ON o.name = t.physical_name AND o.physical_name IS NULL"
    " WHERE t.name = ?1 AND o.name <> t.name UNION ALL"
    " SELECT t.name, o.name FROM tenant AS t JOIN tenant AS o ON o.physical_name = coalesce(t.physical_name, t.name)"
    " WHERE t.name = ?1 AND o.name <> t.name ORDER BY 1";

static int check_tenant_names(struct tnf_catalog *catalog, const struct tnf_rules_context *context,
                              const struct tnf_strview *tenant, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_STORE_AUTO_STATEMENT statement = NULL;
    TNF_TRY(tnf_store_prepare(catalog, tenant == NULL ? same_names_sql : same_name_sql, &statement, err));
    if (tenant != NULL) tnf_store_bind_text(statement, 1, *tenant);
    int row = tnf_store_step(catalog, statement, err);
    for (; row > 0; row = tnf_store_step(catalog, statement, err)) {
        struct tnf_record key = tnf_record_new(&arena, TNF_ENTITY_TENANT);
        struct tnf_record found;
        key.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = tnf_store_column(statement, 0)};
        TNF_TRY(tnf_store_get(catalog, &key, &arena, &found, err));
        tnf_rules_physical_name(context, &found, tnf_store_column(statement, 1));
    }
    return row;
}

static int check_every_tenant(struct tnf_catalog *catalog, const struct tnf_rules_context *context,
                              struct tnf_error *err) {
    const struct tnf_strview everywhere = {0};
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_store_group_release) struct tnf_store_group group;
    TNF_TRY(tnf_store_group_init(&group, catalog, everywhere, /* by_name= */ false, err));
    TNF_TRY(check_rest(&group, context, &arena, err));
    return check_tenant_names(catalog, context, NULL, err);
}

/* Tenants that the transaction touched, by both names when renamed. */
static int check_touched_tenants(struct tnf_catalog *catalog, const struct tnf_rules_context *context,
                                 struct tnf_error *err) {
    const struct tnf_strview everywhere = {0};
    TNF_AUTO(tnf_arena_release) struct tnf_arena names = TNF_ARENA_INIT;
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_changes changes;
    TNF_TRY(tnf_catalog_changes(catalog, catalog->revision - 1, &names, &changes, err));
    TNF_AUTO(tnf_store_group_release) struct tnf_store_group group;
    TNF_TRY(tnf_store_group_init(&group, catalog, everywhere, /* by_name= */ true, err));
    for (size_t i = 0; i < changes.tenants.count; i++) {
        TNF_TRY(tnf_store_group_seek(&group, changes.tenants.items[i], err));
        TNF_TRY(check_rest(&group, context, &arena, err));
        TNF_TRY(check_tenant_names(catalog, context, &changes.tenants.items[i], err));
    }
    return 0;
}

/* Changes up to which what they concern is looked up and not everything. */
enum { LOOKED_UP_MAX = 500 };

/* Environments, pools and runner clusters hold for every tenant; and past some number a pass over all of them is
 * faster than looking each up. */
static bool concerns_every_tenant(const struct tnf_catalog *catalog) {
    const unsigned shared = TNF_STORE_BIT(TNF_ENTITY_PLATFORM) | TNF_STORE_BIT(TNF_ENTITY_ENVIRONMENT) |
                            TNF_STORE_BIT(TNF_ENTITY_GPU_POOL) | TNF_STORE_BIT(TNF_ENTITY_RUNNER_CLUSTER);
    return tnf_store_touched(catalog, shared) || catalog->change_count > LOOKED_UP_MAX;
}

static int check_ranges(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    TNF_AUTO(tnf_ranges_release) struct tnf_ranges ranges = {0};
    TNF_TRY(tnf_store_read_ranges(catalog, &arena, &ranges, NULL, err));
    tnf_ranges_sort(&ranges);
    tnf_ranges_check(&ranges, findings);
    return 0;
}

static int check_spread(struct tnf_catalog *catalog, const struct tnf_listener *listener, struct tnf_findings *findings,
                        struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_spread_limit *limits;
    size_t limit_count;
    TNF_TRY(tnf_store_read_limits(catalog, &arena, &limits, &limit_count, err));
    tnf_spread_check(listener, limits, limit_count, findings);
    return 0;
}

static int check_all_routes(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_listener_release) struct tnf_listener listener = {0};
    TNF_TRY(tnf_store_read_listener(catalog, TNF_STORE_ROUTES_ALL, &listener, err));
    tnf_listener_check(&listener, findings);
    return check_spread(catalog, &listener, findings, err);
}

static int check_touched_routes(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_listener_release) struct tnf_listener near = {0};
    TNF_AUTO(tnf_listener_release) struct tnf_listener around = {0};
    TNF_TRY(tnf_store_read_listener(catalog, TNF_STORE_ROUTES_NEAR, &near, err));
    tnf_listener_check(&near, findings);
    TNF_TRY(tnf_store_read_listener(catalog, TNF_STORE_ROUTES_AROUND, &around, err));
    return check_spread(catalog, &around, findings, err);
}

/* Behind a rename the changed rows have other keys than their changes say. */
static bool changes_name_rows(const struct tnf_catalog *catalog) {
    return !catalog->renamed && catalog->change_count <= LOOKED_UP_MAX;
}

static int check_across(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    const unsigned placed =
        TNF_STORE_BIT(TNF_ENTITY_ENVIRONMENT) | TNF_STORE_BIT(TNF_ENTITY_TENANT) | TNF_STORE_BIT(TNF_ENTITY_PLACEMENT);
    if (tnf_store_touched(catalog, placed)) {
        TNF_TRY(check_ranges(catalog, findings, err));
        return check_all_routes(catalog, findings, err);
    }
    if (!tnf_store_touched(catalog, TNF_STORE_BIT(TNF_ENTITY_ROUTE))) return 0;
    return changes_name_rows(catalog) ? check_touched_routes(catalog, findings, err)
                                      : check_all_routes(catalog, findings, err);
}

/* Reported once, on a row that is there. */
static int check_platform(struct tnf_catalog *catalog, const struct tnf_rules_context *context, struct tnf_arena *arena,
                          struct tnf_error *err) {
    if (context->platform != NULL) return 0;
    struct tnf_records tenants = {0};
    const struct tnf_record *row = context->environments.count > 0 ? &context->environments.items[0] : NULL;
    if (row == NULL) TNF_TRY(load(catalog, TNF_ENTITY_TENANT, arena, &tenants, err));
    if (row == NULL && tenants.count > 0) row = &tenants.items[0];
    if (row != NULL)
        tnf_findings_add(context->findings, TNF_RULE_NO_PLATFORM, row, -1, -1, "there is no platform for it");
    return 0;
}

int tnf_store_check_rules(struct tnf_catalog *catalog, struct tnf_findings *findings, struct tnf_error *err) {
    TNF_AUTO(tnf_arena_release) struct tnf_arena arena = TNF_ARENA_INIT;
    struct tnf_rules_context context = {.findings = findings, .complete = catalog->complete};
    TNF_TRY(load_context(catalog, &arena, &context, err));
    TNF_TRY(check_platform(catalog, &context, &arena, err));
    tnf_rules_shared(&context);
    if (concerns_every_tenant(catalog))
        TNF_TRY(check_every_tenant(catalog, &context, err));
    else
        TNF_TRY(check_touched_tenants(catalog, &context, err));
    return check_across(catalog, findings, err);
}

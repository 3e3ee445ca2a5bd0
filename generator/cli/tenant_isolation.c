#include "generator/cli/tenant_isolation.h"
#include "generator/cli/find_row.h"

#include "base/memory.h"
#include "catalog/catalog.h"
#include "catalog/entities/all.h"
#include "catalog/listener.h"
#include "catalog/names.h"
#include "generator/cli/change.h"
#include "generator/cli/copy_script.h"
#include "generator/cli/difference_text.h"
#include "generator/cli/print.h"

#include <inttypes.h>
#include <string.h>

struct moving {
    struct tnf_cli *cli;
    struct tnf_catalog *catalog;
    struct tnf_arena *arena;
    struct tnf_record tenant;
    struct tnf_record successor;
    struct tnf_record platform;
    struct tnf_records rows[TNF_ENTITY_COUNT]; /* of the tenant */
    int64_t old_revision;
    int64_t revision;
};

struct collecting {
    struct tnf_arena *arena;
    struct tnf_records *rows;
    size_t capacity;
};

static int collect(const struct tnf_record *row, void *context, struct tnf_error *err) {
    (void)err;
    struct collecting *collecting = context;
    struct tnf_records *rows = collecting->rows;
    rows->items =
        tnf_arena_grow(collecting->arena, rows->items, rows->count, &collecting->capacity, sizeof *rows->items);
    rows->items[rows->count++] = tnf_record_copy(collecting->arena, row);
    return 0;
}

/* Rows whose first key is the tenant. */
static int read_rows(struct moving *moving, struct tnf_error *err) {
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        const struct tnf_entity *entity = tnf_entity((enum tnf_entity_id)id);
        if (entity->fields[0].ref != TNF_ENTITY_TENANT) continue;
        struct collecting collecting = {.arena = moving->arena, .rows = &moving->rows[id]};
        struct tnf_record filter = tnf_record_new(moving->arena, entity->id);
        filter.data[0] = moving->tenant.data[TNF_TENANT_NAME];
        TNF_TRY(tnf_catalog_each(moving->catalog, entity->id, &filter, collect, &collecting, err));
    }
    return 0;
}

static int read_tenant(struct moving *moving, struct tnf_strview name, struct tnf_record *ret, struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(moving->arena, TNF_ENTITY_TENANT);
    key.data[TNF_TENANT_NAME] = (struct tnf_datum){.set = true, .string = tnf_arena_sv(moving->arena, name)};
    return tnf_cli_find_row(moving->catalog, &key, moving->arena, ret, err);
}

static bool is(const struct tnf_record *tenant, const char *isolation) {
    return tnf_sv_eq_c(tenant->data[TNF_TENANT_ISOLATION].string, isolation);
}

/* acme-2, acme-3, …: the first that is free. */
static struct tnf_strview free_name(struct moving *moving) {
    struct tnf_strview name;
    struct tnf_record taken;
    unsigned n = 2;
    do {
        name = tnf_arena_printf(moving->arena, "%.*s-%u", TNF_SV_ARG(moving->tenant.data[TNF_TENANT_NAME].string), n++);
    } while (read_tenant(moving, name, &taken, NULL) == 0);
    return name;
}

/* What a row of the successor says: chosen values and names of the past are the old row's alone. */
static struct tnf_record succeed(struct moving *moving, const struct tnf_record *row) {
    struct tnf_record copy = tnf_record_copy(moving->arena, row);
    for (size_t i = 0; i < copy.entity->field_count; i++)
        if ((copy.entity->fields[i].flags & TNF_FIELD_ALLOCATED) != 0) copy.data[i].set = false;
    copy.data[0] = moving->successor.data[TNF_TENANT_NAME];
    if (copy.entity->id != TNF_ENTITY_PLACEMENT) return copy;
    static const size_t own[] = {TNF_PLACEMENT_REGION, TNF_PLACEMENT_ACCOUNT_ID, TNF_PLACEMENT_ROLE_ARN,
                                 TNF_PLACEMENT_DOMAIN, TNF_PLACEMENT_ZONE_ID,    TNF_PLACEMENT_CERTIFICATE_ARN};
    for (size_t i = 0; i < TNF_ARRAY_LEN(own) && !is(&moving->successor, "silo"); i++) copy.data[own[i]].set = false;
    copy.data[TNF_PLACEMENT_STATE].set = false; /* the tenant's, which is suspended */
    return copy;
}

/* Databases and caches of a pool tenant are what its services name. */
static int add_stores(struct moving *moving, enum tnf_entity_id entity, size_t field, struct tnf_error *err) {
    const struct tnf_records *services = &moving->rows[TNF_ENTITY_SERVICE];
    const struct tnf_records *placements = &moving->rows[TNF_ENTITY_PLACEMENT];
    for (size_t i = 0; i < placements->count * services->count; i++) {
        const struct tnf_record *service = &services->items[i % services->count];
        struct tnf_record row = tnf_record_new(moving->arena, entity);
        struct tnf_record there;
        if (!service->data[field].set) continue;
        row.data[0] = moving->successor.data[TNF_TENANT_NAME];
        row.data[1] = placements->items[i / services->count].data[TNF_PLACEMENT_ENVIRONMENT];
        row.data[2] = service->data[field];
        if (tnf_cli_find_row(moving->catalog, &row, moving->arena, &there, NULL) == 0) continue;
        TNF_TRY(tnf_catalog_insert(moving->catalog, &row, err));
    }
    return 0;
}

static bool is_copied(const struct moving *moving, enum tnf_entity_id entity) {
    const bool store = entity == TNF_ENTITY_DATABASE || entity == TNF_ENTITY_CACHE;
    return entity != TNF_ENTITY_ROUTE && !(store && is(&moving->successor, "pool"));
}

/* The successor: suspended, and without routes, which come with the cut-over. */
static int add_successor(struct moving *moving, const char *name, const char *isolation, struct tnf_error *err) {
    struct tnf_record *row = &moving->successor;
    *row = tnf_record_copy(moving->arena, &moving->tenant);
    row->data[TNF_TENANT_NAME].string = name != NULL ? tnf_sv(name) : free_name(moving);
    row->data[TNF_TENANT_ISOLATION].string = tnf_sv(isolation);
    row->data[TNF_TENANT_STATE] = (struct tnf_datum){.set = true, .string = TNF_SV("suspended")};
    row->data[TNF_TENANT_CELL].set = false;
    row->data[TNF_TENANT_PHYSICAL_NAME].set = false;
    TNF_TRY(tnf_catalog_insert(moving->catalog, row, err));
    for (int id = 0; id < TNF_ENTITY_COUNT; id++) {
        for (size_t i = 0; is_copied(moving, (enum tnf_entity_id)id) && i < moving->rows[id].count; i++) {
            const struct tnf_record copy = succeed(moving, &moving->rows[id].items[i]);
            TNF_TRY(tnf_catalog_insert(moving->catalog, &copy, err));
        }
    }
    if (!is(&moving->tenant, "pool") || is(row, "pool")) return 0;
    TNF_TRY(add_stores(moving, TNF_ENTITY_DATABASE, TNF_SERVICE_DATABASE, err));
    return add_stores(moving, TNF_ENTITY_CACHE, TNF_SERVICE_CACHE, err);
}

static int keep_platform(const struct tnf_record *platform, void *context, struct tnf_error *err) {
    (void)err;
    struct moving *moving = context;
    moving->platform = tnf_record_copy(moving->arena, platform);
    return 0;
}

/* Names in AWS, and where they are. */
static struct tnf_cli_copy_side side_of(struct moving *moving, const struct tnf_record *tenant,
                                        const struct tnf_record *environment, const struct tnf_record *placement) {
    struct tnf_cli_copy_side side = {.region = moving->platform.data[TNF_PLATFORM_REGION].string,
                                     .shared = is(tenant, "pool")};
    if (environment->data[TNF_ENVIRONMENT_REGION].set) side.region = environment->data[TNF_ENVIRONMENT_REGION].string;
    if (is(tenant, "silo") && placement->data[TNF_PLACEMENT_REGION].set)
        side.region = placement->data[TNF_PLACEMENT_REGION].string;
    side.stack = tnf_arena_printf(moving->arena, "%.*s-%.*s-%.*s", TNF_SV_ARG(tnf_physical_name(&moving->platform)),
                                  TNF_SV_ARG(tnf_physical_name(environment)), TNF_SV_ARG(tnf_physical_name(tenant)));
    return side;
}

/* What a database that services name is called in AWS, of a tenant with rows for them or without. */
static struct tnf_strview store_name(const struct moving *moving, struct tnf_strview environment,
                                     struct tnf_strview name) {
    const struct tnf_records *rows = &moving->rows[TNF_ENTITY_DATABASE];
    for (size_t i = 0; i < rows->count; i++)
        if (tnf_sv_eq(rows->items[i].data[TNF_DATABASE_ENVIRONMENT].string, environment) &&
            tnf_sv_eq(rows->items[i].data[TNF_DATABASE_NAME].string, name))
            return tnf_physical_name(&rows->items[i]);
    return name;
}

static bool is_first_with(const struct tnf_records *services, size_t index) {
    const struct tnf_strview name = services->items[index].data[TNF_SERVICE_DATABASE].string;
    for (size_t i = 0; i < index; i++)
        if (services->items[i].data[TNF_SERVICE_DATABASE].set &&
            tnf_sv_eq(services->items[i].data[TNF_SERVICE_DATABASE].string, name))
            return false;
    return true;
}

static int add_environment(struct moving *moving, const struct tnf_record *placement, struct tnf_strbuf *text,
                           struct tnf_error *err) {
    struct tnf_record key = tnf_record_new(moving->arena, TNF_ENTITY_ENVIRONMENT);
    struct tnf_record environment;
    key.data[TNF_ENVIRONMENT_NAME] = placement->data[TNF_PLACEMENT_ENVIRONMENT];
    TNF_TRY(tnf_cli_find_row(moving->catalog, &key, moving->arena, &environment, err));
    const struct tnf_strview name = key.data[TNF_ENVIRONMENT_NAME].string;
    const struct tnf_cli_copy_side old = side_of(moving, &moving->tenant, &environment, placement);
    const struct tnf_cli_copy_side new_side = side_of(moving, &moving->successor, &environment, placement);
    const struct tnf_records *secrets = &moving->rows[TNF_ENTITY_SECRET];
    const struct tnf_records *services = &moving->rows[TNF_ENTITY_SERVICE];
    for (size_t i = 0; i < secrets->count; i++)
        tnf_cli_copy_secret(text, name, &old, tnf_physical_name(&secrets->items[i]), &new_side,
                            secrets->items[i].data[TNF_SECRET_NAME].string);
    for (size_t i = 0; i < services->count; i++) {
        const struct tnf_datum *database = &services->items[i].data[TNF_SERVICE_DATABASE];
        if (database->set && is_first_with(services, i))
            tnf_cli_copy_database(text, name, &old, store_name(moving, name, database->string), &new_side,
                                  database->string);
    }
    if (moving->rows[TNF_ENTITY_VOLUME].count > 0) tnf_cli_copy_files(text, name, &old, &new_side);
    return 0;
}

static int write_script(struct moving *moving, struct tnf_strbuf *text, struct tnf_error *err) {
    const struct tnf_cli_copy copy = {.tenant = moving->tenant.data[TNF_TENANT_NAME].string,
                                      .successor = moving->successor.data[TNF_TENANT_NAME].string,
                                      .from = moving->tenant.data[TNF_TENANT_ISOLATION].string,
                                      .to = moving->successor.data[TNF_TENANT_ISOLATION].string};
    TNF_TRY(tnf_catalog_each(moving->catalog, TNF_ENTITY_PLATFORM, NULL, keep_platform, moving, err));
    tnf_cli_copy_begin(text, &copy);
    const struct tnf_records *placements = &moving->rows[TNF_ENTITY_PLACEMENT];
    for (size_t i = 0; i < placements->count; i++) TNF_TRY(add_environment(moving, &placements->items[i], text, err));
    return 0;
}

static int report(const struct moving *moving, const struct tnf_strbuf *script, struct tnf_error *err) {
    struct tnf_cli *cli = moving->cli;
    TNF_AUTO(tnf_differences_release) struct tnf_differences rows = {0};
    TNF_TRY(
        tnf_catalog_differences(moving->catalog, moving->old_revision, moving->revision, moving->arena, &rows, err));
    json_t *changes = json_array();
    for (size_t i = 0; i < rows.count; i++) {
        TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf line = TNF_STRBUF_INIT;
        tnf_cli_add_difference(&line, rows.items[i]);
        tnf_cli_say(cli, "revision %" PRId64 ": %s", moving->revision, line.ptr);
        (void)json_array_append_new(changes, tnf_cli_json_difference(rows.items[i]));
    }
    if (!cli->json) (void)fwrite(script->ptr, 1, script->len, cli->out);
    json_t *object = tnf_cli_json_new();
    (void)json_object_set_new(object, "revision", json_integer((json_int_t)moving->revision));
    (void)json_object_set_new(object, "changes", changes);
    (void)json_object_set_new(object, "script", tnf_cli_json_text(tnf_strbuf_view(script)));
    return tnf_cli_json_write(cli, object, err);
}

static int begin(struct moving *moving, const struct tnf_cli_args *args, struct tnf_catalog **ret,
                 struct tnf_error *err) {
    struct tnf_change change;
    TNF_TRY(tnf_cli_change(moving->cli, args, &change, err));
    change.moves_isolation = tnf_cli_has(args, "in-place");
    change.moves_cells = change.moves_isolation;
    TNF_TRY(tnf_cli_begin_change(moving->cli, &change, ret, err));
    moving->catalog = *ret;
    moving->arena = &moving->cli->arena;
    TNF_TRY(tnf_catalog_revision(moving->catalog, &moving->old_revision, err));
    TNF_TRY(read_tenant(moving, tnf_sv(args->words[0]), &moving->tenant, err));
    return read_rows(moving, err);
}

static int refuse_same(const struct moving *moving, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_INVALID, "tenant %.*s: is a %.*s tenant already",
                        TNF_SV_ARG(moving->tenant.data[TNF_TENANT_NAME].string),
                        TNF_SV_ARG(moving->tenant.data[TNF_TENANT_ISOLATION].string));
    tnf_error_hint(err, "choose another isolation");
    return TNF_E_INVALID;
}

/* For a tenant of which nothing was applied yet: its row changes, and there is nothing to copy. */
static int change_in_place(struct moving *moving, const char *isolation, struct tnf_error *err) {
    struct tnf_record row = tnf_record_new(moving->arena, TNF_ENTITY_TENANT);
    row.data[TNF_TENANT_NAME] = moving->tenant.data[TNF_TENANT_NAME];
    row.data[TNF_TENANT_ISOLATION] = (struct tnf_datum){.set = true, .string = tnf_sv(isolation)};
    return tnf_catalog_update(moving->catalog, &row, /* whole= */ false, err);
}

int tnf_cli_move_isolation(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    const char *isolation = tnf_cli_value(args, "isolation");
    struct moving moving = {.cli = cli};
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf script = TNF_STRBUF_INIT;
    TNF_TRY(begin(&moving, args, &catalog, err));
    if (is(&moving.tenant, isolation)) return refuse_same(&moving, err);
    if (tnf_cli_has(args, "in-place")) {
        TNF_TRY(change_in_place(&moving, isolation, err));
    } else {
        TNF_TRY(add_successor(&moving, tnf_cli_value(args, "as"), isolation, err));
        TNF_TRY(write_script(&moving, &script, err));
    }
    TNF_TRY(tnf_cli_commit(cli, catalog, &moving.revision, err));
    TNF_TRY(report(&moving, &script, err));
    if (script.len > 0)
        tnf_cli_say(cli, "the head of the script has all steps; nothing is destroyed before the last one");
    return 0;
}

/* What is written after the copy would be lost. */
static int check_suspended(const struct moving *moving, struct tnf_error *err) {
    const struct tnf_strview name = moving->tenant.data[TNF_TENANT_NAME].string;
    if (tnf_sv_eq_c(tnf_record_string(&moving->tenant, TNF_TENANT_STATE), "suspended")) return 0;
    (void)tnf_error_set(err, TNF_E_CONFLICT,
                        "tenant %.*s: is not suspended, and what it writes after the copy would be lost",
                        TNF_SV_ARG(name));
    tnf_error_hint(err, "run `tenantform tenant suspend %.*s`, apply, copy its data, and come back", TNF_SV_ARG(name));
    return TNF_E_CONFLICT;
}

static int keep_highest(const struct tnf_record *route, void *context, struct tnf_error *err) {
    (void)err;
    int64_t *highest = context;
    const int64_t priority = tnf_record_int(route, TNF_ROUTE_PRIORITY, 0);
    if (priority > *highest) *highest = priority;
    return 0;
}

/* Each gets a priority that no rule has, so that the new one can be applied while the old one is still there. */
static int move_routes(struct moving *moving, struct tnf_error *err) {
    const struct tnf_records *routes = &moving->rows[TNF_ENTITY_ROUTE];
    int64_t highest = 0;
    TNF_TRY(tnf_catalog_each(moving->catalog, TNF_ENTITY_ROUTE, NULL, keep_highest, &highest, err));
    for (size_t i = 0; i < routes->count; i++) TNF_TRY(tnf_catalog_remove(moving->catalog, &routes->items[i], err));
    for (size_t i = 0; i < routes->count; i++) {
        struct tnf_record route = succeed(moving, &routes->items[i]);
        if (++highest <= TNF_PRIORITY_MAX)
            route.data[TNF_ROUTE_PRIORITY] = (struct tnf_datum){.set = true, .integer = highest};
        TNF_TRY(tnf_catalog_insert(moving->catalog, &route, err));
    }
    return 0;
}

/* The successor runs under the tenant's name; in AWS both keep theirs. */
static int swap_names(struct moving *moving, const char *as, struct tnf_error *err) {
    const struct tnf_strview name = moving->tenant.data[TNF_TENANT_NAME].string;
    const struct tnf_strview old_name =
        as != NULL ? tnf_sv(as) : tnf_arena_printf(moving->arena, "%.*s-old", TNF_SV_ARG(name));
    struct tnf_record row = tnf_record_copy(moving->arena, &moving->successor);
    row.data[TNF_TENANT_STATE].set = false;
    TNF_TRY(tnf_catalog_update(moving->catalog, &row, /* whole= */ true, err));
    TNF_TRY(tnf_catalog_rename(moving->catalog, &moving->tenant, old_name, err));
    return tnf_catalog_rename(moving->catalog, &moving->successor, name, err);
}

int tnf_cli_cut_over(struct tnf_cli *cli, const struct tnf_cli_args *args, struct tnf_error *err) {
    struct moving moving = {.cli = cli};
    TNF_AUTO(tnf_cli_close) struct tnf_catalog *catalog = NULL;
    TNF_AUTO(tnf_strbuf_release) struct tnf_strbuf script = TNF_STRBUF_INIT;
    TNF_TRY(begin(&moving, args, &catalog, err));
    TNF_TRY(read_tenant(&moving, tnf_sv(tnf_cli_value(args, "cut-over")), &moving.successor, err));
    TNF_TRY(check_suspended(&moving, err));
    TNF_TRY(move_routes(&moving, err));
    TNF_TRY(swap_names(&moving, tnf_cli_value(args, "as"), err));
    TNF_TRY(tnf_cli_commit(cli, catalog, &moving.revision, err));
    return report(&moving, &script, err);
}

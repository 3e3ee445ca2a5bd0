/*
 * Renamed rows: `moved` blocks from each former name to the next one and from the last to today's. Terraform follows
 * such a chain from whatever step a state is at, so they may stay for ever.
 */
#include "catalog/names.h"
#include "catalog/record.h"
#include "generator/resolve/model.h"

/* service: of which service the address is a part, empty for an address of its own. */
static void add_steps(struct tnf_arena *arena, struct tnf_value list, const struct tnf_record *row,
                      struct tnf_strview service) {
    const struct tnf_strings former = tnf_former_names(row);
    for (size_t i = 0; i < former.count; i++) {
        struct tnf_value step = tnf_value_object(arena);
        tnf_object_set_string(arena, step, "from", former.items[i]);
        tnf_object_set_string(arena, step, "to", i + 1 < former.count ? former.items[i + 1] : tnf_record_name(row));
        if (service.len > 0) tnf_object_set_string(arena, step, "service", service);
        tnf_list_add(arena, list, step);
    }
}

/* service_field: where rows of services name theirs, -1 for others. */
static struct tnf_value steps(struct tnf_arena *arena, const struct tnf_records *rows, int service_field) {
    struct tnf_value list = tnf_value_list(arena);
    for (size_t i = 0; i < rows->count; i++)
        add_steps(arena, list, &rows->items[i],
                  service_field < 0 ? (struct tnf_strview){0} : rows->items[i].data[service_field].string);
    return list;
}

static bool has_schedule(const struct tnf_bundle *bundle, struct tnf_strview service) {
    for (size_t i = 0; i < bundle->schedules.count; i++)
        if (tnf_sv_eq(bundle->schedules.items[i].data[TNF_SCHEDULE_SERVICE].string, service)) return true;
    return false;
}

static struct tnf_value scheduled_services(struct tnf_arena *arena, const struct tnf_bundle *bundle) {
    struct tnf_value list = tnf_value_list(arena);
    for (size_t i = 0; i < bundle->services.count; i++)
        if (has_schedule(bundle, tnf_record_name(&bundle->services.items[i])))
            add_steps(arena, list, &bundle->services.items[i], (struct tnf_strview){0});
    return list;
}

/* The pools that tnf_model_pools puts into the stack. */
static struct tnf_value pool_steps(struct tnf_arena *arena, struct tnf_value model, const struct tnf_scene *scene,
                                   const struct tnf_record *environment) {
    struct tnf_value list = tnf_value_list(arena);
    bool found;
    const struct tnf_value pools = tnf_object_get(model, TNF_SV("pools"), &found);
    for (size_t i = 0; found && i < scene->pools.count; i++) {
        const struct tnf_record *pool = &scene->pools.items[i];
        if (!tnf_sv_eq(pool->data[TNF_GPU_POOL_ENVIRONMENT].string, tnf_record_name(environment))) continue;
        bool here;
        (void)tnf_object_get(pools, tnf_record_name(pool), &here);
        if (here) add_steps(arena, list, pool, (struct tnf_strview){0});
    }
    return list;
}

static void set_moved(struct tnf_arena *arena, struct tnf_value model, struct tnf_value moved) {
    bool any = false;
    for (size_t i = 0; i < tnf_object_count(moved); i++) any |= tnf_list_count(tnf_object_at(moved, i)) > 0;
    tnf_object_set_value(arena, model, "moved", moved);
    tnf_object_set_bool(arena, model, "has_moved", any);
}

void tnf_model_moved_tenant(struct tnf_arena *arena, const struct tnf_scene *scene,
                            const struct tnf_record *environment, const struct tnf_bundle *bundle,
                            struct tnf_value model) {
    struct tnf_value moved = tnf_value_object(arena);
    tnf_object_set_value(arena, moved, "moved_services", steps(arena, &bundle->services, -1));
    tnf_object_set_value(arena, moved, "moved_scheduled", scheduled_services(arena, bundle));
    tnf_object_set_value(arena, moved, "moved_schedules", steps(arena, &bundle->schedules, TNF_SCHEDULE_SERVICE));
    tnf_object_set_value(arena, moved, "moved_routes", steps(arena, &bundle->routes, TNF_ROUTE_SERVICE));
    tnf_object_set_value(arena, moved, "moved_databases", steps(arena, &bundle->databases, -1));
    tnf_object_set_value(arena, moved, "moved_caches", steps(arena, &bundle->caches, -1));
    tnf_object_set_value(arena, moved, "moved_secrets", steps(arena, &bundle->secrets, -1));
    tnf_object_set_value(arena, moved, "moved_pools", pool_steps(arena, model, scene, environment));
    set_moved(arena, model, moved);
}

void tnf_model_moved_platform(struct tnf_arena *arena, const struct tnf_scene *scene,
                              const struct tnf_record *environment, struct tnf_value model) {
    struct tnf_value moved = tnf_value_object(arena);
    tnf_object_set_value(arena, moved, "moved_pools", pool_steps(arena, model, scene, environment));
    set_moved(arena, model, moved);
}

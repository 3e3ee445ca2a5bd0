/* EC2 pools as the ec2-capacity module takes them, and which one a service runs on. */
#include "catalog/defaults.h"
#include "catalog/effective.h"
#include "catalog/names.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"

static struct tnf_value pool_value(struct tnf_arena *arena, const struct tnf_record *record,
                                   const struct tnf_pool_owner *owner) {
    const struct tnf_datum *row = record->data;
    struct tnf_value pool = tnf_value_object(arena);
    tnf_model_set_name(arena, pool, record);
    tnf_object_set_string(arena, pool, "instance_type", row[TNF_GPU_POOL_INSTANCE_TYPE].string);
    tnf_object_set_value(arena, pool, "tenant", owner->name.len > 0 ? tnf_value_string(owner->name) : tnf_value_null());
    tnf_object_set_int(arena, pool, "min", owner->idle ? 0 : tnf_layer_int(0, TNF_LAYERS(&row[TNF_GPU_POOL_MIN])));
    tnf_object_set_int(arena, pool, "max", row[TNF_GPU_POOL_MAX].integer);
    tnf_object_set_bool(arena, pool, "spot", tnf_layer_bool(false, TNF_LAYERS(&row[TNF_GPU_POOL_SPOT])));
    tnf_object_set_int(arena, pool, "disk", tnf_layer_int(TNF_DEFAULT_POOL_DISK, TNF_LAYERS(&row[TNF_GPU_POOL_DISK])));
    return pool;
}

static bool is_of(const struct tnf_datum *pool, const struct tnf_record *environment) {
    return tnf_sv_eq(pool[TNF_GPU_POOL_ENVIRONMENT].string, environment->data[TNF_ENVIRONMENT_NAME].string);
}

void tnf_model_pools(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                     const struct tnf_bundle *bundle, struct tnf_value model) {
    struct tnf_value pools = tnf_value_object(arena);
    for (size_t i = 0; i < scene->pools.count; i++) {
        const struct tnf_record *row = &scene->pools.items[i];
        if (!is_of(row->data, environment) || scene->owners[i].silo != (bundle != NULL)) continue;
        if (bundle != NULL && !tnf_pool_is_open_to(row, &bundle->tenant)) continue;
        tnf_object_set(arena, pools, row->data[TNF_GPU_POOL_NAME].string, pool_value(arena, row, &scene->owners[i]));
    }
    tnf_object_set_bool(arena, model, "has_pools", tnf_object_count(pools) > 0);
    tnf_object_set_value(arena, model, "pools", pools);
}

/* Index of the pool in the scene, -1 when there is none. */
static int find_pool(const struct tnf_scene *scene, const struct tnf_record *environment,
                     const struct tnf_bundle *bundle, const struct tnf_record *service) {
    const struct tnf_datum *name = &service->data[TNF_SERVICE_GPU_POOL];
    int found = -1;
    for (size_t i = 0; i < scene->pools.count; i++) {
        const struct tnf_record *pool = &scene->pools.items[i];
        if (!is_of(pool->data, environment) || !tnf_pool_is_open_to(pool, &bundle->tenant)) continue;
        if (!tnf_pool_suits(pool, service)) continue;
        if (name->set && !tnf_sv_eq(pool->data[TNF_GPU_POOL_NAME].string, name->string)) continue;
        if (found < 0 || (scene->owners[found].name.len == 0 && scene->owners[i].name.len > 0)) found = (int)i;
    }
    return found;
}

/* The name that the stack with the cluster gives the capacity provider: its own, a hyphen, the pool's. */
static struct tnf_strview provider_name(struct tnf_arena *arena, const struct tnf_scene *scene,
                                        const struct tnf_record *environment, const struct tnf_bundle *bundle,
                                        struct tnf_strview pool) {
    const bool silo = tnf_model_isolation(bundle) == TNF_ISOLATION_SILO;
    const struct tnf_value stack = tnf_model_stack(arena, scene, environment, silo ? bundle : NULL);
    const struct tnf_value name = tnf_object_get(stack, TNF_SV("name"), NULL);
    return tnf_arena_printf(arena, "%.*s-%.*s", TNF_SV_ARG(name.text), TNF_SV_ARG(pool));
}

static struct tnf_value constraints(struct tnf_arena *arena, const struct tnf_pool_owner *owner, int64_t gpus) {
    struct tnf_value list = tnf_value_list(arena);
    if (owner->name.len > 0)
        tnf_list_add(arena, list,
                     tnf_value_string(tnf_arena_printf(arena, "attribute:tenant == %.*s", TNF_SV_ARG(owner->name))));
    if (gpus > 0) tnf_list_add(arena, list, tnf_value_string(TNF_SV("attribute:gpu == true")));
    return list;
}

int tnf_model_service_pool(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                           const struct tnf_bundle *bundle, const struct tnf_record *service, struct tnf_value settings,
                           struct tnf_error *err) {
    if (tnf_service_is_fargate(service)) return 0;
    const struct tnf_datum *row = service->data;
    const int pool = find_pool(scene, environment, bundle, service);
    if (pool < 0) {
        (void)tnf_error_set(err, TNF_E_INVALID, "service %.*s: there is no pool of instances that it may run on",
                            TNF_SV_ARG(row[TNF_SERVICE_NAME].string));
        tnf_error_hint(err, "add a pool of its kind, with GPUs or without, to the environment");
        return TNF_E_INVALID;
    }
    const int64_t gpus = tnf_service_gpus(service);
    struct tnf_value value = tnf_value_object(arena);
    tnf_object_set_string(
        arena, value, "capacity_provider",
        provider_name(arena, scene, environment, bundle, tnf_physical_name(&scene->pools.items[pool])));
    tnf_object_set_value(arena, value, "constraints", constraints(arena, &scene->owners[pool], gpus));
    if (gpus > 0) tnf_object_set_int(arena, settings, "gpus", gpus);
    tnf_object_set_value(arena, settings, "pool", value);
    return 0;
}

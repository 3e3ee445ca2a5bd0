#include "generator/resolve/tenant.h"

#include "base/memory.h"
#include "generator/resolve/model.h"
#include "generator/resolve/scene.h"

struct resolving {
    const struct tnf_scene *scene;
    size_t environment;
    struct tnf_arena *arena;
    struct tnf_value model;
    bool found;
};

static struct tnf_arena *arena_of(struct tnf_strview cell, void *context) {
    (void)cell;
    struct resolving *resolving = context;
    return resolving->arena;
}

static int resolve_bundle(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    struct resolving *resolving = context;
    const struct tnf_record *environment = &resolving->scene->environments.items[resolving->environment];
    resolving->found = true;
    TNF_TRY(
        tnf_model_tenant(resolving->arena, resolving->scene, resolving->environment, bundle, &resolving->model, err));
    if (tnf_model_isolation(bundle) == TNF_ISOLATION_SILO) return 0;
    const struct tnf_value region = tnf_object_get(resolving->model, TNF_SV("region"), NULL);
    return tnf_model_foundation(resolving->arena, environment, NULL, region.text, resolving->model, err);
}

static int refuse(struct tnf_strview tenant, struct tnf_strview environment, struct tnf_error *err) {
    tnf_error_set(err, TNF_E_NOT_FOUND, "tenant %.*s is not placed in environment %.*s", TNF_SV_ARG(tenant),
                  TNF_SV_ARG(environment));
    tnf_error_hint(err, "`tenantform placement list` shows who is where");
    return TNF_E_NOT_FOUND;
}

/* Depth is that of our own models. References are wiring: they name what stands in a stack's files. */
static struct tnf_value copy(struct tnf_arena *arena, struct tnf_value value) {
    if (value.kind == TNF_VALUE_STRING) return tnf_value_string(tnf_arena_sv(arena, value.text));
    if (value.kind == TNF_VALUE_REFERENCE) return tnf_value_null();
    if (value.kind == TNF_VALUE_LIST) {
        struct tnf_value list = tnf_value_list(arena);
        for (size_t i = 0; i < tnf_list_count(value); i++)
            tnf_list_add(arena, list, copy(arena, tnf_list_at(value, i)));
        return list;
    }
    if (value.kind != TNF_VALUE_OBJECT) return value;
    struct tnf_value object = tnf_value_object(arena);
    for (size_t i = 0; i < tnf_object_count(value); i++)
        tnf_object_set(arena, object, tnf_arena_sv(arena, tnf_object_key_at(value, i)),
                       copy(arena, tnf_object_at(value, i)));
    return object;
}

static struct tnf_value without_wiring(struct tnf_arena *arena, struct tnf_value model) {
    static const char *const wiring[] = {"backend", "has_moved", "local_state", "modules", "moved"};
    struct tnf_value kept = tnf_value_object(arena);
    for (size_t i = 0; i < tnf_object_count(model); i++) {
        const struct tnf_strview key = tnf_object_key_at(model, i);
        bool wires = false;
        for (size_t j = 0; j < TNF_ARRAY_LEN(wiring); j++) wires |= tnf_sv_eq_c(key, wiring[j]);
        if (!wires) tnf_object_set(arena, kept, key, tnf_object_at(model, i));
    }
    return kept;
}

static int resolve(struct tnf_catalog *catalog, const struct tnf_scene *scene, struct tnf_strview tenant,
                   struct tnf_strview environment, struct tnf_arena *arena, struct tnf_value *ret,
                   struct tnf_error *err) {
    const int index = tnf_scene_environment(scene, environment);
    if (index < 0) return refuse(tenant, environment, err);
    struct resolving resolving = {.scene = scene, .environment = (size_t)index, .arena = arena};
    const struct tnf_strings only = {.items = &tenant, .count = 1};
    TNF_TRY(tnf_catalog_each_bundle(catalog, environment, TNF_BUNDLES_ALL, &only, arena_of, resolve_bundle, &resolving,
                                    err));
    if (!resolving.found) return refuse(tenant, environment, err);
    *ret = copy(arena, without_wiring(arena, resolving.model));
    return 0;
}

int tnf_resolve_tenant(struct tnf_catalog *catalog, struct tnf_strview tenant, struct tnf_strview environment,
                       struct tnf_arena *arena, struct tnf_value *ret, struct tnf_error *err) {
    struct tnf_scene scene;
    TNF_TRY(tnf_scene_read(catalog, /* local_state= */ false, &scene, err));
    const int code = resolve(catalog, &scene, tenant, environment, arena, ret, err);
    tnf_scene_release(&scene);
    return code;
}

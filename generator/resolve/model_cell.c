/* The root of a cell: its tenants are modules in folders of their own, with what a stack has once around them. */
#include "generator/resolve/model.h"

#include "base/memory.h"

static struct tnf_strview name_of(struct tnf_value tenant) {
    return tnf_object_get(tenant, TNF_SV("tenant"), NULL).text;
}

static bool is_offboarded(struct tnf_value tenant) {
    return tnf_object_get(tenant, TNF_SV("offboarded"), NULL).boolean;
}

/* A module is called what its tenant was called at first: its addresses stay where they are when it is renamed. */
static struct tnf_strview label_of(struct tnf_value tenant) {
    return tnf_object_get(tenant, TNF_SV("physical_name"), NULL).text;
}

/* tenant → module.<label>.<output> */
static struct tnf_value output_of_each(struct tnf_arena *arena, const struct tnf_value *tenants, size_t count,
                                       const char *output) {
    struct tnf_value all = tnf_value_object(arena);
    for (size_t i = 0; i < count; i++) {
        if (is_offboarded(tenants[i])) continue;
        const struct tnf_strview label = label_of(tenants[i]);
        tnf_object_set(arena, all, name_of(tenants[i]),
                       tnf_value_reference(tnf_arena_printf(arena, "module.%.*s.%s", TNF_SV_ARG(label), output)));
    }
    return all;
}

/* What an offboarded tenant has is destroyed with it: no module, but the provider that knows its databases. */
static void add_tenants(struct tnf_arena *arena, const struct tnf_value *tenants, size_t count,
                        struct tnf_value model) {
    struct tnf_value list = tnf_value_list(arena);
    bool databases = false;
    for (size_t i = 0; i < count; i++) {
        databases |= tnf_object_get(tenants[i], TNF_SV("pool_databases"), NULL).boolean;
        if (is_offboarded(tenants[i])) continue;
        struct tnf_value tenant = tnf_value_object(arena);
        tnf_object_set_string(arena, tenant, "tenant", name_of(tenants[i]));
        tnf_object_set_string(arena, tenant, "label", label_of(tenants[i]));
        tnf_list_add(arena, list, tenant);
    }
    tnf_object_set_value(arena, model, "tenants", list);
    tnf_object_set_bool(arena, model, "pool_databases", databases);
    static const char *const outputs[] = {"service_names", "task_role_arns", "secret_arns"};
    for (size_t i = 0; i < TNF_ARRAY_LEN(outputs); i++)
        tnf_object_set_value(arena, model, outputs[i], output_of_each(arena, tenants, count, outputs[i]));
}

struct tnf_value tnf_model_cell(struct tnf_arena *arena, const struct tnf_scene *scene, size_t index,
                                struct tnf_strview cell, const struct tnf_value *tenants, size_t count) {
    const struct tnf_record *environment = &scene->environments.items[index];
    const struct tnf_strview name = environment->data[TNF_ENVIRONMENT_NAME].string;
    const struct tnf_strview part = tnf_arena_printf(arena, "cells/%.*s", TNF_SV_ARG(cell));
    struct tnf_value model = tnf_model_part(arena, scene, environment, NULL, part, part);
    tnf_object_set_string(arena, model, "cell", cell);
    tnf_object_set_string(arena, model, "session_name",
                          tnf_arena_printf(arena, "terraform-%.*s-%.*s", TNF_SV_ARG(name), TNF_SV_ARG(cell)));
    tnf_object_set_bool(arena, model, "pool", true);
    tnf_object_set_bool(arena, model, "tags_split", true);
    tnf_model_balancers_of(arena, tenants, count, model);
    add_tenants(arena, tenants, count, model);
    return model;
}

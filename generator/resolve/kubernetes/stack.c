#include "generator/resolve/kubernetes/stack.h"

#include "catalog/names.h"
#include "generator/resolve/kubernetes/manifests.h"
#include "generator/resolve/model.h"

struct tnf_strview tnf_kube_path(struct tnf_arena *arena, struct tnf_strview environment, struct tnf_strview tenant) {
    return tnf_arena_printf(arena, "archive/kubernetes/%.*s/tenants/%.*s", TNF_SV_ARG(environment), TNF_SV_ARG(tenant));
}

/* What differs from the stack that runs: where the state is, and how far up the modules are. */
static void move(struct tnf_arena *arena, const struct tnf_record *environment, const struct tnf_bundle *bundle,
                 struct tnf_value model) {
    const struct tnf_strview path =
        tnf_kube_path(arena, tnf_physical_name(environment), tnf_physical_name(&bundle->tenant));
    bool local;
    const struct tnf_value local_state = tnf_object_get(model, TNF_SV("local_state"), &local);
    if (local) tnf_object_set_string(arena, local_state, "path", TNF_SV("terraform.tfstate"));
    bool remote;
    const struct tnf_value backend = tnf_object_get(model, TNF_SV("backend"), &remote);
    if (remote)
        tnf_object_set_string(arena, backend, "key",
                              tnf_arena_printf(arena, "%.*s/terraform.tfstate", TNF_SV_ARG(path)));
    /* A renamed tenant's folder is as deep as the one before. */
    tnf_object_set_string(arena, model, "modules",
                          tnf_arena_printf(arena, "%.*s/modules", TNF_SV_ARG(tnf_model_way_to_root(arena, path))));
    tnf_object_set_bool(arena, model, "in_cell", false);        /* each tenant has a root */
    tnf_object_set_bool(arena, model, "tags_split", false);     /* and a provider */
    tnf_object_set_bool(arena, model, "pool_databases", false); /* nobody logs in to the shared instance */
}

static int resolve(struct tnf_arena *arena, const struct tnf_record *environment, const struct tnf_bundle *bundle,
                   struct tnf_kube_stack *stack, struct tnf_error *err) {
    const struct tnf_value model = stack->model;
    if (tnf_model_isolation(bundle) != TNF_ISOLATION_SILO) {
        const struct tnf_value region = tnf_object_get(model, TNF_SV("region"), NULL);
        TNF_TRY(tnf_model_foundation(arena, environment, NULL, region.text, model, err));
    }
    move(arena, environment, bundle, model);
    tnf_kube_add_roles(arena, bundle, model);
    return tnf_kube_manifests(arena, bundle, model, &stack->manifests, &stack->manifest_count, err);
}

int tnf_kube_resolve(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                     const struct tnf_bundle *bundle, struct tnf_kube_stack *ret, struct tnf_error *err) {
    struct tnf_kube_stack stack = {0};
    TNF_TRY(tnf_model_tenant(arena, scene, environment, bundle, &stack.model, err));
    const struct tnf_record *row = &scene->environments.items[environment];
    const int code = resolve(arena, row, bundle, &stack, err);
    if (code < 0)
        return tnf_error_wrap(err, "EKS option of tenant %.*s in environment %.*s",
                              TNF_SV_ARG(bundle->tenant.data[TNF_TENANT_NAME].string),
                              TNF_SV_ARG(row->data[TNF_ENVIRONMENT_NAME].string));
    *ret = stack;
    return 0;
}

void tnf_kube_add_files(struct tnf_arena *arena, const struct tnf_kube_stack *option, struct tnf_stack *stack) {
    const size_t count = stack->file_count + option->manifest_count;
    struct tnf_stack_file *files = TNF_ARENA_ARRAY(arena, struct tnf_stack_file, count);
    size_t mine = 0;
    size_t more = 0;
    for (size_t i = 0; i < count; i++) {
        const bool take_more =
            mine == stack->file_count ||
            (more < option->manifest_count && tnf_sv_cmp(option->manifests[more].name, stack->files[mine].name) < 0);
        files[i] = take_more ? option->manifests[more++] : stack->files[mine++];
    }
    stack->files = files;
    stack->file_count = count;
}

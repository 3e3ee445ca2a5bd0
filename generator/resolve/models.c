#include "generator/resolve/models.h"

#include "base/memory.h"
#include "generator/resolve/kind.h"
#include "generator/resolve/model.h"
#include "generator/resolve/scene.h"
#include "generator/resolve/state.h"

struct walk {
    const struct tnf_scene *scene;
    const struct tnf_models_scope *scope;
    tnf_model_fn visit;
    void *context;
    struct tnf_arena arena; /* of the model that is visited */
    struct tnf_arena rows;  /* of the tenant that is visited */
    size_t environment;
    bool tenant_seen;
};

static const struct {
    enum tnf_kind_id kind;
    enum tnf_model_kind model;
} own_kinds[] = {
    {TNF_KIND_PLATFORM, TNF_MODEL_PLATFORM},   {TNF_KIND_RUNNERS, TNF_MODEL_RUNNERS},
    {TNF_KIND_HARDENING, TNF_MODEL_HARDENING}, {TNF_KIND_RUNNER_CHARTS, TNF_MODEL_RUNNER_CHARTS},
    {TNF_KIND_ACCOUNT, TNF_MODEL_ACCOUNT},     {TNF_KIND_BOOTSTRAP, TNF_MODEL_BOOTSTRAP},
};

static struct tnf_strview environment_name(const struct walk *walk) {
    return walk->scene->environments.items[walk->environment].data[TNF_ENVIRONMENT_NAME].string;
}

static int visit_own(struct walk *walk, size_t own, size_t nth, struct tnf_error *err) {
    const struct tnf_kind *kind = &tnf_kinds[own_kinds[own].kind];
    const struct tnf_place place = {walk->environment, nth};
    tnf_arena_reset(&walk->arena);
    struct tnf_stack_model model = {.kind = own_kinds[own].model, .path = kind->path(&walk->arena, walk->scene, place)};
    if (!kind->of_platform) model.environment = environment_name(walk);
    TNF_TRY(kind->model(&walk->arena, walk->scene, place, &model.value, err));
    return walk->visit(&model, walk->context, err);
}

/* The stacks of an environment, or those of the platform. */
static int visit_all_own(struct walk *walk, bool of_platform, struct tnf_error *err) {
    for (size_t own = 0; own < TNF_ARRAY_LEN(own_kinds); own++) {
        const struct tnf_kind *kind = &tnf_kinds[own_kinds[own].kind];
        if (kind->of_platform != of_platform) continue;
        const size_t count = kind->count(walk->scene, walk->environment);
        for (size_t nth = 0; nth < count; nth++) TNF_TRY(visit_own(walk, own, nth, err));
    }
    return 0;
}

static struct tnf_arena *rows_arena(struct tnf_strview cell, void *context) {
    (void)cell;
    struct walk *walk = context;
    tnf_arena_reset(&walk->rows);
    return &walk->rows;
}

static int visit_tenant(const struct tnf_bundle *bundle, void *context, struct tnf_error *err) {
    struct walk *walk = context;
    walk->tenant_seen = true;
    if (tnf_kind_of_tenant(bundle) == TNF_KIND_OFFBOARDED) return 0;
    tnf_arena_reset(&walk->arena);
    struct tnf_stack_model model = {.kind = TNF_MODEL_TENANT,
                                    .environment = environment_name(walk),
                                    .tenant = bundle->tenant.data[TNF_TENANT_NAME].string,
                                    .cell = tnf_model_cell_of(bundle)};
    model.path = tnf_tenant_stack_path(&walk->arena, model.environment, model.cell,
                                       model.cell.len > 0 ? TNF_SV("") : model.tenant);
    TNF_TRY(tnf_model_tenant(&walk->arena, walk->scene, walk->environment, bundle, &model.value, err));
    return walk->visit(&model, walk->context, err);
}

static int visit_environment(struct walk *walk, struct tnf_catalog *catalog, struct tnf_error *err) {
    struct tnf_strview tenant = walk->scope->tenant;
    const struct tnf_strings only = {.items = &tenant, .count = 1};
    TNF_TRY(visit_all_own(walk, /* of_platform= */ false, err));
    return tnf_catalog_each_bundle(catalog, environment_name(walk), TNF_BUNDLES_ALL, tenant.len > 0 ? &only : NULL,
                                   rows_arena, visit_tenant, walk, err);
}

static int refuse_tenant(const struct tnf_models_scope *scope, struct tnf_error *err) {
    (void)tnf_error_set(err, TNF_E_NOT_FOUND, "tenant %.*s is not placed in %s%.*s", TNF_SV_ARG(scope->tenant),
                        scope->environment.len > 0 ? "environment " : "any environment",
                        TNF_SV_ARG(scope->environment));
    tnf_error_hint(err, "`tenantform placement list` shows who is where");
    return TNF_E_NOT_FOUND;
}

static int visit_scope(struct walk *walk, struct tnf_catalog *catalog, struct tnf_error *err) {
    const struct tnf_models_scope *scope = walk->scope;
    if (scope->environment.len > 0 && tnf_scene_environment(walk->scene, scope->environment) < 0)
        return tnf_error_set(err, TNF_E_NOT_FOUND, "there is no environment \"%.*s\"", TNF_SV_ARG(scope->environment));
    for (size_t i = 0; i < walk->scene->environments.count; i++) {
        walk->environment = i;
        if (scope->environment.len > 0 && !tnf_sv_eq(scope->environment, environment_name(walk))) continue;
        TNF_TRY(visit_environment(walk, catalog, err));
    }
    if (scope->tenant.len > 0) return walk->tenant_seen ? 0 : refuse_tenant(scope, err);
    walk->environment = 0;
    return scope->environment.len > 0 ? 0 : visit_all_own(walk, /* of_platform= */ true, err);
}

int tnf_models_each(struct tnf_catalog *catalog, const struct tnf_models_scope *scope, tnf_model_fn visit,
                    void *context, struct tnf_error *err) {
    struct tnf_scene scene;
    TNF_TRY(tnf_scene_read(catalog, /* local_state= */ false, &scene, err));
    struct walk walk = {.scene = &scene, .scope = scope, .visit = visit, .context = context};
    const int code = visit_scope(&walk, catalog, err);
    tnf_arena_release(&walk.rows);
    tnf_arena_release(&walk.arena);
    tnf_scene_release(&scene);
    return code;
}

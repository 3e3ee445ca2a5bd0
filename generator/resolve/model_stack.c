#include "catalog/cells.h"
#include "catalog/effective.h"
#include "catalog/names.h"
#include "catalog/record.h"
#include "generator/resolve/layers.h"
#include "generator/resolve/model.h"
#include "generator/resolve/state.h"

struct tnf_value tnf_model_list(struct tnf_arena *arena, const struct tnf_strings *strings) {
    struct tnf_value list = tnf_value_list(arena);
    for (size_t i = 0; i < strings->count; i++) tnf_list_add(arena, list, tnf_value_string(strings->items[i]));
    return list;
}

struct tnf_value tnf_model_map(struct tnf_arena *arena, const struct tnf_pairs *pairs) {
    struct tnf_value map = tnf_value_object(arena);
    for (size_t i = 0; i < pairs->count; i++)
        tnf_object_set(arena, map, pairs->items[i].key, tnf_value_string(pairs->items[i].value));
    return map;
}

void tnf_model_set_name(struct tnf_arena *arena, struct tnf_value value, const struct tnf_record *row) {
    const struct tnf_strview physical = tnf_physical_name(row);
    if (!tnf_sv_eq(physical, tnf_record_name(row))) tnf_object_set_string(arena, value, "name", physical);
}

static void add_tags(struct tnf_arena *arena, struct tnf_value tags, const struct tnf_datum *more) {
    if (!more->set) return;
    for (size_t i = 0; i < more->map.count; i++)
        tnf_object_set(arena, tags, more->map.items[i].key, tnf_value_string(more->map.items[i].value));
}

static void add_tenant_tags(struct tnf_arena *arena, struct tnf_value tags, const struct tnf_bundle *bundle,
                            struct tnf_strview name) {
    if (bundle == NULL) return;
    add_tags(arena, tags, &bundle->tenant.data[TNF_TENANT_TAGS]);
    add_tags(arena, tags, &bundle->placement.data[TNF_PLACEMENT_TAGS]);
    tnf_object_set_string(arena, tags, "Tenant", bundle->tenant.data[TNF_TENANT_NAME].string);
    /* What costs count by: the tag Tenant is the same in all environments. */
    if (bundle->placement.data[TNF_PLACEMENT_BUDGET].set) tnf_object_set_string(arena, tags, "Budget", name);
}

static void add_own_tags(struct tnf_arena *arena, struct tnf_value tags, const struct tnf_scene *scene,
                         const struct tnf_record *environment) {
    tnf_object_set_string(arena, tags, "Environment", environment->data[TNF_ENVIRONMENT_NAME].string);
    tnf_object_set_string(arena, tags, "ManagedBy", TNF_SV("tenantform"));
    tnf_object_set_string(arena, tags, "Platform", scene->platform.data[TNF_PLATFORM_NAME].string);
}

/* The nearest layer wins; our own tags win over all, as audits and cost reports rely on them. */
static struct tnf_value stack_tags(struct tnf_arena *arena, const struct tnf_scene *scene,
                                   const struct tnf_record *environment, const struct tnf_bundle *bundle,
                                   struct tnf_strview name) {
    struct tnf_value tags = tnf_value_object(arena);
    add_tags(arena, tags, &scene->platform.data[TNF_PLATFORM_TAGS]);
    add_tags(arena, tags, &environment->data[TNF_ENVIRONMENT_TAGS]);
    add_tenant_tags(arena, tags, bundle, name);
    add_own_tags(arena, tags, scene, environment);
    tnf_object_sort(tags);
    return tags;
}

/* What only the tenant's resources have. Where tenants share a provider they cannot be its default tags. */
static struct tnf_value tenant_tags(struct tnf_arena *arena, const struct tnf_scene *scene,
                                    const struct tnf_record *environment, const struct tnf_bundle *bundle,
                                    struct tnf_strview name) {
    struct tnf_value all = tnf_value_object(arena);
    struct tnf_value own = tnf_value_object(arena);
    struct tnf_value tags = tnf_value_object(arena);
    add_tenant_tags(arena, all, bundle, name);
    add_own_tags(arena, own, scene, environment);
    for (size_t i = 0; i < tnf_object_count(all); i++) {
        bool is_own;
        (void)tnf_object_get(own, tnf_object_key_at(all, i), &is_own);
        if (!is_own) tnf_object_set(arena, tags, tnf_object_key_at(all, i), tnf_object_at(all, i));
    }
    tnf_object_sort(tags);
    return tags;
}

static void add_backend(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_strview key,
                        struct tnf_value model) {
    const struct tnf_state_store store = tnf_state_store_of(arena, &scene->platform);
    struct tnf_value backend = tnf_value_object(arena);
    tnf_object_set_string(arena, backend, "bucket", store.bucket);
    tnf_object_set_string(arena, backend, "key", tnf_arena_printf(arena, "%.*s/terraform.tfstate", TNF_SV_ARG(key)));
    tnf_object_set_string(arena, backend, "region", store.region);
    if (store.kms_key.len > 0) tnf_object_set_string(arena, backend, "kms_key_id", store.kms_key);
    if (store.managed && store.kms_key.len == 0) tnf_object_set_bool(arena, backend, "bucket_encrypts", true);
    tnf_object_set_value(arena, model, "backend", backend);
}

/* What plans become instead of the role that applies. */
static void add_roles_to_read(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_strview role_arn,
                              struct tnf_value model) {
    const struct tnf_strview platform = tnf_physical_name(&scene->platform);
    const struct tnf_strview plan = tnf_role_plan(arena, platform);
    const struct tnf_strview drift = tnf_role_drift(arena, platform);
    tnf_object_set_string(arena, model, "plan_role_arn", tnf_role_beside(arena, role_arn, plan));
    tnf_object_set_string(arena, model, "drift_role_arn", tnf_role_beside(arena, role_arn, drift));
}

static void add_provider(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_record *environment,
                         const struct tnf_bundle *bundle, struct tnf_value model) {
    const struct tnf_datum *row = environment->data;
    const struct tnf_datum *own = bundle == NULL ? NULL : bundle->placement.data;
    const struct tnf_datum *region = own == NULL ? NULL : &own[TNF_PLACEMENT_REGION];
    const struct tnf_datum *account = own == NULL ? NULL : &own[TNF_PLACEMENT_ACCOUNT_ID];
    tnf_object_set_string(arena, model, "region",
                          tnf_layer_string(scene->platform.data[TNF_PLATFORM_REGION].string,
                                           TNF_LAYERS(region, &row[TNF_ENVIRONMENT_REGION])));
    const struct tnf_strview account_id =
        tnf_layer_string((struct tnf_strview){0}, TNF_LAYERS(account, &row[TNF_ENVIRONMENT_ACCOUNT_ID],
                                                             &scene->platform.data[TNF_PLATFORM_ACCOUNT_ID]));
    if (account_id.len > 0) tnf_object_set_string(arena, model, "account_id", account_id);
    const struct tnf_strview role_arn = tnf_effective_role(environment, bundle == NULL ? NULL : &bundle->placement);
    if (role_arn.len > 0) tnf_object_set_string(arena, model, "role_arn", role_arn);
    if (role_arn.len > 0 && scene->targets.account_count > 0) add_roles_to_read(arena, scene, role_arn, model);
}

/* Where a stack stands, and how it is called. */
struct standing {
    struct tnf_strview name;
    struct tnf_strview path;   /* of the stack */
    struct tnf_strview folder; /* of its files: in a cell a tenant has one of its own */
    struct tnf_strview key;    /* the path that it had at first, where its state is */
};

struct tnf_strview tnf_model_way_to_root(struct tnf_arena *arena, struct tnf_strview path) {
    struct tnf_strbuf way = TNF_STRBUF_INIT;
    for (struct tnf_strview rest = path; rest.len > 0; (void)tnf_sv_next(&rest, '/'))
        tnf_strbuf_add_str(&way, way.len == 0 ? ".." : "/..");
    const struct tnf_strview copy = tnf_arena_sv(arena, tnf_strbuf_view(&way));
    tnf_strbuf_release(&way);
    return copy;
}

/* A state stays where it is when its stack's folder follows a rename: the key is what the path was at first. */
static void add_local_state(struct tnf_arena *arena, struct tnf_strview path, struct tnf_strview key,
                            struct tnf_value model) {
    struct tnf_value state = tnf_value_object(arena);
    tnf_object_set_string(arena, state, "path",
                          tnf_sv_eq(path, key)
                              ? TNF_SV("terraform.tfstate")
                              : tnf_arena_printf(arena, "%.*s/%.*s/terraform.tfstate",
                                                 TNF_SV_ARG(tnf_model_way_to_root(arena, path)), TNF_SV_ARG(key)));
    tnf_object_set_value(arena, model, "local_state", state);
}

void tnf_model_state(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_strview path,
                     struct tnf_strview key, struct tnf_value model) {
    if (scene->local_state)
        add_local_state(arena, path, key, model);
    else
        add_backend(arena, scene, key, model);
}

struct tnf_strview tnf_model_cell_of(const struct tnf_bundle *bundle) {
    const struct tnf_datum *cell = &bundle->tenant.data[TNF_TENANT_CELL];
    const bool pool = tnf_model_isolation(bundle) == TNF_ISOLATION_POOL;
    return pool && cell->set && tnf_cell_is_shared(cell->string) ? cell->string : TNF_SV("");
}

/* STS takes at most 64 characters. */
static void add_session(struct tnf_arena *arena, struct tnf_strview name, struct tnf_value model) {
    enum { SESSION_MAX = 64 };
    struct tnf_strview session = tnf_arena_printf(arena, "terraform-%.*s", TNF_SV_ARG(name));
    if (session.len > SESSION_MAX) session = tnf_arena_sv(arena, tnf_sv_n(session.ptr, SESSION_MAX));
    tnf_object_set_string(arena, model, "session_name", session);
}

static void add_tags_values(struct tnf_arena *arena, const struct tnf_scene *scene,
                            const struct tnf_record *environment, const struct tnf_bundle *bundle,
                            struct tnf_strview name, struct tnf_value model) {
    tnf_object_set_value(arena, model, "tags", stack_tags(arena, scene, environment, bundle, name));
    tnf_object_set_value(arena, model, "default_tags", stack_tags(arena, scene, environment, NULL, name));
    tnf_object_set_value(arena, model, "tenant_tags", tenant_tags(arena, scene, environment, bundle, name));
}

/* Resources and parameters are named by what the rows were called at first. */
static struct tnf_value stack_model(struct tnf_arena *arena, const struct tnf_scene *scene,
                                    const struct tnf_record *environment, const struct tnf_bundle *bundle,
                                    struct standing standing) {
    struct tnf_value model = tnf_value_object(arena);
    tnf_object_set_string(arena, model, "platform", scene->platform.data[TNF_PLATFORM_NAME].string);
    tnf_object_set_string(arena, model, "environment", environment->data[TNF_ENVIRONMENT_NAME].string);
    tnf_object_set_string(arena, model, "parameter_prefix",
                          tnf_arena_printf(arena, "/%.*s/%.*s", TNF_SV_ARG(tnf_physical_name(&scene->platform)),
                                           TNF_SV_ARG(tnf_physical_name(environment))));
    tnf_object_set_string(
        arena, model, "modules",
        tnf_arena_printf(arena, "%.*s/modules", TNF_SV_ARG(tnf_model_way_to_root(arena, standing.folder))));
    if (bundle != NULL) {
        tnf_object_set_string(arena, model, "tenant", bundle->tenant.data[TNF_TENANT_NAME].string);
        tnf_object_set_string(arena, model, "physical_name", tnf_physical_name(&bundle->tenant));
    }
    tnf_object_set_bool(arena, model, "tags_split",
                        bundle != NULL && tnf_model_isolation(bundle) == TNF_ISOLATION_POOL);
    tnf_object_set_bool(arena, model, "in_cell", bundle != NULL && tnf_model_cell_of(bundle).len > 0);
    tnf_object_set_string(arena, model, "name", standing.name);
    tnf_object_set_bool(arena, model, "protected",
                        tnf_layer_bool(false, TNF_LAYERS(&environment->data[TNF_ENVIRONMENT_PROTECTED])));
    add_tags_values(arena, scene, environment, bundle, standing.name, model);
    add_provider(arena, scene, environment, bundle, model);
    add_session(arena, standing.name, model);
    tnf_model_state(arena, scene, standing.path, standing.key, model);
    return model;
}

/* Called as the environment, or as the tenant in it; in the environment's folder. */
static struct standing standing_of(struct tnf_arena *arena, const struct tnf_scene *scene,
                                   const struct tnf_record *environment, const struct tnf_bundle *bundle) {
    const struct tnf_strview platform = tnf_physical_name(&scene->platform);
    const struct tnf_strview env = tnf_physical_name(environment);
    const struct tnf_strview path =
        tnf_arena_printf(arena, "environments/%.*s", TNF_SV_ARG(environment->data[TNF_ENVIRONMENT_NAME].string));
    struct standing standing = {.name = tnf_arena_printf(arena, "%.*s-%.*s", TNF_SV_ARG(platform), TNF_SV_ARG(env)),
                                .path = path,
                                .folder = path,
                                .key = tnf_arena_printf(arena, "environments/%.*s", TNF_SV_ARG(env))};
    if (bundle != NULL)
        standing.name = tnf_arena_printf(arena, "%.*s-%.*s", TNF_SV_ARG(standing.name),
                                         TNF_SV_ARG(tnf_physical_name(&bundle->tenant)));
    return standing;
}

/* In a cell a tenant has a folder of its own, and the state of all. */
static void stand_as_tenant(struct tnf_arena *arena, const struct tnf_record *environment,
                            const struct tnf_bundle *bundle, struct standing *standing) {
    const struct tnf_strview tenant = bundle->tenant.data[TNF_TENANT_NAME].string;
    const struct tnf_strview cell = tnf_model_cell_of(bundle);
    standing->path = tnf_tenant_stack_path(arena, environment->data[TNF_ENVIRONMENT_NAME].string, cell, tenant);
    standing->key =
        tnf_tenant_stack_path(arena, tnf_physical_name(environment), cell, tnf_physical_name(&bundle->tenant));
    standing->folder =
        cell.len == 0 ? standing->path
                      : tnf_arena_printf(arena, "%.*s/tenants/%.*s", TNF_SV_ARG(standing->path), TNF_SV_ARG(tenant));
}

struct tnf_value tnf_model_stack(struct tnf_arena *arena, const struct tnf_scene *scene,
                                 const struct tnf_record *environment, const struct tnf_bundle *bundle) {
    struct standing standing = standing_of(arena, scene, environment, bundle);
    if (bundle != NULL) stand_as_tenant(arena, environment, bundle, &standing);
    return stack_model(arena, scene, environment, bundle, standing);
}

struct tnf_value tnf_model_part(struct tnf_arena *arena, const struct tnf_scene *scene,
                                const struct tnf_record *environment, const struct tnf_bundle *bundle,
                                struct tnf_strview part, struct tnf_strview key) {
    struct standing standing = standing_of(arena, scene, environment, bundle);
    standing.path = tnf_arena_printf(arena, "%.*s/%.*s", TNF_SV_ARG(standing.path), TNF_SV_ARG(part));
    standing.folder = standing.path;
    standing.key = tnf_arena_printf(arena, "%.*s/%.*s", TNF_SV_ARG(standing.key), TNF_SV_ARG(key));
    return stack_model(arena, scene, environment, bundle, standing);
}

/* The stack of an account that comes before all others: the bucket of the states, and the roles that workflows become.
 */
#include "catalog/names.h"
#include "catalog/record.h"
#include "generator/resolve/model.h"
#include "generator/resolve/state.h"

struct tnf_strview tnf_bootstrap_path(struct tnf_arena *arena, struct tnf_strview account) {
    return tnf_arena_printf(arena, "bootstrap/%.*s", TNF_SV_ARG(account));
}

static const struct tnf_record *environment_of(const struct tnf_scene *scene, const struct tnf_target *target) {
    return &scene->environments.items[target->environment];
}

static bool holds(struct tnf_value list, struct tnf_strview text) {
    for (size_t i = 0; i < tnf_list_count(list); i++)
        if (tnf_sv_eq(tnf_list_at(list, i).text, text)) return true;
    return false;
}

static void add_once(struct tnf_arena *arena, struct tnf_value list, struct tnf_strview text) {
    if (text.len > 0 && !holds(list, text)) tnf_list_add(arena, list, tnf_value_string(text));
}

static struct tnf_strview role_arn(struct tnf_arena *arena, struct tnf_strview account, struct tnf_strview name) {
    return tnf_arena_printf(arena, "arn:aws:iam::%.*s:role/%.*s", TNF_SV_ARG(account), TNF_SV_ARG(name));
}

static struct tnf_strview home_of(const struct tnf_scene *scene) {
    return scene->platform.data[TNF_PLATFORM_ACCOUNT_ID].string;
}

static struct tnf_strview apply_arn(struct tnf_arena *arena, const struct tnf_scene *scene,
                                    const struct tnf_record *environment) {
    return role_arn(arena, home_of(scene),
                    tnf_role_github_apply(arena, tnf_physical_name(&scene->platform),
                                          environment->data[TNF_ENVIRONMENT_NAME].string));
}

/* Names of roles and buckets that an environment's stacks make: its runner clusters are called by themselves. */
static void add_made(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment,
                     struct tnf_value names) {
    const struct tnf_record *row = &scene->environments.items[environment];
    add_once(arena, names,
             tnf_arena_printf(arena, "%.*s-%.*s-*", TNF_SV_ARG(tnf_physical_name(&scene->platform)),
                              TNF_SV_ARG(tnf_physical_name(row))));
    const struct tnf_records clusters = tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER);
    for (size_t i = 0; i < clusters.count; i++)
        add_once(arena, names, tnf_arena_printf(arena, "%.*s-*", TNF_SV_ARG(tnf_physical_name(&clusters.items[i]))));
}

struct lists {
    struct tnf_value made;
    struct tnf_value regions;
};

static struct lists new_lists(struct tnf_arena *arena) {
    return (struct lists){tnf_value_list(arena), tnf_value_list(arena)};
}

static void add_work(struct tnf_arena *arena, const struct tnf_scene *scene, const struct tnf_target *target,
                     struct lists *lists) {
    add_made(arena, scene, target->environment, lists->made);
    add_once(arena, lists->regions, target->site.region);
}

static void set_lists(struct tnf_arena *arena, struct tnf_value object, const struct lists *lists) {
    tnf_object_set_value(arena, object, "made_roles", lists->made);
    tnf_object_set_value(arena, object, "regions", lists->regions);
}

/* What the jobs of an environment may do: work where its stacks name no role, and become the roles that they name. */
static struct tnf_value environment_entry(struct tnf_arena *arena, const struct tnf_scene *scene, size_t environment) {
    const struct tnf_record *row = &scene->environments.items[environment];
    struct tnf_value entry = tnf_value_object(arena);
    struct tnf_value assumed = tnf_value_list(arena);
    struct lists lists = new_lists(arena);
    for (size_t i = 0; i < scene->targets.count; i++) {
        const struct tnf_target *target = &scene->targets.items[i];
        if (target->environment != environment) continue;
        add_once(arena, assumed, target->role_arn);
        if (target->role_arn.len == 0) add_work(arena, scene, target, &lists);
    }
    tnf_object_set_string(arena, entry, "access", tnf_list_count(lists.made) > 0 ? TNF_SV("write") : TNF_SV("none"));
    set_lists(arena, entry, &lists);
    tnf_object_set_value(arena, entry, "roles_to_assume", assumed);
    tnf_object_set_string(arena, entry, "state_prefix",
                          tnf_arena_printf(arena, "environments/%.*s", TNF_SV_ARG(tnf_physical_name(row))));
    return entry;
}

/* What only the platform's account has: the roles that GitHub's jobs become. */
static void add_home(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_value model) {
    const struct tnf_strview platform = tnf_physical_name(&scene->platform);
    struct tnf_value environments = tnf_value_object(arena);
    struct tnf_value plans = tnf_value_list(arena);
    struct tnf_value drifts = tnf_value_list(arena);
    bool works = false;
    for (size_t i = 0; i < scene->targets.count; i++) {
        const struct tnf_target *target = &scene->targets.items[i];
        works = works || target->role_arn.len == 0;
        if (target->role_arn.len == 0) continue;
        add_once(arena, plans, tnf_role_beside(arena, target->role_arn, tnf_role_plan(arena, platform)));
        add_once(arena, drifts, tnf_role_beside(arena, target->role_arn, tnf_role_drift(arena, platform)));
    }
    for (size_t i = 0; i < scene->environments.count; i++)
        tnf_object_set(arena, environments, scene->environments.items[i].data[TNF_ENVIRONMENT_NAME].string,
                       environment_entry(arena, scene, i));
    tnf_object_set_value(arena, model, "environments", environments);
    tnf_object_set_value(arena, model, "plan_roles", plans);
    tnf_object_set_value(arena, model, "drift_roles", drifts);
    tnf_object_set_string(arena, model, "plan_access", works ? TNF_SV("read") : TNF_SV("none"));
    tnf_object_set_string(arena, model, "drift_access", works ? TNF_SV("read_secrets") : TNF_SV("none"));
}

/* A role that stacks in the account name: the jobs of their environments become it. */
static struct tnf_value named_role(struct tnf_arena *arena, const struct tnf_scene *scene,
                                   const struct tnf_target *first) {
    struct tnf_value entry = tnf_value_object(arena);
    struct tnf_value trusted = tnf_value_list(arena);
    struct lists lists = new_lists(arena);
    for (size_t i = 0; i < scene->targets.count; i++) {
        const struct tnf_target *target = &scene->targets.items[i];
        if (!tnf_sv_eq(target->role_arn, first->role_arn)) continue;
        add_once(arena, trusted, apply_arn(arena, scene, environment_of(scene, target)));
        add_work(arena, scene, target, &lists);
    }
    set_lists(arena, entry, &lists);
    tnf_object_set_string(arena, entry, "path", first->role.path);
    tnf_object_set_value(arena, entry, "trusted_roles", trusted);
    return entry;
}

static void add_named_roles(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_strview account,
                            struct tnf_value model) {
    struct tnf_value roles = tnf_value_object(arena);
    for (size_t i = 0; i < scene->targets.count; i++) {
        const struct tnf_role_arn role = scene->targets.items[i].role;
        bool known;
        (void)tnf_object_get(roles, role.name, &known);
        if (role.name.len == 0 || known || !tnf_sv_eq(role.account, account)) continue;
        tnf_object_set(arena, roles, role.name, named_role(arena, scene, &scene->targets.items[i]));
    }
    tnf_object_sort(roles);
    tnf_object_set_bool(arena, model, "has_roles", tnf_object_count(roles) > 0);
    tnf_object_set_value(arena, model, "roles", roles);
}

static void add_tags(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_value model) {
    const struct tnf_datum *given = &scene->platform.data[TNF_PLATFORM_TAGS];
    const struct tnf_pairs none = {0};
    struct tnf_value tags = tnf_model_map(arena, given->set ? &given->map : &none);
    tnf_object_set_string(arena, tags, "ManagedBy", TNF_SV("tenantform"));
    tnf_object_set_string(arena, tags, "Platform", scene->platform.data[TNF_PLATFORM_NAME].string);
    tnf_object_sort(tags);
    tnf_object_set_value(arena, model, "tags", tags);
}

static void add_names(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_value model) {
    const struct tnf_datum *row = scene->platform.data;
    const struct tnf_strview platform = tnf_physical_name(&scene->platform);
    tnf_object_set_string(arena, model, "platform", row[TNF_PLATFORM_NAME].string);
    tnf_object_set_string(arena, model, "name", platform);
    tnf_object_set_string(arena, model, "home_account", home_of(scene));
    tnf_object_set_string(arena, model, "repository", row[TNF_PLATFORM_GITHUB_REPOSITORY].string);
    tnf_object_set_string(arena, model, "branch", tnf_model_branch(&scene->platform));
    tnf_object_set_string(arena, model, "github_plan", tnf_role_github_plan(arena, platform));
    tnf_object_set_string(arena, model, "github_drift", tnf_role_github_drift(arena, platform));
    tnf_object_set_string(arena, model, "plan_role", tnf_role_plan(arena, platform));
    tnf_object_set_string(arena, model, "drift_role", tnf_role_drift(arena, platform));
}

struct tnf_strview tnf_model_branch(const struct tnf_record *platform) {
    const struct tnf_strview branch = tnf_record_string(platform, TNF_PLATFORM_GITHUB_BRANCH);
    return branch.len == 0 ? TNF_SV("main") : branch;
}

struct tnf_value tnf_model_bootstrap(struct tnf_arena *arena, const struct tnf_scene *scene,
                                     struct tnf_strview account) {
    const struct tnf_state_store store = tnf_state_store_of(arena, &scene->platform);
    const struct tnf_strview path = tnf_bootstrap_path(arena, account);
    const struct tnf_strview modules =
        tnf_arena_printf(arena, "%.*s/modules", TNF_SV_ARG(tnf_model_way_to_root(arena, path)));
    const bool home = tnf_sv_eq(account, home_of(scene));
    struct tnf_value model = tnf_value_object(arena);
    tnf_object_set_string(arena, model, "account", account);
    tnf_object_set_string(arena, model, "account_id", account);
    tnf_object_set_bool(arena, model, "home", home);
    tnf_object_set_string(arena, model, "region", store.region);
    tnf_object_set_string(arena, model, "bucket", store.bucket);
    tnf_object_set_bool(arena, model, "managed", store.managed);
    if (store.kms_key.len > 0) tnf_object_set_string(arena, model, "kms_key_arn", store.kms_key);
    tnf_object_set_string(arena, model, "modules", modules);
    tnf_object_set_bool(arena, model, "in_cell", false);
    tnf_object_set_bool(arena, model, "tags_split", false);
    add_names(arena, scene, model);
    add_tags(arena, scene, model);
    if (home) add_home(arena, scene, model);
    add_named_roles(arena, scene, account, model);
    tnf_model_state(arena, scene, path, path, model);
    return model;
}

#include "generator/resolve/kind.h"

#include "catalog/effective.h"
#include "generator/resolve/model.h"

static struct tnf_strview environment_name(const struct tnf_scene *scene, struct tnf_place place) {
    return scene->environments.items[place.environment].data[TNF_ENVIRONMENT_NAME].string;
}

static size_t one(const struct tnf_scene *scene, size_t environment) {
    (void)scene;
    (void)environment;
    return 1;
}

static struct tnf_strview platform_path(struct tnf_arena *arena, const struct tnf_scene *scene,
                                        struct tnf_place place) {
    return tnf_arena_printf(arena, "environments/%.*s", TNF_SV_ARG(environment_name(scene, place)));
}

static int platform_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                          struct tnf_value *ret, struct tnf_error *err) {
    return tnf_model_platform(arena, scene, place.environment, ret, err);
}

/* Everything that is not a tenant's reaches the platform's stack. */
static size_t platform_rows(const struct tnf_scene *scene, struct tnf_place place,
                            struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]) {
    ret_groups[0] = scene->platforms;
    ret_groups[1] = (struct tnf_records){&scene->environments.items[place.environment], 1};
    ret_groups[2] = scene->nested[place.environment];
    return 3;
}

static size_t runners_count(const struct tnf_scene *scene, size_t environment) {
    return tnf_scene_nested(scene, environment, TNF_ENTITY_RUNNER_CLUSTER).count;
}

static const struct tnf_record *runner_cluster(const struct tnf_scene *scene, struct tnf_place place) {
    return &tnf_scene_nested(scene, place.environment, TNF_ENTITY_RUNNER_CLUSTER).items[place.nth];
}

static struct tnf_strview runners_path(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place) {
    const struct tnf_strview name = runner_cluster(scene, place)->data[TNF_RUNNER_CLUSTER_NAME].string;
    return tnf_arena_printf(arena, "environments/%.*s/runners/%.*s", TNF_SV_ARG(environment_name(scene, place)),
                            TNF_SV_ARG(name));
}

static int runners_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                         struct tnf_value *ret, struct tnf_error *err) {
    (void)err;
    *ret = tnf_model_runners(arena, scene, place.environment, place.nth);
    return 0;
}

/* Below the cluster's own stack, so that the order of paths is the order of applying. */
static struct tnf_strview charts_path(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place) {
    return tnf_arena_printf(arena, "%.*s/charts", TNF_SV_ARG(runners_path(arena, scene, place)));
}

static int charts_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                        struct tnf_value *ret, struct tnf_error *err) {
    (void)err;
    *ret = tnf_model_runner_charts(arena, scene, place.environment, place.nth);
    return 0;
}

static size_t runners_rows(const struct tnf_scene *scene, struct tnf_place place,
                           struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]) {
    const struct tnf_records clusters = tnf_scene_nested(scene, place.environment, TNF_ENTITY_RUNNER_CLUSTER);
    ret_groups[0] = (struct tnf_records){clusters.items + place.nth, 1};
    return 1;
}

static size_t hardening_count(const struct tnf_scene *scene, size_t environment) {
    return tnf_watch_environment(&scene->watch, environment) == NULL ? 0 : 1;
}

static struct tnf_strview hardening_path(struct tnf_arena *arena, const struct tnf_scene *scene,
                                         struct tnf_place place) {
    return tnf_arena_printf(arena, "environments/%.*s/hardening", TNF_SV_ARG(environment_name(scene, place)));
}

static int hardening_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                           struct tnf_value *ret, struct tnf_error *err) {
    (void)err;
    *ret = tnf_model_account(arena, scene, tnf_watch_environment(&scene->watch, place.environment));
    return 0;
}

static size_t hardening_rows(const struct tnf_scene *scene, struct tnf_place place,
                             struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]) {
    ret_groups[0] = (struct tnf_records){&scene->environments.items[place.environment], 1};
    return 1;
}

static size_t account_count(const struct tnf_scene *scene, size_t environment) {
    return tnf_watch_account_count(&scene->watch, environment);
}

static struct tnf_strview account_path(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place) {
    const struct tnf_watched *watched = tnf_watch_account(&scene->watch, place.environment, place.nth);
    return tnf_arena_printf(arena, "environments/%.*s/%.*s", TNF_SV_ARG(environment_name(scene, place)),
                            TNF_SV_ARG(tnf_model_account_part(arena, watched)));
}

static int account_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                         struct tnf_value *ret, struct tnf_error *err) {
    (void)err;
    *ret = tnf_model_account(arena, scene, tnf_watch_account(&scene->watch, place.environment, place.nth));
    return 0;
}

static size_t account_rows(const struct tnf_scene *scene, struct tnf_place place,
                           struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]) {
    struct tnf_watched *watched = tnf_watch_account(&scene->watch, place.environment, place.nth);
    ret_groups[0] = (struct tnf_records){&watched->tenant, 1};
    ret_groups[1] = (struct tnf_records){&watched->placement, 1};
    return 2;
}

static size_t bootstrap_count(const struct tnf_scene *scene, size_t environment) {
    (void)environment;
    return scene->targets.account_count;
}

static struct tnf_strview bootstrap_path(struct tnf_arena *arena, const struct tnf_scene *scene,
                                         struct tnf_place place) {
    return tnf_bootstrap_path(arena, scene->targets.accounts[place.nth]);
}

static int bootstrap_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                           struct tnf_value *ret, struct tnf_error *err) {
    (void)err;
    *ret = tnf_model_bootstrap(arena, scene, scene->targets.accounts[place.nth]);
    return 0;
}

static size_t bootstrap_rows(const struct tnf_scene *scene, struct tnf_place place,
                             struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]) {
    (void)place;
    ret_groups[0] = scene->platforms;
    ret_groups[1] = scene->environments;
    return 2;
}

static size_t github_count(const struct tnf_scene *scene, size_t environment) {
    (void)environment;
    return scene->targets.account_count > 0 ? 1 : 0;
}

static struct tnf_strview github_path(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place) {
    (void)arena;
    (void)scene;
    (void)place;
    return TNF_SV(".github");
}

static int github_model(struct tnf_arena *arena, const struct tnf_scene *scene, struct tnf_place place,
                        struct tnf_value *ret, struct tnf_error *err) {
    (void)place;
    (void)err;
    *ret = tnf_model_github(arena, scene);
    return 0;
}

static size_t github_rows(const struct tnf_scene *scene, struct tnf_place place,
                          struct tnf_records ret_groups[TNF_KIND_ROW_GROUPS]) {
    (void)place;
    ret_groups[0] = scene->platforms;
    return 1;
}

const struct tnf_kind tnf_kinds[TNF_KIND_COUNT] = {
    [TNF_KIND_PLATFORM] = {"platform/", false, one, platform_path, platform_model, platform_rows},
    [TNF_KIND_RUNNERS] = {"runners/", false, runners_count, runners_path, runners_model, runners_rows},
    [TNF_KIND_RUNNER_CHARTS] = {"runner-charts/", false, runners_count, charts_path, charts_model, runners_rows},
    [TNF_KIND_HARDENING] = {"hardening/", false, hardening_count, hardening_path, hardening_model, hardening_rows},
    [TNF_KIND_ACCOUNT] = {"account/", false, account_count, account_path, account_model, account_rows},
    [TNF_KIND_TENANT] = {.templates = "tenant/"},
    [TNF_KIND_CELL] = {.templates = "cell/"},
    [TNF_KIND_KUBERNETES_TENANT] = {.templates = "kubernetes-tenant/"},
    [TNF_KIND_OFFBOARDED] = {.templates = "offboarded/"},
    [TNF_KIND_BOOTSTRAP] = {"bootstrap/", true, bootstrap_count, bootstrap_path, bootstrap_model, bootstrap_rows},
    [TNF_KIND_GITHUB] = {"github/", true, github_count, github_path, github_model, github_rows},
};

enum tnf_kind_id tnf_kind_of_tenant(const struct tnf_bundle *bundle) {
    const bool gone = tnf_tenant_state(&bundle->tenant, &bundle->placement) == TNF_STATE_OFFBOARDED;
    return gone ? TNF_KIND_OFFBOARDED : TNF_KIND_TENANT;
}

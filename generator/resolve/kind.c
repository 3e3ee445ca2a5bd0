#include "generator/resolve/kind.h"

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

const struct tnf_kind tnf_kinds[TNF_KIND_COUNT] = {
    [TNF_KIND_PLATFORM] = {"platform/", one, platform_path, platform_model, platform_rows},
    [TNF_KIND_TENANT] = {.templates = "tenant/"},
};

enum tnf_kind_id tnf_kind_of_tenant(const struct tnf_bundle *bundle) {
    (void)bundle;
    return TNF_KIND_TENANT;
}
